"""Backs a house up, restores it elsewhere, and changes a backup as somebody with the keys could."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from copy import copy
from dataclasses import replace

from click.testing import CliRunner, Result

from feedback_app import commands, install
from feedback_app.app import create_app
from feedback_app.commands.backing_up import age_files, notes
from feedback_app.database import Databases
from tests.databases import Place
from tests.house import House

BACKUPS, KEY = "kept elsewhere", "private.txt"


def run(house, *words: str, place: Place | None = None, data=None) -> Result:
    """The command, on this house's databases and keys or on those of another place."""
    at = place or house.place
    environment = {
        "FEEDBACK_MODE": "test",
        "FEEDBACK_DATA": str(data or house.folder),
        "FEEDBACK_KEYS": str(house.folder / "keys"),
        "FEEDBACK_DATABASE_URL": at.main_url,
        "FEEDBACK_SEALED_DATABASE_URL": at.sealed_url,
        "FEEDBACK_BASE_URL": "http://localhost",
    }
    return CliRunner().invoke(commands.feedback, [str(one) for one in words], env=environment)


def public_key(house) -> str:
    path = house.folder / KEY
    if not path.exists():
        age_files.make_key(path)
    return str(age_files.private_key(path).to_public())


def back_up(house, *more: str):
    """Take a backup; the folder it is in."""
    folder = house.folder / BACKUPS
    done = run(house, "backup", folder, "--to", public_key(house), *more)
    assert done.exit_code == 0, done.output
    return folder


def restore(house, folder, *more: str, **where) -> Result:
    return run(house, "restore", folder, "--key", house.folder / KEY, *more, **where)


@contextmanager
def elsewhere(request, house, tmp_path):
    """Another pair of databases of the same kind, migrated and empty, with a folder of its own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with request.getfixturevalue(f"{house.place.kind}_places").fresh(folder) as place:
        yield place


def opened(house, place: Place):
    """The databases there, with this house's keys."""
    return closing(Databases(place.main_url, place.sealed_url, install.keys_of(house.settings)))


def service_on(house, place: Place) -> House:
    """A service on the databases there, with this house's keys, clock and staff."""
    again = copy(house)
    again.place = place
    again.settings = replace(house.settings, database_url=place.main_url, sealed_database_url=place.sealed_url)
    again.app = create_app(again.settings, clock=house.now)
    again.app.testing = True
    again.databases = again.app.extensions["databases"]
    return again


def newest(folder, house) -> notes.Note:
    return notes.read(folder / f"manifest-{notes.stamps(folder)[-1]}.json", house.databases.keys.journal)


def refused(done: Result, says: str) -> bool:
    """Whether it ended badly, with one clear line that says this."""
    lines = [line for line in done.output.splitlines() if line.startswith("Error:")]
    assert done.exit_code != 0, done.output
    assert len(lines) == 1, done.output
    assert says in lines[0], done.output
    return True


def change(house, folder, name: str, how, **noted) -> None:
    """Write the newest backup's file again with ``how(lines)``, under a note that agrees with it."""
    note = newest(folder, house)
    path, lines = folder / note.files[name]["name"], []
    age_files.read(path, age_files.private_key(house.folder / KEY), lines.append)
    path.unlink()
    written = age_files.write(path, (line + b"\n" for line in how(lines)), age_files.public_keys(note.to))
    manifest = folder / f"manifest-{note.at}.json"
    manifest.unlink()
    changed = replace(note, files={**note.files, name: written}, **noted)
    notes.write(manifest, changed, house.databases.keys.journal)


def without_row_of(table: str):
    """For ``change``: the file as it is, but for the last row of this table."""

    def how(lines: list[bytes]) -> list[bytes]:
        begins = next(at for at, line in enumerate(lines) if _table(line) == table)
        ends = next((at for at in range(begins + 1, len(lines)) if _table(lines[at])), len(lines))
        assert ends > begins + 1, f"{table} has no row"
        return lines[: ends - 1] + lines[ends:]

    return how


def without_table(table: str):
    def how(lines: list[bytes]) -> list[bytes]:
        return [line for line in lines if _table(line) != table]

    return how


def _table(line: bytes) -> str:
    found = json.loads(line)
    return found["table"] if isinstance(found, dict) else ""
