"""What stands under older keys, moved under the newest: in small batches, each a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from feedback_app.database import Db
from feedback_app.loop import code_seals, seal
from feedback_app.loop.code_seals import OVER
from feedback_app.loop.exactly_once import Claim
from feedback_app.loop.first_passwords import FirstPassword
from feedback_app.loop.journal import JournalLine
from feedback_app.loop.return_codes import LONGEST_PATH, ReturnCode
from feedback_app.loop.seal import KeyRing
from feedback_app.loop.sealed_store import CaseLink, ParticipantKey
from feedback_app.loop.staff import Staff

BATCH = 200  # on SQLite a check-in waits for one, some milliseconds


@dataclass(frozen=True)
class Kept:
    """One column that stands under keys of a ring; ``again`` makes ``(key id, value)`` under the newest."""

    id: InstrumentedAttribute[str]
    key_id: InstrumentedAttribute[str]
    value: InstrumentedAttribute[bytes]
    again: Callable[[KeyRing, Row[Any], str], tuple[str, bytes]]
    is_apart: bool = False

    def session(self, db: Db) -> Session:
        return db.sealed if self.is_apart else db

    def is_older(self, newest: str) -> ColumnElement[bool]:
        return self.key_id != newest


class KeptInLayers(Kept):
    """Return codes: the newest key lies over the others."""

    def is_older(self, newest: str) -> ColumnElement[bool]:
        first = f"{newest}{OVER}"
        has_room = func.length(self.key_id) <= LONGEST_PATH - len(first)
        return (self.key_id != newest) & ~self.key_id.startswith(first, autoescape=True) & has_room


@dataclass(frozen=True)
class Moved:
    """What one batch did. ``last`` is where the next one begins; None when there is nothing more."""

    rows: int
    broken: int
    last: str | None


def _wrap_again(ring: KeyRing, row: Row[Any], table: str) -> tuple[str, bytes]:
    return seal.wrap(ring, seal.unwrap(ring, row.key_id, row.value, table, row.id), table, row.id)


def _seal_again(ring: KeyRing, row: Row[Any], table: str) -> tuple[str, bytes]:
    old, (key_id, key) = seal.DataKey(row.key_id, ring.named(row.key_id)), ring.current
    secret = old.open(row.value, table, "totp_secret", row.id)
    return key_id, seal.DataKey(key_id, key).seal(secret, table, "totp_secret", row.id)


def _seal_over(ring: KeyRing, row: Row[Any], _table: str) -> tuple[str, bytes]:
    return code_seals.seal_over(ring, row.key_id, row.value)


MOVED: dict[str, tuple[Kept, ...]] = {
    "data_keys": (
        Kept(
            ParticipantKey.participant_id,
            ParticipantKey.wrapped_by,
            ParticipantKey.wrapped,
            _wrap_again,
            is_apart=True,
        ),
    ),
    "case_links": (Kept(CaseLink.id, CaseLink.key_id, CaseLink.wrapped, _wrap_again, is_apart=True),),
    "return_codes": (KeptInLayers(ReturnCode.id, ReturnCode.key_id, ReturnCode.seal, _seal_over),),
    "staff_secrets": (
        Kept(Staff.id, Staff.totp_key_id, Staff.totp_secret, _seal_again),
        Kept(FirstPassword.id, FirstPassword.totp_key_id, FirstPassword.totp_secret, _seal_again),
    ),
}
# what is sealed or wrapped under a key of the ring itself, so that it can be opened
UNWRAPPED = ("data_keys", "case_links", "staff_secrets")
# never moved: a line of the journal is never changed, and a claim is over before its key is
COUNTED = {"claims": Claim.key_id, "journal": JournalLine.key_id}


def rows_under(db: Db, name: str) -> dict[str, int]:
    """How many rows stand under each key id of a ring, or path of them."""
    found: dict[str, int] = {}
    columns = [(kept.session(db), kept.key_id) for kept in MOVED.get(name, ())]
    if name in COUNTED:
        columns = [(db, COUNTED[name])]
    for session, column in columns:
        for key_id, rows in session.execute(select(column, func.count()).group_by(column)):
            found[key_id] = found.get(key_id, 0) + rows
    return found


def keys_in_use(db: Db, name: str, claims_since: datetime) -> set[str]:
    """The ids of all keys without which something could not be read any more."""
    if name == "claims":
        recent = select(Claim.key_id).where(Claim.at >= claims_since).distinct()
        return set(db.scalars(recent))
    return keys_under(db, name)


def keys_under(db: Db, name: str) -> set[str]:
    """The ids of all keys of a ring that any row stands under."""
    return code_seals.keys_on(rows_under(db, name))


def open_some(db: Db, name: str, most: int) -> int:
    """Open up to ``most`` rows of each table that stands under this ring, taken at random, and change none.

    Returns how many. Raises ``SealBroken``.
    """
    opened = 0
    for kept in MOVED[name]:
        columns = select(kept.id.label("id"), kept.key_id.label("key_id"), kept.value.label("value"))
        for row in kept.session(db).execute(columns.order_by(func.random()).limit(most)).all():
            kept.again(getattr(db.keys, name), row, kept.id.class_.__table__.name)
            opened += 1
    return opened


def how_many_older(db: Db, name: str) -> int:
    """Rows that are still to be moved under the newest key."""
    if name not in MOVED:
        return 0
    newest, _ = getattr(db.keys, name).current
    return sum(kept.session(db).scalar(select(func.count()).where(kept.is_older(newest))) or 0 for kept in MOVED[name])


def move_some(db: Db, name: str, which: int, after: str = "", most: int = BATCH) -> Moved:
    """Move one batch of ``MOVED[name][which]`` on from ``after``, in the caller's transaction.

    A row that somebody changed meanwhile stays as they left it; one that does not open stays too.
    """
    kept, ring = MOVED[name][which], getattr(db.keys, name)
    newest, _ = ring.current
    session, table = kept.session(db), kept.id.class_.__table__
    columns = select(kept.id.label("id"), kept.key_id.label("key_id"), kept.value.label("value"))
    query = columns.where(kept.id > after, kept.is_older(newest)).order_by(kept.id).limit(most)
    rows = session.execute(query).all()
    changes = []
    for row in rows:
        try:
            key_id, value = kept.again(ring, row, table.name)
        except seal.SealBroken:
            continue
        changes.append({"of": row.id, "was": row.value, "key_id": key_id, "value": value})
    if changes:
        one = update(table).where(kept.id == bindparam("of"), kept.value == bindparam("was"))
        again = {kept.key_id.name: bindparam("key_id"), kept.value.name: bindparam("value")}
        session.connection().execute(one.values(again), changes)
    return Moved(len(changes), len(rows) - len(changes), rows[-1].id if rows else None)
