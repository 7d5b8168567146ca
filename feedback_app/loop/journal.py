"""Who looked at or changed what: chained, only added to, committed before what it guards is shown."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection
from contextlib import closing
from datetime import datetime

from sqlalchemy import LargeBinary, String, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, to_the_minute

GIVEN_UP, OPEN = "key_given_up", "open"
START = b"\x00" * 32
POSTGRES_LOCK = 0x6A6F7572  # "jour": one writer at a time at the end of the chain


class JournalLine(Base):
    """One thing a member of staff did. No words, no return codes, no names; a ``reason`` is chosen."""

    __tablename__ = "journal"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(String(22), index=True)
    action: Mapped[Code]
    about: Mapped[Code]
    about_id: Mapped[str] = mapped_column(String(64), index=True)
    reason: Mapped[str | None] = mapped_column(String(200))
    key_id: Mapped[Code]
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class JournalBroken(Exception):
    """The chain does not hold; ``seq`` is the first line that is wrong."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the journal breaks at line {seq}")
        self.seq = seq


def record(
    db: Db,
    now: datetime,
    staff_id: str | None,
    action: str,
    about: str,
    about_id: str,
    reason: str | None = None,
) -> JournalLine:
    """Add one line to the chain, in the caller's transaction: if it fails, so does the act."""
    if not db.is_sqlite:
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": POSTGRES_LOCK})
    last = db.execute(select(JournalLine.seq, JournalLine.mac).order_by(JournalLine.seq.desc()).limit(1)).first()
    key_id, key = db.keys.journal.current
    line = JournalLine(
        seq=last.seq + 1 if last else 1,
        at=to_the_minute(now),
        staff_id=staff_id,
        action=action,
        about=about,
        about_id=about_id,
        reason=reason,
        key_id=key_id,
    )
    line.mac = _mac(key, last.mac if last else START, line)
    db.add(line)
    db.flush()
    return line


def has_looked(db: Db, staff_id: str, about_ids: Collection[str]) -> bool:
    """Whether there is a line that this member of staff opened any of these."""
    theirs = func.coalesce(JournalLine.staff_id, "") == staff_id  # or SQLite might go through all they ever did
    lines = select(JournalLine.seq).where(JournalLine.about_id.in_(about_ids), theirs, JournalLine.action == OPEN)
    return db.scalar(lines.limit(1)) is not None


def unproven(db: Db) -> dict[str, int]:
    """Of each of its keys that was lost for good, the last line under it: as a key says that is still there."""
    held = [key_id for key_id, _ in db.keys.journal.keys]
    said = select(JournalLine.about_id, JournalLine.reason).where(
        JournalLine.action == GIVEN_UP, JournalLine.about == "journal", JournalLine.key_id.in_(held)
    )
    return {key_id: int(last or 0) for key_id, last in db.execute(said) if key_id not in held}


def verify(db: Db) -> tuple[int, bytes]:
    """Walk the whole chain; returns ``(lines, last mac)``. Lines under a key that was given up are only counted.

    Raises :class:`JournalBroken`, or ``SealBroken`` for a key that is not there.
    """
    before, expected, lost = START, 1, unproven(db)
    in_order = select(JournalLine).order_by(JournalLine.seq).execution_options(yield_per=1000)
    with closing(db.scalars(in_order)) as lines:  # a break leaves the server's cursor open otherwise
        for line in lines:
            is_given_up = line.seq <= lost.get(line.key_id, 0)
            mac = line.mac if is_given_up else _mac(db.keys.journal.named(line.key_id), before, line)
            if line.seq != expected or not hmac.compare_digest(mac, line.mac):
                raise JournalBroken(expected)
            before, expected = line.mac, expected + 1
    return expected - 1, before


def _mac(key: bytes, before: bytes, line: JournalLine) -> bytes:
    fields = [line.seq, line.at.isoformat(), line.staff_id, line.action, line.about, line.about_id]
    message = json.dumps([*fields, line.reason, line.key_id], ensure_ascii=True).encode()
    return hmac.digest(key, before + message, hashlib.sha256)
