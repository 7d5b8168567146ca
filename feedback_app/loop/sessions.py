"""Being here for a while: a member of staff signed in, or somebody back with their words.

The cookie holds 256 random bits; the database only their hash. What a visit may show again (the
five numbers, for ten minutes after sending) is sealed under a key made from the cookie itself,
so the database alone cannot show it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db
from feedback_app.loop import seal
from feedback_app.loop.participants import Participant
from feedback_app.loop.staff import Staff
from feedback_app.made_once import MadeOnce

LENT, DOOR = "lent", "door"  # a person's visit on a worker's device; and before their words were typed
LENT_MARK = "lent."  # such a cookie says so itself: when its time is over, the device is to be handed back
LENT_IDLE = timedelta(minutes=5)
VISIT_IDLE, VISIT_WHOLE = timedelta(minutes=10), timedelta(minutes=30)
STAFF_IDLE, STAFF_WHOLE = timedelta(minutes=15), timedelta(hours=8)
SECOND_STEP = timedelta(minutes=5)
SEEN_AGAIN = timedelta(minutes=1)


class StaffSession(Base):
    """A member of staff at a desk; ``second_step_at`` is empty until the code was right."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id, ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    second_step_at: Mapped[datetime | None]

    staff: Mapped[Staff] = relationship(lazy="joined")


class Visit(Base):
    """A person's visit: ``back`` opens what was said; ``sent`` and ``fresh`` show the words just made.

    On a worker's device ``door`` waits for the words and ``lent`` opens one reply (loop/lending.py).
    """

    __tablename__ = "visits"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    kind: Mapped[Code]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    check_in_id: Mapped[str | None] = mapped_column(String(22))
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    words: Mapped[bytes | None] = mapped_column(LargeBinary)

    participant: Mapped[Participant] = relationship(lazy="joined")


@dataclass(frozen=True)
class Here:
    """A visit that holds, with what pages need of its participant."""

    kind: str
    participant_id: str
    check_in_id: str | None
    began_at: datetime
    seen_at: datetime
    words: bytes | None
    audience: str
    service_id: str


_HERE = MadeOnce(
    select(
        Visit.kind,
        Visit.participant_id,
        Visit.check_in_id,
        Visit.began_at,
        Visit.seen_at,
        Visit.words,
        Participant.audience,
        Participant.service_id,
    )
    .join_from(Visit, Participant, Visit.participant_id == Participant.id)
    .where(Visit.token_hash == bindparam("token_hash")),
    Here,
)


def open_for_staff(db: Db, person: Staff, now: datetime, second_step: bool) -> str:
    """A new session; returns the cookie's token. Signing in always makes a new one."""
    token = secrets.token_urlsafe(32)
    db.add(
        StaffSession(
            token_hash=_hash(token),
            staff_id=person.id,
            began_at=now,
            seen_at=now,
            second_step_at=now if second_step else None,
        )
    )
    return token


def staff_behind(db: Db, token: str, now: datetime) -> StaffSession | None:
    """The session of a cookie if it still holds: not idle, not too old, and the person not gone."""
    found = db.get(StaffSession, _hash(token))
    if found is None or found.staff.left_at is not None:
        return None
    whole = STAFF_WHOLE if found.second_step_at else SECOND_STEP
    return found if _holds(found.began_at, found.seen_at, now, STAFF_IDLE, whole) else None


def open_visit(
    db: Db,
    kind: str,
    participant_id: str,
    now: datetime,
    words: str | None = None,
    check_in_id: str | None = None,
    mark: str = "",
) -> str:
    """A new visit; returns the cookie's token. ``words`` can be read again only with that token."""
    token = mark + secrets.token_urlsafe(32)
    sealed = _key_from(token).seal(words, "visits", "words", "-") if words else None
    row = {
        "token_hash": _hash(token),
        "kind": kind,
        "participant_id": participant_id,
        "check_in_id": check_in_id,
        "began_at": now,
        "seen_at": now,
        "words": sealed,
    }
    db.add_rows(Visit, row)
    return token


def visit_behind(db: Db, token: str, now: datetime) -> Here | None:
    """The visit of a cookie if it still holds: ten minutes idle (five if lent), thirty in all (ten after sending)."""
    found = db.first(_HERE, token_hash=_hash(token))
    if found is None:
        return None
    whole = VISIT_IDLE if found.kind == "sent" else VISIT_WHOLE
    idle = LENT_IDLE if token.startswith(LENT_MARK) else VISIT_IDLE
    return found if _holds(found.began_at, found.seen_at, now, idle, whole) else None


def words_of(visit: Here, token: str) -> str | None:
    return _key_from(token).open(visit.words, "visits", "words", "-") if visit.words else None


def is_due_a_look(seen_at: datetime, now: datetime) -> bool:
    """Last-seen moves at most once a minute, so that most page views write nothing."""
    return abs(now - seen_at) >= SEEN_AGAIN


def seen(db: Db, table: type[StaffSession] | type[Visit], token: str, now: datetime) -> None:
    """Move last-seen on, which keeps the session open."""
    db.execute(update(table).where(table.token_hash == _hash(token)).values(seen_at=now))


def close_staff(db: Db, token: str) -> None:
    db.execute(delete(StaffSession).where(StaffSession.token_hash == _hash(token)))


def close_all_of(db: Db, staff_id: str) -> None:
    """Wherever this member of staff is signed in, they no longer are."""
    db.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def close_visit(db: Db, token: str) -> None:
    db.execute(delete(Visit).where(Visit.token_hash == _hash(token)))


def close_visits_of(db: Db, participant_id: str) -> None:
    """Wherever this person's page is open, it no longer is."""
    db.execute(delete(Visit).where(Visit.participant_id == participant_id))


def sweep(db: Db, now: datetime) -> int:
    """Take away every session and visit that no longer holds; returns how many."""
    gone = 0
    for table, idle in ((StaffSession, STAFF_IDLE), (Visit, VISIT_IDLE)):
        stale = select(table.token_hash).where(table.seen_at < now - idle)
        gone += db.execute(delete(table).where(table.token_hash.in_(stale))).rowcount
    return gone


def _holds(began: datetime, seen: datetime, now: datetime, idle: timedelta, whole: timedelta) -> bool:
    # a clock put back an hour must not give an hour more to whoever holds the phone next
    return abs(now - seen) < idle and abs(now - began) < whole


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _key_from(token: str) -> seal.DataKey:
    return seal.DataKey("visit", hashlib.sha256(b"visit words\x00" + token.encode()).digest())
