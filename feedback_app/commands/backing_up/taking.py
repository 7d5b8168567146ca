"""Takes one backup while the service runs: the main database first, the sealed store after it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

import feedback_app
from feedback_app import upgrades
from feedback_app.commands.backing_up import NotPossible, age_files, notes
from feedback_app.database import Base, Databases, SealedBase
from feedback_app.loop import rows, soundness

Told = Callable[[int], None]
LAST_FEW = 3  # backups stay whatever their age: one made while the clock was ahead must not be the only one
AMISS = timedelta(minutes=1)  # two backups in a second stand a second apart
SEALED_DAYS = 7  # so long at most could somebody who was forgotten be read again from a backup


def how_many_rows(databases: Databases) -> int:
    with databases.reading() as db:
        pairs = ((db, Base), (db.sealed, SealedBase))
        return sum(sum(rows.counts(one, _names(base)).values()) for one, base in pairs)


def refuse_clock(folder: Path, now: datetime) -> None:
    """Raises :class:`NotPossible` while a backup there is of a time to come: how old the others are nobody knows."""
    stamps = notes.stamps(folder)
    if stamps and stamps[-1] > (now + AMISS).strftime(notes.STAMP):
        raise NotPossible(
            f"The newest backup in {folder} is {stamps[-1]}, which is still to come. Nothing was written or taken "
            "away. Is the clock right? If it is, it was ahead then: move the files of that stamp to another folder."
        )


def take(databases: Databases, folder: Path, to: list[str], now: datetime, told: Told) -> notes.Note:
    """Write both files and their note; the note is last, so a backup without one is none.

    Sending commits a new key before its participant, so whoever is seen in the main database has
    their key in a sealed store that is looked at afterwards.
    """
    recipients = age_files.public_keys(to)
    at = _free_stamp(folder, now)
    files, counts = {}, {}
    with databases.reading() as db:
        main, sealed = rows.one_moment(db)
        seq, mac = soundness.journal_head(db)
        for name, session, base in (("main", main, Base), ("sealed", sealed, SealedBase)):
            counted = Counter(dict.fromkeys(_names(base), 0))
            lines = _counted(rows.lines_of(session, rows.tables_of(base), told), counted)
            files[name] = age_files.write(folder / f"{name}-{at}.age", lines, recipients)
            counts[name] = dict(counted)
    versions = {name: upgrades.newest_version(name) for name in upgrades.BOTH}
    note = notes.Note(
        at=at,
        release=feedback_app.__version__,
        versions=versions,
        counts=counts,
        journal={"seq": seq, "mac": mac.hex()},
        files=files,
        to=to,
    )
    notes.write(folder / f"manifest-{at}.json", note, databases.keys.journal)
    _sync(folder)
    return note


def prune(folder: Path, now: datetime, keep_days: int) -> list[str]:
    """Take away what is older than it may be, the sealed store's sooner, but the last few; the names that are gone."""
    last = notes.stamps_of_sealed(folder)[-LAST_FEW:]
    main = (now - timedelta(days=keep_days)).strftime(notes.STAMP)
    sealed = (now - timedelta(days=min(keep_days, SEALED_DAYS))).strftime(notes.STAMP)
    before = {"main": min([main, *last]), "manifest": min([main, *last]), "sealed": min([sealed, *last])}
    gone = sorted(notes.too_old(folder, before))
    for path in gone:
        path.unlink()
    return [path.name for path in gone]


def last_of(note: notes.Note) -> dict:
    """What `feedback check` may look at later, in the data folder."""
    plain = asdict(note)
    names = {name: about["name"] for name, about in note.files.items()}
    return {"at": f"{note.moment.isoformat()}Z", **names, "counts": plain["counts"]}


def _names(base: type[Base] | type[SealedBase]) -> list[str]:
    return [one.name for one in rows.tables_of(base)]


def _counted(lines: Iterable[bytes], counts: Counter) -> Iterator[bytes]:
    tables = iter(list(counts))
    name = ""
    for line in lines:
        if line.startswith(b"{"):
            name = next(tables)
        else:
            counts[name] += 1
        yield line


def _free_stamp(folder: Path, now: datetime) -> str:
    """This second's, or the next one that no backup has."""
    taken = set(notes.stamps(folder))
    while (stamp := now.strftime(notes.STAMP)) in taken:
        now += timedelta(seconds=1)
    return stamp


def _sync(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
