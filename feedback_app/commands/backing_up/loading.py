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
from feedback_app.commands.backing_up import NotPossible, age_files, notes
from feedback_app.database import Base, Databases, Db, SealedBase
from feedback_app.loop import erasures, journal, rows, soundness, taking_back
from feedback_app.loop.journal import JournalBroken
from feedback_app.loop.seal import KeyRing, SealBroken
from feedback_app.loop.sealed_store import Forgotten

SEALS = 100
Told = Callable[[int], None]


@dataclass(frozen=True)
class Backup:
    """A main database and a sealed store that go together, unchanged since they were written."""

    main: notes.Note
    sealed: notes.Note
    main_file: Path
    sealed_file: Path

    @property
    def versions(self) -> tuple[str, str]:
        return self.main.versions["main"], self.sealed.versions["sealed"]

    @property
    def rows(self) -> int:
        return sum(self.main.counts["main"].values()) + sum(self.sealed.counts["sealed"].values())


@dataclass
class Found:
    """What a restore found and did."""

    rows: int = 0
    journal_lines: int = 0
    seals: int = 0
    erased: dict[str, date] = field(default_factory=dict)
    erased_again: list[str] = field(default_factory=list)
    taken_back_again: int = 0


def pick(folder: Path, ring: KeyRing, at: str | None = None) -> Backup:
    """The newest backup, or the main database of ``at``; with it the newest sealed store.

    The newest, because in that everybody who was erased since has no key. Raises :class:`NotPossible`.
    """
    mains, stores = notes.stamps(folder), notes.stamps_of_sealed(folder)
    stamp = at or (mains[-1] if mains else "")
    if stamp not in mains:
        raise NotPossible(f"There is no backup{f' of {at}' if at else ''} in {folder}.")
    if not stores or stores[-1] < stamp:
        raise NotPossible(f"The sealed store of {stamp}, or a newer one, is not in {folder}: nothing could be read.")
    main = notes.read(folder / f"manifest-{stamp}.json", ring)
    sealed = notes.read(folder / f"manifest-{stores[-1]}.json", ring)
    for name, note in (("main", main), ("sealed", sealed)):
        if note.format != notes.FORMAT or not upgrades.is_known(name, note.versions[name]):
            raise NotPossible(f"The backup of {note.at} was made by a newer release, {note.release}. Install that.")
    files = (notes.check_sum(folder, note.files[name]) for name, note in (("main", main), ("sealed", sealed)))
    return Backup(main, sealed, *files)


def refuse_filled(databases: Databases) -> None:
    """Raises :class:`NotPossible` when either database holds a row."""
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
    except (SealBroken, Forgotten):
        raise NotPossible("A sealed text does not open. Are these the key files of this install?") from None
    if (found.journal_lines, mac.hex()) != (backup.main.journal["seq"], backup.main.journal["mac"]):
        raise NotPossible(
            f"The journal ends at line {found.journal_lines}, its note says {backup.main.journal['seq']}."
        )
    if lost := soundness.without_key(db):
        raise NotPossible(f"{len(lost)} participants have no key: nobody could read their words.")


def _without(lost: list[tuple[str, str]]) -> str:
    """What to do when a key that was taken away since, or another install's, is not in the folder of keys."""
    return (
        f"The key files lack {own_keys.named(lost)}. Are these the key files of this install? If --retire took "
        "them away since, add their lines again, at the end, from older copies of the same files."
    )
