"""What people put into another language, opened: beside the words that it says, and beside the replies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from feedback_app.database import Db
from feedback_app.loop import readings, sealed_store, spans
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading, Translation
from feedback_app.loop.replies import Reply


@dataclass(frozen=True)
class Put:
    """One version of what somebody put into a language: its texts by part, who and when. Opened.

    ``is_of_more``: it says more than the point it stands with, which was split from that later.
    """

    texts: dict[str, str]
    language: str
    signed_by: str
    interpreter: str
    on: datetime | date
    version: int
    is_of_more: bool = False


def of_points(db: Db, points: Iterable[VoicePoint]) -> dict[str, list[Put]]:
    """By point, what people wrote was said: the newest version first, and what says more than this point last.

    Raises as ``points.words_of`` does.
    """
    found: dict[str, list[Put]] = {}
    for point in points:
        rows = _with_words_of(db, point)
        rows.sort(key=lambda row: (row.spans == point.spans, row.made_at, row.version), reverse=True)
        if rows:
            found[point.id] = [
                replace(_put(db, db.get_one(Reading, row.reading_id), [row]), is_of_more=row.spans != point.spans)
                for row in rows
            ]
    return found


def ids_with_words_of(db: Db, point: VoicePoint) -> list[str]:
    """Whatever translation has words of this point in it, also where it stands with another point."""
    return [row.id for row in _with_words_of(db, point)]


def _with_words_of(db: Db, point: VoicePoint) -> list[Translation]:
    """What was put into English of the answer that a point is, or is a part of; but for what is of other parts."""
    of_them = select(Translation).join(VoicePoint, VoicePoint.id == Translation.point_id)
    query = of_them.where(Translation.participant_id == point.participant_id, Translation.reply_id.is_(None))
    rows = db.scalars(query.where(VoicePoint.answer_id == point.answer_id))
    return [row for row in rows if spans.overlap(row.spans, point.spans)]


def of_reply(db: Db, reply: Reply) -> Put | None:
    """A reply as somebody put it into the person's language: the newest version that waits for no second reader."""
    query = select(Translation).where(Translation.reply_id == reply.id).order_by(Translation.version.desc())
    unread = select(Reading.id).where(Reading.held_at.is_not(None), Reading.let_go_at.is_(None))
    rows = list(db.scalars(query.where(Translation.reading_id.not_in(unread.where(Reading.reply_id == reply.id)))))
    newest = [row for row in rows if row.version == rows[0].version]
    return _put(db, db.get_one(Reading, newest[0].reading_id), newest) if newest else None


def of_reading(db: Db, reading: Reading) -> Put:
    """A reply as this reader put it, let go or not."""
    return _put(db, reading, list(db.scalars(select(Translation).where(Translation.reading_id == reading.id))))


def understood_in_theirs(db: Db, participant_id: str) -> dict[str, tuple[str, str]]:
    """By point, what we understood as the newest reply that says it was put into the person's language; and which."""
    newest: dict[str, Reply] = {}
    says = select(Reply).where(Reply.participant_id == participant_id, Reply.we_heard.is_not(None))
    on_a_phone = says.where(Reply.pass_on_id.is_(None), Reply.in_person_only.is_(False))
    for reply in db.scalars(on_a_phone.order_by(Reply.version)):
        newest[reply.point_id] = reply
    put = {point_id: of_reply(db, reply) for point_id, reply in newest.items()}
    there = {point_id: one for point_id, one in put.items() if one and "we_heard" in one.texts}
    return {point_id: (one.texts["we_heard"], one.language) for point_id, one in there.items()}


def _put(db: Db, reading: Reading, rows: list[Translation]) -> Put:
    key = sealed_store.key_of(db, reading.participant_id)
    return Put(
        texts={row.part: key.open(row.text, "translations", "text", row.id) for row in rows},
        language=rows[0].language,
        signed_by=rows[0].signed_by,
        interpreter=readings.interpreter_of(db, reading),
        on=reading.read_on or rows[0].made_at,
        version=rows[0].version,
    )
