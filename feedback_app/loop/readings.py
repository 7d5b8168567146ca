"""Words in another language: who was asked to read them, and what a person put into the other language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id, only_where, to_the_minute
from feedback_app.loop import content, sealed_store
from feedback_app.loop.check_ins import Answer, CheckIn
from feedback_app.loop.kept_words import KeptWords
from feedback_app.loop.partnership import Service
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from feedback_app.made_once import MadeOnce

_IS_OPEN = and_(*(column(name).is_(None) for name in ("done_at", "taken_back_at", "given_back_at")))
_OPEN = only_where(_IS_OPEN)
_HELD = only_where(
    and_(column("held_at").is_not(None), column("let_go_at").is_(None), column("taken_back_at").is_(None))
)
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
    reply_id: Mapped[str | None] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"), index=True)
    language: Mapped[Code]
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id))
    asked_by: Mapped[str] = mapped_column(String(22))
    reader_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id))
    interpreter: Mapped[bytes | None] = mapped_column(LargeBinary)
    read_on: Mapped[date | None]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    given_back_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]  # done, and read by a second one of us before the person sees it
    let_go_at: Mapped[datetime | None]
    let_go_by: Mapped[str | None] = mapped_column(String(22))

    reader: Mapped[Staff | None] = relationship(lazy="joined")
    service: Mapped[Service] = relationship(lazy="joined", innerjoin=True)

    @property
    def waits(self) -> bool:
        """Done, and not yet read by a second one of us."""
        return _waits(self)

    __table_args__ = (  # what one owes, and what a service waits for: as short as that, however much was ever read
        Index("ix_readings_owed", "reader_id", "due_at", **_OPEN),
        Index("ix_readings_waited_for", "service_id", "due_at", **_OPEN),
        Index("ix_readings_held", "service_id", "held_at", **_HELD),
    )


class Translation(Base):
    """One text as one person put it into another language. A correction is a new version; the old one stays.

    ``spans`` says which part of the answer it is of, as the point had it then; None is all of it.
    """

    __tablename__ = "translations"

    id: Mapped[Id]
    reading_id: Mapped[str] = mapped_column(ForeignKey(Reading.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    reply_id: Mapped[str | None] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"), index=True)
    part: Mapped[Code]
    spans: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))
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
        Reading.held_at,
        Reading.let_go_at,
    )
    .where(Reading.participant_id == bindparam("participant_id"))
    .order_by(Reading.asked_at, Reading.id)
)


@dataclass(frozen=True)
class Text:
    """One text to be translated, in plain, and the name of the box it is put into.

    ``spans`` are its place in what they wrote: what was written for all of it is never kept as one part's.
    """

    point_id: str
    part: str
    words: str
    spans: list[list[int]] | None = None

    @property
    def box(self) -> str:
        return "-".join(map(str, [self.part, self.point_id, *chain(*self.spans or ())]))


def is_open() -> ColumnElement[bool]:
    """Asked, and neither done nor taken or given back."""
    return and_(Reading.done_at.is_(None), Reading.taken_back_at.is_(None), Reading.given_back_at.is_(None))


def is_held() -> ColumnElement[bool]:
    """Done, and waiting for a second reader."""
    return and_(Reading.held_at.is_not(None), Reading.let_go_at.is_(None), Reading.taken_back_at.is_(None))


def about(db: Db, check_in_id: str, reply_id: str | None = None) -> list[Reading]:
    """Everybody who was ever asked for this check-in, or for this reply; the last first."""
    one = select(Reading).where(Reading.check_in_id == check_in_id, Reading.reply_id == reply_id)
    return list(db.scalars(one.order_by(Reading.asked_at.desc(), Reading.id)))


def open_one(db: Db, check_in_id: str, reply_id: str | None = None) -> Reading | None:
    return next((one for one in about(db, check_in_id, reply_id) if ended_at(one) is None), None)


def on_its_way(db: Db, check_in_id: str, reply_id: str | None = None) -> Reading | None:
    """What their language waits for, of a reply: somebody who puts it there, or a second reader of that."""
    return next((one for one in about(db, check_in_id, reply_id) if is_on_its_way(one)), None)


def is_on_its_way(one: Any) -> bool:
    return ended_at(one) is None or _waits(one)


def _waits(one: Any) -> bool:
    return one.held_at is not None and one.let_go_at is None and one.taken_back_at is None


def asked_of(db: Db, staff_id: str) -> list[Reading]:
    """What this reader is asked for now, the soonest due first."""
    mine = select(Reading).where(Reading.reader_id == staff_id, is_open())
    return list(db.scalars(mine.order_by(Reading.due_at, Reading.id)))


def of_person(db: Db, participant_id: str) -> list[Any]:
    """Everything of one participant that somebody was asked for, oldest first, as plain rows."""
    return db.rows(_OF_PERSON, participant_id=participant_id)


def written_of(check_in_ids: Collection[str]) -> Select[tuple[VoicePoint]]:
    """The points of check-ins that say something in words: of the answer, or kept when another part went."""
    kept = select(KeptWords.point_id).where(KeptWords.point_id == VoicePoint.id, KeptWords.words.is_not(None))
    there = select(VoicePoint).join(Answer, Answer.id == VoicePoint.answer_id)
    return there.where(VoicePoint.check_in_id.in_(check_in_ids), or_(Answer.words.is_not(None), kept.exists()))


def end_about(db: Db, point: VoicePoint, now: datetime) -> None:
    """This point was taken back: nobody is to put a reply to it into a language, nor what nothing is left of."""
    others = written_of([point.check_in_id]).where(VoicePoint.id != point.id, VoicePoint.status != WITHDRAWN)
    about = [Reading.reply_id.in_(select(Reply.id).where(Reply.point_id == point.id))]
    if db.scalar(others.limit(1)) is None:
        about.append(and_(Reading.check_in_id == point.check_in_id, Reading.reply_id.is_(None)))
    db.execute(update(Reading).where(or_(is_open(), is_held()), or_(*about)).values(taken_back_at=to_the_minute(now)))


def ended_at(one: Any) -> datetime | None:
    return one.done_at or one.taken_back_at or one.given_back_at


def language_of(db: Db, check_in: CheckIn) -> str:
    """The language somebody answered in: the page's, or what was found when it was read."""
    if not content.language(check_in.language).is_english:
        return check_in.language
    said = (one.language for one in about(db, check_in.id) if one.taken_back_at is None)  # else it was a mistake
    return next(said, check_in.language)


def interpreter_of(db: Db, one: Reading) -> str:
    """Who read it from outside, by role; empty when it was one of us."""
    return sealed_store.opened(db, one.participant_id, one.interpreter, "readings", "interpreter", one.id)
