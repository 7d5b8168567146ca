"""Whether all that a house keeps is whole: no half check-in, every word opens, and both databases are sound."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select, text

from feedback_app.loop import check_ins, journal, questions, sealed_store, soundness, trail
from feedback_app.loop.check_ins import Answer, CheckIn
from feedback_app.loop.exactly_once import Claim
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.return_codes import ReturnCode

EVERY_SEAL = 10**9


def said(house, question: str = "change") -> Counter:
    """What people wrote under a question, opened, with how often it is there."""
    with house.databases.reading() as db:
        rows = db.execute(
            select(Answer.id, Answer.words, CheckIn.participant_id)
            .join(CheckIn, CheckIn.id == Answer.check_in_id)
            .where(Answer.question == question, Answer.words.is_not(None))
        ).all()
        return Counter(
            sealed_store.key_of(db, row.participant_id).open(row.words, "answers", "words", row.id) for row in rows
        )


def halves(house) -> list[str]:
    """Everything that is not whole, in words."""
    with house.databases.reading() as db:
        found = [f"participant {one} has no key" for one in soundness.without_key(db)]
        found += [line for one in db.scalars(select(CheckIn)) for line in _of_check_in(db, one)]
        known = set(db.scalars(select(CheckIn.id)))
        found += [f"claim of no check-in {one}" for one in set(db.scalars(select(Claim.check_in_id))) - known]
        if wrong := trail.disagreeing(db):
            found.append(f"{wrong} points disagree with their trail")
        journal.verify(db)
        soundness.open_at_random(db, EVERY_SEAL)
    return found + (_of_sqlite(house) if house.place.kind == "sqlite" else [])


def _of_check_in(db, one: CheckIn) -> list[str]:
    answers = check_ins.answers_of(db, one.id)
    form = questions.form_of(db, one.question_set_id, "en")
    found = [] if set(answers) == set(check_ins._names(form)) else [f"check-in {one.id} lacks answers"]
    points = list(db.scalars(select(VoicePoint).where(VoicePoint.check_in_id == one.id)))
    wanted = {one.id for one in form.questions if one.kind_of_point and answers.get(one.id) and answers[one.id].words}
    if {point.question for point in points} != wanted:
        found.append(f"check-in {one.id} lacks points")
    found += [f"point {point.id} lacks its first events" for point in points if not _has_begun(db, point)]
    for table, column in ((Claim, Claim.check_in_id == one.id), (ReturnCode, _code_of(one))):
        if db.scalar(select(table).where(column).limit(1)) is None:
            found.append(f"check-in {one.id} lacks its {table.__tablename__}")
    return found


def _has_begun(db, point: VoicePoint) -> bool:
    return [event.step for event in trail.of(db, point.id)][:3] == ["asked", "said", "received"]


def _code_of(one: CheckIn):
    return ReturnCode.participant_id == one.participant_id


def _of_sqlite(house) -> list[str]:
    found = []
    for engine in (house.databases.main, house.databases.sealed):
        with engine.connect() as connection:
            found += [line for (line,) in connection.execute(text("PRAGMA integrity_check")) if line != "ok"]
            found += [str(tuple(row)) for row in connection.execute(text("PRAGMA foreign_key_check"))]
    return found
