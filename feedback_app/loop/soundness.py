"""Whether databases that were restored hold together: the journal, every key, seals of every kind at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Row, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from feedback_app.database import Base, Db
from feedback_app.loop import journal, rotation, sealed_store, voices
from feedback_app.loop.check_ins import Answer, CheckIn
from feedback_app.loop.exactly_once import Claim
from feedback_app.loop.in_theirs import HeldTranslation
from feedback_app.loop.journal import START, JournalLine
from feedback_app.loop.participants import Participant
from feedback_app.loop.replies import Receipt, Reply
from feedback_app.loop.return_codes import ReturnCode
from feedback_app.loop.sealed_store import ParticipantKey
from feedback_app.loop.sessions import Visit

# hashes, which nobody opens; and a visit is under what only a phone has
NOT_UNDER_A_PERSON = (Claim, ReturnCode, Visit)
FIRST_OF_ALL = (Answer, Reply)  # of these there are most, and they get what the other kinds leave
# a claim's key goes when no phone may send again: after that nobody asks for it
RINGS = ("data_keys", "case_links", "return_codes", "journal", "staff_secrets")
ROWS_OF_RINGS = 20


@dataclass(frozen=True)
class Kind:
    """A table with texts sealed under somebody's key: in which columns, whose, and of which row they say they are."""

    table: type[Base]
    whose: InstrumentedAttribute[str]
    row_id: ColumnElement[str]
    texts: tuple[ColumnElement[bytes], ...]


def kinds() -> list[Kind]:
    """Every table of voices that keeps something sealed under a person's key; those with most rows last."""
    found = [_kind(table) for table in voices.VOICES if table not in NOT_UNDER_A_PERSON and _sealed_in(table)]
    return sorted(found, key=lambda one: FIRST_OF_ALL.index(one.table) if one.table in FIRST_OF_ALL else -1)


def journal_head(db: Db) -> tuple[int, bytes]:
    """``(seq, mac)`` of the journal's last line, without walking it."""
    last = select(JournalLine.seq, JournalLine.mac).order_by(JournalLine.seq.desc()).limit(1)
    found = db.execute(last).first()
    return (found.seq, found.mac) if found else (0, START)


def without_key(db: Db) -> set[str]:
    """Participants whose words nobody can read."""
    return set(db.scalars(select(Participant.id))) - set(db.sealed.scalars(select(ParticipantKey.participant_id)))


def lost_keys(db: Db) -> list[tuple[str, str]]:
    """``(ring, key id)`` of every key that something stands under, which no key file has and nobody gave up."""
    given_up = journal.unproven(db)
    return [
        (name, key_id)
        for name in RINGS
        for key_id in sorted(rotation.keys_under(db, name) - {one for one, _ in getattr(db.keys, name).keys})
        if key_id not in given_up
    ]


def open_at_random(db: Db, most: int) -> int:
    """Open up to ``most`` rows with sealed texts, some of every kind there is; how many were opened.

    Raises ``SealBroken`` or ``Forgotten`` at the first that does not open.
    """
    opened, waiting = 0, kinds()
    while waiting:
        kind = waiting.pop(0)
        opened += _open_some(db, kind, (most - opened) // (len(waiting) + 1))
    for name in rotation.UNWRAPPED:
        opened += rotation.open_some(db, name, ROWS_OF_RINGS)
    return opened


def _open_some(db: Db, kind: Kind, most: int) -> int:
    has_any = or_(*(func.length(text) > 0 for text in kind.texts))  # what was taken back may be empty
    query = select(kind.whose.label("whose"), kind.row_id.label("row_id"), *kind.texts).select_from(kind.table)
    if kind.whose.class_ is not kind.table:
        query = query.join(kind.whose.class_)
    if kind.table is HeldTranslation:
        query = query.add_columns(HeldTranslation.part)
    rows = db.execute(query.where(has_any).order_by(func.random()).limit(most)).all()
    for row in rows:
        _open(db, kind, row)
    return len(rows)


def _open(db: Db, kind: Kind, row: Row[Any]) -> None:
    key = sealed_store.key_of(db, row.whose)
    for text in kind.texts:
        if sealed := getattr(row, text.name):
            # a reply that waits in two languages: the part of it that each text is of stands for the column
            column = row.part if kind.table is HeldTranslation else text.name
            key.open(sealed, kind.table.__tablename__, column, row.row_id)


def _kind(table: Any) -> Kind:
    whose = {Answer: CheckIn, Receipt: Reply}.get(table, table).participant_id
    row_id = HeldTranslation.held_id if table is HeldTranslation else next(iter(table.__table__.primary_key))
    return Kind(table, whose, row_id, _sealed_in(table))


def _sealed_in(table: type[Base]) -> tuple[ColumnElement[bytes], ...]:
    return tuple(one for one in table.__table__.columns if isinstance(one.type, LargeBinary))
