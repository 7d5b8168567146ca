"""Somebody takes back one thing they said: every text about it goes now, and from every backup by a day we name.

That it was said stays, as ``withdrawn``: the count, never the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, inspect, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from feedback_app.database import Db, to_the_minute
from feedback_app.loop import (
    actions,
    erasures,
    held_replies,
    kept_words,
    merging,
    pass_ons,
    pauses,
    points,
    promises,
    put_beside,
    readings,
    trail,
)
from feedback_app.loop.actions import Action
from feedback_app.loop.check_ins import Answer
from feedback_app.loop.considerations import Consideration
from feedback_app.loop.corrections import Correction
from feedback_app.loop.drafts import TEXTS as TEXTS_OF_A_REPLY
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.hiding import Hiding
from feedback_app.loop.in_theirs import HeldTranslation
from feedback_app.loop.kept_words import KeptWords
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.readings import Translation
from feedback_app.loop.reminders import Reminder
from feedback_app.loop.replies import Receipt, Reply

TAKEN_BACK = "taken_back"
COPIES_DAYS = 35  # no backup is kept longer, where one is made every other day (`commands/backup.py`)
# every sealed text about one point, by the column that names the point; a test holds that none is missing
TEXTS: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
    (VoicePoint, VoicePoint.id, ("understanding",)),
    (Reply, Reply.point_id, TEXTS_OF_A_REPLY),
    (Consideration, Consideration.point_id, ("reason",)),
    (PassOn, PassOn.point_id, pass_ons.TEXTS),
    (Hiding, Hiding.point_id, ("reason",)),
    (HeldReply, HeldReply.point_id, (*TEXTS_OF_A_REPLY, "line")),
)
# rows that go whole; a translation also by its own id, where it stands with another part of the same text
ROWS: tuple[InstrumentedAttribute[str], ...] = (
    *(table.point_id for table in (KeptWords, Correction, Translation, HeldTranslation)),
    Translation.id,
)
GONE = b""  # what an action says once its point was taken back


def take_back(db: Db, point: VoicePoint, now: datetime) -> None:
    """The person's own press, and nobody else's. A second one changes nothing."""
    points.hold(db, point)
    if point.is_taken_back:
        return
    merging.part_all(db, point, now)
    _end_what_was_begun(db, point, now)
    gone = [point.id, *put_beside.ids_with_words_of(db, point), *_empty_the_answer(db, point)]
    db.flush()
    wipe(db, gone)
    erasures.enter(db, dict.fromkeys(gone, promises.in_london(now).date()))
    _close(db, point, now)


def _close(db: Db, point: VoicePoint, now: datetime) -> None:
    point.due_at = point.merged_into = point.merged_at = None
    pauses.anew(point)
    trail.record(db, point, "said", now, trail.PERSON, TAKEN_BACK, status=WITHDRAWN)


def _end_what_was_begun(db: Db, point: VoicePoint, now: datetime) -> None:
    """Nobody is asked, nobody is reminded, and nobody has anything to do because of it any more."""
    for asked in pass_ons.of_point(db, point.id):
        asked.due_at = asked.back_at = None
        asked.shares_words = False
        if pass_ons.state(asked, now) in ("asked", "accepted", "returned"):
            asked.taken_back_at = to_the_minute(now)
    held_replies.take_back(db, point.id, now)
    readings.end_about(db, point, now)
    open_ones = update(Action).where(Action.point_id == point.id, Action.state.not_in(actions.ENDED))
    db.execute(open_ones.values(state="stopped", ended_at=to_the_minute(now)))
    db.execute(delete(Reminder).where(Reminder.point_id == point.id, Reminder.sent_at.is_(None)))


def _empty_the_answer(db: Db, point: VoicePoint) -> list[str]:
    """The ids of answers to be emptied. What other points say in the same one is kept for each of them, as it was."""
    if point.answer.words is None and point.answer.drawing is None:
        return []
    for other in points.of_answer(db, point):
        if other.id != point.id and not other.is_taken_back:
            words, drawing = points.words_of(db, other), points.drawing_of(db, other)
            kept_words.keep(db, other.participant_id, other.id, words, drawing)
    return [point.answer_id]


def wipe(db: Db, ids: Sequence[str]) -> None:
    """Empty every text about these points, and these answers; translations by their own ids too.

    The rows stay: they say that something was said.

    Names only what every version had: a restored backup is cleaned before it is upgraded.
    """
    asked = inspect(db.connection())
    there = set(asked.get_table_names())
    columns = {table: {one["name"] for one in asked.get_columns(table.__tablename__)} for table in (Receipt, Answer)}
    said = dict.fromkeys(columns[Answer] & {"words", "drawing"})
    for some in erasures.batches(list(ids)):
        for table, of, names in TEXTS:
            if table.__tablename__ in there:
                has_any = or_(*(getattr(table, name).is_not(None) for name in names))
                db.execute(update(table).where(of.in_(some), has_any).values(dict.fromkeys(names)))
        for of in ROWS:
            if of.class_.__tablename__ in there:
                db.execute(delete(of.class_).where(of.in_(some)))
        if "through" in columns[Receipt]:  # the advocate who told them of it
            about = select(Reply.id).where(Reply.point_id.in_(some))
            db.execute(update(Receipt).where(Receipt.reply_id.in_(about)).values(through=None))
        if Action.__tablename__ in there:
            db.execute(update(Action).where(Action.point_id.in_(some)).values(what=GONE, result=None))
        db.execute(update(Answer).where(Answer.id.in_(some)).values(said))


def again(db: Db, day_of: Mapping[str, date]) -> int:
    """After a restore: what was taken back since that backup was made is so again, on its day; how many points."""
    done = 0
    for some in erasures.batches(list(day_of)):
        query = select(VoicePoint).where(VoicePoint.id.in_(some), VoicePoint.status != WITHDRAWN)
        for point in db.scalars(query).all():
            noon = datetime.combine(day_of[point.id], time(12))
            then = max(noon, trail.latest(point) or noon)
            merging.part_all(db, point, then)
            _end_what_was_begun(db, point, then)
            _close(db, point, then)
            done += 1
    return done


def receipt(point: Any, events: Any) -> tuple[datetime, date] | None:
    """When it was taken back, and the day by which it is out of every backup; None if it was not."""
    when = next((one.at for one in events if (one.step, one.evidence) == ("said", TAKEN_BACK)), None)
    if point.status != WITHDRAWN or when is None:
        return None
    return when, out_of_copies(promises.in_london(when).date())


def out_of_copies(taken_back_on: date) -> date:
    """By when no backup has it any more."""
    return taken_back_on + timedelta(days=COPIES_DAYS)
