"""Puts a backup into two empty databases, takes away whoever was erased since, and proves that it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from feedback_app import upgrades
from feedback_app.commands import own_keys
from feedback_app.commands.backing_up import NotPossible, age_files
from feedback_app.commands.backing_up.picking import OWN_STORE, Backup
from feedback_app.database import Base, Databases, Db, SealedBase
from feedback_app.loop import erasures, journal, rows, soundness, taking_back
from feedback_app.loop.journal import JournalBroken
from feedback_app.loop.seal import SealBroken
from feedback_app.loop.sealed_store import Forgotten

SEALS = 100
Told = Callable[[int], None]


@dataclass
class Found:
    """What a restore found and did."""

    rows: int = 0
    journal_lines: int = 0
    seals: int = 0
    erased: dict[str, date] = field(default_factory=dict)
    erased_again: list[str] = field(default_factory=list)
    taken_back_again: int = 0


def refuse_filled(databases: Databases) -> None:
    """Raises :class:`NotPossible` when either database holds a row, ``WrongVersion`` when it is the other one."""
    upgrades.refuse_each_others(databases.main, databases.sealed)
    if there := _filled(databases):
        raise NotPossible(
            f"The databases are not empty ({', '.join(there[:3])}…). Nothing was restored: "
            "move them away, or name new ones."
        )


def _filled(databases: Databases) -> list[str]:
    with databases.reading() as db:
        return [*rows.filled(db, Base.metadata), *rows.filled(db.sealed, SealedBase.metadata)]


def load(
    databases: Databases, urls: tuple[str, str], backup: Backup, key: Any, log: dict[str, date], told: Told
) -> Found:
    """Everything into ``databases``, which :func:`refuse_filled` let pass; ``log`` names the erased.

    If any of it does not hold, the databases are as empty as before. Raises :class:`NotPossible`.
    """
    found, are_ours = Found(rows=backup.rows), False
    try:
        _make_tables(databases, urls, backup)
        with databases.writing() as db:
            _fill(db, backup.main_file, key, backup.main.counts["main"], told)
            _fill(db.sealed, backup.sealed_file, key, backup.sealed.counts["sealed"], told)
            # in the same transaction: at no moment could somebody erased be read here
            found.erased = {**log, **(erasures.ledger(db) if "erased" in backup.sealed.counts["sealed"] else {})}
            found.erased_again = erasures.take_away(db, list(found.erased))
            taking_back.wipe(db, list(found.erased))
        are_ours = True
        upgrades.bring_up_to_date(*urls)
        with databases.reading() as db:
            _prove(db, backup, found)
        with databases.writing() as db:
            erasures.enter(db, found.erased)
            found.taken_back_again = taking_back.again(db, found.erased)
    except BaseException:
        if not are_ours and _filled(databases):  # by somebody else, since we looked
            raise NotPossible("Something else wrote into the databases meanwhile. That was left as it is.") from None
        upgrades.take_tables_away(databases.main, databases.sealed)
        raise
    return found


def _make_tables(databases: Databases, urls: tuple[str, str], backup: Backup) -> None:
    """The tables as they were when the backup was made."""
    there = tuple(upgrades.version_of(one) for one in (databases.main, databases.sealed))
    if there != backup.versions:
        upgrades.take_tables_away(databases.main, databases.sealed)
        upgrades.bring_up_to_date(*urls, to=backup.versions)


def _fill(session: Session, path: Path, key: Any, expected: dict[str, int], told: Told) -> None:
    filling = rows.Filling(session, told)
    age_files.read(path, key, filling.take)
    filling.finish()
    counts = rows.counts(session, expected)
    for name, count in expected.items():
        if counts[name] != count:
            raise NotPossible(f"{path.name}: {name} has {counts[name]} rows, its note says {count}.")


def _prove(db: Db, backup: Backup, found: Found) -> None:
    """Every key that is needed, the journal to its head, a key for everybody, and seals taken at random."""
    if lost := soundness.lost_keys(db):
        raise NotPossible(_without(lost))
    try:
        found.journal_lines, mac = journal.verify(db)
        found.seals = soundness.open_at_random(db, SEALS)
    except JournalBroken as why:
        raise NotPossible(f"The journal does not hold: {why}.") from None
    except Forgotten:
        raise NotPossible(_keyless(db, backup)) from None
    except SealBroken:
        raise NotPossible("A sealed text does not open. Are these the key files of this install?") from None
    if (found.journal_lines, mac.hex()) != (backup.main.journal["seq"], backup.main.journal["mac"]):
        raise NotPossible(
            f"The journal ends at line {found.journal_lines}, its note says {backup.main.journal['seq']}."
        )
    if soundness.without_key(db):
        raise NotPossible(_keyless(db, backup))


def _keyless(db: Db, backup: Backup) -> str:
    said = f"{len(soundness.without_key(db))} participants have no key: nobody could read their words."
    if backup.sealed.at == backup.main.at:
        return said
    return (
        f"{said} The sealed store of {backup.sealed.at} is of another install, or keys were given up before it. "
        f"With the one of {backup.main.at} itself: {OWN_STORE}"
    )


def _without(lost: list[tuple[str, str]]) -> str:
    """What to do when a key that was taken away since, or another install's, is not in the folder of keys."""
    return (
        f"The key files lack {own_keys.named(lost)}. Are these the key files of this install? If --retire took "
        "them away since, add their lines again, at the end, from older copies of the same files."
    )
