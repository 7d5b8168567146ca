"""Which of the backups in a folder is restored, past those that are no good; and who was erased, by all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from feedback_app import upgrades
from feedback_app.commands.backing_up import NotPossible, age_files, notes
from feedback_app.commands.backing_up.notes import Note
from feedback_app.commands.backing_up.taking import AMISS
from feedback_app.loop.erasures import Erased
from feedback_app.loop.seal import KeyRing

OWN_STORE = "--own-sealed-store"
ONLY_THERE = "Whoever was erased only there is not known."


@dataclass(frozen=True)
class Backup:
    """A main database and a sealed store that go together, unchanged since they were written.

    ``newer`` are the sealed stores of after it, for what they say of who was erased.
    """

    main: Note
    sealed: Note
    main_file: Path
    sealed_file: Path
    newer: tuple[Path, ...] = ()
    passed_over: list[str] = field(default_factory=list)

    @property
    def versions(self) -> tuple[str, str]:
        return self.main.versions["main"], self.sealed.versions["sealed"]

    @property
    def rows(self) -> int:
        return sum(self.main.counts["main"].values()) + sum(self.sealed.counts["sealed"].values())


def pick(folder: Path, ring: KeyRing, now: datetime, at: str | None = None, takes_own: bool = False) -> Backup:
    """The newest backup that can be read, or the main database of ``at``; with it the newest sealed store.

    The newest, because in that everybody who was erased since has no key; or its own, with ``takes_own``: then only
    the ledgers of the newer ones say who was. What was made while the clock was ahead is not taken for the newest,
    unless it is named. Raises :class:`NotPossible`.
    """
    passed: list[str] = []
    mains, stores = notes.stamps(folder), notes.stamps_of_sealed(folder)
    if not mains or (at and at not in mains):
        raise NotPossible(f"There is no backup{f' of {at}' if at else ''} in {folder}.")
    until = max((now + AMISS).strftime(notes.STAMP), at or "")
    passed += [
        f"{one} is a time still to come: the clock was ahead then, or is behind now." for one in mains if one > until
    ]
    main = _note(folder, at, ring) if at else _newest(folder, [one for one in mains if one <= until], ring, passed)
    if not at and not sum(main.counts["main"].values()):
        raise NotPossible(
            f"The newest backup, {main.at}, holds no row: it is of an empty install. Name an older one: "
            f"--of STAMP {OWN_STORE}"
        )
    if takes_own and main.at not in stores:
        raise NotPossible(f"The sealed store of {main.at} is not in {folder}: nothing could be read.")
    stores = [one for one in stores if one >= main.at]
    if not any(one <= until for one in stores):
        raise NotPossible(f"The sealed store of {main.at}, or a newer one, is not in {folder}: nothing could be read.")
    sealed = main if takes_own else _newest(folder, [one for one in stores if one <= until], ring, passed)
    for name, note in (("main", main), ("sealed", sealed)):
        if note.format != notes.FORMAT or not upgrades.is_known(name, note.versions[name]):
            raise NotPossible(f"The backup of {note.at} was made by a newer release, {note.release}. Install that.")
    before = max((one for one in mains if one < main.at), default="")
    files = [_file(folder, note, name, before) for name, note in (("main", main), ("sealed", sealed))]
    newer = _newer(folder, [one for one in stores if one > sealed.at], ring, passed)
    return Backup(main, sealed, *files, newer, passed)


def ledger(backup: Backup, key: Any) -> dict[str, date]:
    """Everybody whom the newer sealed stores name as erased; one that can't be read is passed over, and said."""
    found: dict[str, date] = {}
    for path in backup.newer:
        reading = _Ledger(found)
        try:
            age_files.read(path, key, reading.take)
        except NotPossible as why:
            backup.passed_over.append(f"{why} {ONLY_THERE}")
    return found


class _Ledger:
    """Takes a sealed store's lines as they come, and keeps those of the ledger."""

    def __init__(self, found: dict[str, date]) -> None:
        self._found, self._columns = found, []

    def take(self, line: bytes) -> None:
        if line.startswith(b"{"):
            begins = json.loads(line)
            self._columns = list(begins["columns"]) if begins["table"] == Erased.__tablename__ else []
        elif self._columns:
            row = dict(zip(self._columns, json.loads(line), strict=True))
            self._found.setdefault(row["participant_id"], date.fromisoformat(row["on"]))


def _newest(folder: Path, stamps: list[str], ring: KeyRing, passed: list[str]) -> Note:
    """Of these, past those whose note can't be read. Raises :class:`NotPossible` with the newest's reason."""
    first: NotPossible | None = None
    for stamp in reversed(stamps):
        try:
            return _note(folder, stamp, ring)
        except NotPossible as why:
            first = first or why
            if (said := f"{why} {ONLY_THERE}") not in passed:
                passed.append(said)
    raise first or NotPossible(f"There is no backup in {folder} but of a time still to come. Name it: --of STAMP")


def _file(folder: Path, note: Note, name: str, before: str) -> Path:
    """Raises :class:`NotPossible` with a way on, if there is a backup before."""
    try:
        return notes.check_sum(folder, note.files[name])
    except NotPossible as why:
        if not before:
            raise
        own = f" {OWN_STORE}" if name == "sealed" else ""
        raise NotPossible(f"{why} The one before it: --of {before}{own}") from None


def _newer(folder: Path, stamps: list[str], ring: KeyRing, passed: list[str]) -> tuple[Path, ...]:
    found = []
    for stamp in stamps:
        try:
            found.append(notes.check_sum(folder, _note(folder, stamp, ring).files["sealed"]))
        except NotPossible as why:
            passed.append(f"{why} {ONLY_THERE}")
    return tuple(found)


def _note(folder: Path, stamp: str, ring: KeyRing) -> Note:
    return notes.read(folder / f"manifest-{stamp}.json", ring)
