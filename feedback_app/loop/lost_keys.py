"""Keys of which no copy is left: what stood under them is let go, so that all else can go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update

from feedback_app.database import Db
from feedback_app.loop import code_seals, erasures, going_live, journal, rotation, seal, sealed_store
from feedback_app.loop.journal import JournalLine
from feedback_app.loop.return_codes import ReturnCode
from feedback_app.loop.sealed_store import CaseLink, ParticipantKey

Lost = Iterable[tuple[str, str]]
NO_KEY = "none"  # in the journal, for people whose own key is in no sealed store


def how_many(db: Db, lost: Lost, keyless: Collection[str]) -> Counter[str]:
    """Of each ring, the rows that stand under a lost key and don't open; and those who have no key at all."""
    found: Counter[str] = Counter({"data_keys": len(keyless)} if keyless else {})
    for name, key_id in lost:
        rows = rotation.rows_under(db, name)
        found[name] += sum(count for path, count in rows.items() if key_id in code_seals.keys_on([path]))
    return found


def give_up(db: Db, lost: Lost, keyless: Collection[str], now: datetime) -> None:
    """Let go what stands under these keys, and write down of each that it was given up. The newest keys are new.

    People whose words nobody can read are taken away whole. They are not entered in the ledger of the erased: a
    backup brings them back, should a copy of the key turn up. ``keyless`` are those whose own key is gone, as when this
    was killed when the sealed store was written and the main database not yet.
    """
    deeds = {
        "data_keys": _let_people_go,
        "case_links": _blank_cards,
        "return_codes": _let_words_go,
        "staff_secrets": _other_digits,
    }
    for name, key_id in lost:
        # of the journal: up to which line it can't be proven
        last = select(func.max(JournalLine.seq)).where(JournalLine.key_id == key_id)
        count = db.scalar(last) if name == "journal" else deeds[name](db, key_id)
        journal.record(db, now, None, journal.GIVEN_UP, name, key_id, str(count))
    if keyless:
        gone = erasures.take_away(db, sorted(keyless))
        journal.record(db, now, None, journal.GIVEN_UP, "data_keys", NO_KEY, str(len(gone)))
    going_live.ours(db).keys_copied_on = None


def _let_people_go(db: Db, key_id: str) -> int:
    theirs = select(ParticipantKey.participant_id).where(ParticipantKey.wrapped_by == key_id)
    return len(erasures.take_away(db, list(db.sealed.scalars(theirs))))


def _blank_cards(db: Db, key_id: str) -> int:
    """Who came by the same card is still known, and who gave it; no more whose it was."""
    links = list(db.sealed.scalars(select(CaseLink).where(CaseLink.key_id == key_id)))
    for link in links:
        sealed_store.refer(db, link, "")
    return len(links)


def _let_words_go(db: Db, key_id: str) -> int:
    paths = [path for path in code_seals.paths_in_use(db) if key_id in code_seals.keys_on([path])]
    return db.execute(delete(ReturnCode).where(ReturnCode.key_id.in_(paths))).rowcount


def _other_digits(db: Db, key_id: str) -> int:
    """A secret that nobody has: only a new link lets them in again. A link not used yet shows it, and holds."""
    count, (newest, key) = 0, db.keys.staff_secrets.current
    for kept in rotation.MOVED["staff_secrets"]:
        table = kept.id.class_.__table__
        for row_id in db.scalars(select(kept.id).where(kept.key_id == key_id)).all():
            value = seal.DataKey(newest, key).seal(pyotp.random_base32(), table.name, kept.value.name, row_id)
            again = {kept.key_id.name: newest, kept.value.name: value}
            count += db.execute(update(table).where(kept.id == row_id).values(again)).rowcount
    return count
