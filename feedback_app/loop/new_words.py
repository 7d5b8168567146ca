"""New words for somebody who lost theirs, from a worker who knows them: given, used, and told to the person."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, String, bindparam, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from feedback_app.database import Base, Db, Id, new_id, to_the_minute
from feedback_app.loop import code_seals, journal, return_codes, sessions
from feedback_app.loop.lending import Lent
from feedback_app.loop.participants import Participant
from feedback_app.loop.return_codes import Numbers, ReturnCode
from feedback_app.loop.sessions import LENT, LENT_MARK
from feedback_app.loop.staff import Staff
from feedback_app.loop.trail import By
from feedback_app.made_once import MadeOnce

GOOD_FOR = timedelta(hours=24)
FIRST_GOOD_FOR = timedelta(days=28)  # on a card for somebody who was on the phone: until they meet
FRESH_GOOD_FOR = timedelta(days=28)  # own ones made of a card, until somebody kept them or came back with them
TOLD_FOR = timedelta(days=30)
HOW_KNOWN = ("face_to_face", "phone", "together")  # how a worker knows that it is them


class NewWords(Base):
    """That a worker gave new words, for the person to be told. The words themselves are in no table."""

    __tablename__ = "new_words"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id))
    service_id: Mapped[str | None] = mapped_column(String(22))  # where they worked then
    given_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


_LAST_GIVEN = MadeOnce(
    select(NewWords.given_at, NewWords.told_at)
    .where(NewWords.participant_id == bindparam("participant_id"))
    .order_by(NewWords.given_at.desc(), NewWords.id)
    .limit(1)
)


def may_have(person: Participant) -> bool:
    """Only somebody whom a worker knows: nobody can tell who scanned a poster."""
    return person.link_mode == "known_to_worker"


def give(db: Db, person: Participant, worker: Staff, stretched: bytes, how: str, now: datetime) -> None:
    """Words to hand over, good for 24 hours; the old ones live until these were used. Journalled with ``how``."""
    if not may_have(person):
        raise ValueError("nobody knows this participant")
    for kind in ("handed", "fresh"):  # what somebody made of a card before, and never came back with, ends too
        code_seals.drop(db, person.id, kind)
    db.execute(delete(NewWords).where(NewWords.participant_id == person.id, _is_waiting()))
    return_codes.keep(db, person.id, stretched, now, "handed", now + GOOD_FOR)
    _note(db, person.id, worker.id, worker.service_id, now)
    journal.record(db, now, worker.id, "give_new_words", "participant", person.id, how)


def hand_over(db: Db, participant_id: str, worker: By, service_id: str | None, stretched: bytes, now: datetime) -> None:
    """First words for somebody who was written down: their worker has seen them, so they only lead to own ones."""
    return_codes.keep(db, participant_id, stretched, now, "handed", now + FIRST_GOOD_FOR)
    _note(db, participant_id, worker.staff_id, service_id, now)


def make_own(
    db: Db, code: ReturnCode, numbers: Numbers, stretched: bytes, now: datetime, lent: Lent | None = None
) -> str:
    """Somebody is in with handed words: make them their own. Returns the token of a visit to show these.

    They work from now on. What was handed over stops once the person says they kept them, or comes
    back with them: a page lost to bad signal locks nobody out. Until then they end after four weeks:
    whoever saw the card for a moment has no key that sleeps.
    """
    return_codes.keep(db, code.participant_id, stretched, now, "fresh", now + FRESH_GOOD_FOR)
    words = " ".join(return_codes.as_digits(numbers))
    if lent is None:
        return sessions.open_visit(db, "fresh", code.participant_id, now, words)
    return sessions.open_visit(db, "fresh", code.participant_id, now, words + lent.carried, mark=LENT_MARK)


def come_in(db: Db, code: ReturnCode, stretched: bytes, now: datetime, lent: Lent | None = None) -> str:
    """Somebody is in with words of their own: a visit's token. Fresh ones end all others, here and now.

    On a worker's device (``lent``) it opens what that was handed over for, and no more.
    """
    if code.kind == "fresh":
        code_seals.settle(db, code)
        sessions.close_visits_of(db, code.participant_id)
        _now_is(db, code.participant_id, NewWords.used_at, now)
    code_seals.seal_afresh(db, code, stretched)
    _now_is(db, code.participant_id, NewWords.told_at, now)
    if lent is None:
        return sessions.open_visit(db, "back", code.participant_id, now)
    return sessions.open_visit(db, LENT, code.participant_id, now, lent.carried, mark=LENT_MARK)


def to_tell(db: Db, participant_id: str, now: datetime) -> datetime | None:
    """When a worker last gave new words for this person, while the person is still to be told so."""
    last = db.first(_LAST_GIVEN, participant_id=participant_id)
    if last is None or (last.told_at is not None and now - last.told_at > TOLD_FOR):
        return None
    return last.given_at


def _note(db: Db, participant_id: str, staff_id: str, service_id: str | None, now: datetime) -> None:
    given = NewWords(id=new_id(), participant_id=participant_id, staff_id=staff_id, given_at=to_the_minute(now))
    given.service_id = service_id
    db.add(given)


def _is_waiting() -> ColumnElement[bool]:
    """Given, and neither used nor told: a second giving takes its place."""
    return NewWords.used_at.is_(None) & NewWords.told_at.is_(None)


def _now_is(db: Db, participant_id: str, column: InstrumentedAttribute[datetime | None], now: datetime) -> None:
    """Set a time that is not set yet."""
    mine = update(NewWords).where(NewWords.participant_id == participant_id, column.is_(None))
    db.execute(mine.values({column.key: to_the_minute(now)}))
