"""Words in another language: who was asked to read them, and what a person put into the other language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, UniqueConstraint, and_, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id
from feedback_app.loop import content, drafts, sealed_store
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.partnership import Service
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Draft, Reply
from feedback_app.loop.staff import Staff
from feedback_app.made_once import MadeOnce

WORDS = "words"  # the part of a check-in that is translated; a reply's are ``drafts.TEXTS``


class Reading(Base):
    """One check-in, or one reply to it, with somebody who reads both languages. It holds times, never a state.

    A named reader of ours reads it while it is open, and nothing else; an interpreter from outside has no
    account (no ``reader_id``), and who that was, by role, is sealed.
    """

    __tablename__ = "readings"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    check_in_id: Mapped[str] = mapped_column(ForeignKey(CheckIn.id, ondelete="CASCADE"), index=True)
    reply_id: Mapped[str | None] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"))
    language: Mapped[Code]
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id))
    asked_by: Mapped[str] = mapped_column(String(22))
    reader_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id), index=True)
    interpreter: Mapped[bytes | None] = mapped_column(LargeBinary)
    read_on: Mapped[date | None]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    given_back_at: Mapped[datetime | None]

    reader: Mapped[Staff | None] = relationship(lazy="joined")
    service: Mapped[Service] = relationship(lazy="joined", innerjoin=True)


class Translation(Base):
    """One text as one person put it into another language. A correction is a new version; the old one stays."""

    __tablename__ = "translations"

    id: Mapped[Id]
    reading_id: Mapped[str] = mapped_column(ForeignKey(Reading.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    reply_id: Mapped[str | None] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"))
    part: Mapped[Code]
    version: Mapped[int]
    language: Mapped[Code]
    text: Mapped[bytes] = mapped_column(LargeBinary)
    signed_by: Mapped[str] = mapped_column(String(60))  # empty for an interpreter from outside
    made_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("reading_id", "point_id", "part"),)


_OF_PERSON = MadeOnce(
    select(
        Reading.check_in_id,
        Reading.reply_id,
        Reading.language,
        Reading.due_at,
        Reading.done_at,
        Reading.taken_back_at,
        Reading.given_back_at,
    )
    .where(Reading.participant_id == bindparam("participant_id"))
    .order_by(Reading.asked_at, Reading.id)
)


@dataclass(frozen=True)
class Text:
    """One text to be translated, in plain, and the name of the box it is put into."""

    point_id: str
    part: str
    words: str

    @property
    def box(self) -> str:
        return f"{self.part}-{self.point_id}"


@dataclass(frozen=True)
class Put:
    """One version of what somebody put into a language: its texts by part, who and when. Opened."""

    texts: dict[str, str]
    language: str
    signed_by: str
    interpreter: str
    on: datetime | date
    version: int


def is_open() -> ColumnElement[bool]:
    """Asked, and neither done nor taken or given back."""
    return and_(Reading.done_at.is_(None), Reading.taken_back_at.is_(None), Reading.given_back_at.is_(None))


def about(db: Db, check_in_id: str, reply_id: str | None = None) -> list[Reading]:
    """Everybody who was ever asked for this check-in, or for this reply; the last first."""
    one = select(Reading).where(Reading.check_in_id == check_in_id, Reading.reply_id == reply_id)
    return list(db.scalars(one.order_by(Reading.asked_at.desc(), Reading.id)))


def open_one(db: Db, check_in_id: str, reply_id: str | None = None) -> Reading | None:
    return next((one for one in about(db, check_in_id, reply_id) if ended_at(one) is None), None)


def asked_of(db: Db, staff_id: str) -> list[Reading]:
    """What this reader is asked for now, the soonest due first."""
    mine = select(Reading).where(Reading.reader_id == staff_id, is_open())
    return list(db.scalars(mine.order_by(Reading.due_at, Reading.id)))


def all_open(db: Db, until: datetime) -> list[Reading]:
    """Everything that a named reader still owes, and that is due by then."""
    return list(db.scalars(select(Reading).where(is_open(), Reading.due_at <= until).order_by(Reading.due_at)))


def of_person(db: Db, participant_id: str) -> list[Any]:
    """Everything of one participant that somebody was asked for, oldest first, as plain rows."""
    return db.rows(_OF_PERSON, participant_id=participant_id)


def ended_at(one: Any) -> datetime | None:
    return one.done_at or one.taken_back_at or one.given_back_at


def language_of(db: Db, check_in: CheckIn) -> str:
    """The language somebody answered in: the page's, or what was found when it was read."""
    if not content.language(check_in.language).is_english:
        return check_in.language
    return next((one.language for one in about(db, check_in.id)), check_in.language)


def interpreter_of(db: Db, one: Reading) -> str:
    """Who read it from outside, by role; empty when it was one of us."""
    if one.interpreter is None:
        return ""
    return sealed_store.key_of(db, one.participant_id).open(one.interpreter, "readings", "interpreter", one.id)


def of_points(db: Db, points: Iterable[VoicePoint]) -> dict[str, list[Put]]:
    """By point, what people wrote was said: the newest version first. Raises as ``points.words_of`` does."""
    ids = [point.id for point in points]
    made = select(Translation, Reading).join(Reading, Reading.id == Translation.reading_id)
    query = made.where(Translation.point_id.in_(ids), Translation.reply_id.is_(None))
    found: dict[str, list[Put]] = defaultdict(list)
    for row, reading in db.execute(query.order_by(Translation.version.desc())):
        found[row.point_id].append(_put(db, reading, [row]))
    return found


def of_reply(db: Db, reply: Reply) -> Put | None:
    """A reply as somebody put it into the person's language: the newest version."""
    query = select(Translation).where(Translation.reply_id == reply.id).order_by(Translation.version.desc())
    rows = list(db.scalars(query))
    newest = [row for row in rows if row.version == rows[0].version]
    return _put(db, db.get_one(Reading, newest[0].reading_id), newest) if newest else None


def understood_in_theirs(db: Db, participant_id: str) -> dict[str, str]:
    """By point, what we understood as the newest reply that says it was put into the person's language."""
    newest: dict[str, Reply] = {}
    says = select(Reply).where(Reply.participant_id == participant_id, Reply.we_heard.is_not(None))
    for reply in db.scalars(says.where(Reply.pass_on_id.is_(None)).order_by(Reply.version)):
        newest[reply.point_id] = reply
    put = {point_id: of_reply(db, reply) for point_id, reply in newest.items()}
    return {point_id: one.texts["we_heard"] for point_id, one in put.items() if one and "we_heard" in one.texts}


def in_it(draft: Draft, put: Put) -> Draft:
    """The reply in the other language: its texts changed for theirs, and nothing else."""
    texts = {name: put.texts.get(name, "") for name in drafts.TEXTS}
    return Draft(**{**draft.__dict__, **texts, "language": put.language})


def _put(db: Db, reading: Reading, rows: list[Translation]) -> Put:
    key = sealed_store.key_of(db, reading.participant_id)
    return Put(
        texts={row.part: key.open(row.text, "translations", "text", row.id) for row in rows},
        language=rows[0].language,
        signed_by=rows[0].signed_by,
        interpreter=interpreter_of(db, reading),
        on=reading.read_on or rows[0].made_at,
        version=rows[0].version,
    )
