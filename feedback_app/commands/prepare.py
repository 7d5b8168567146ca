"""feedback prepare: makes the keys, and brings both databases to the current version."""

from __future__ import annotations

import os
import secrets
from contextlib import closing, suppress
from pathlib import Path

import click

from feedback_app import install, settings, upgrades
from feedback_app.commands import own_keys
from feedback_app.database import Base, Databases, SealedBase
from feedback_app.loop import rows
from feedback_app.opening import where
from feedback_app.settings import KEY_BYTES, KEY_NAMES, Settings, key_lines
from feedback_app.upgrades import TO_DO, NotThere, bring_up_to_date


@click.command()
def prepare() -> None:
    """Make the keys (only those that are missing) and bring both databases to this version.

    No key is made anew that something stands under: it could not open it. No database is made beside one that
    holds rows: then the other is only away.
    """
    folder = settings.where_keys_are()
    found = settings.from_environment(mode="rehearsal", secrets=as_if_made(folder))  # https is for `check` to say
    _refuse_one_without_the_other(found)
    bring_up_to_date(found.main_url, found.sealed_url)
    _refuse_to_replace(found)
    made = make_keys(folder)
    click.echo(f"Keys in {folder}: {len(made)} made, {len(KEY_NAMES) - len(made)} kept.")
    for name in upgrades.BOTH:
        click.echo(f"The {name} database is at version {upgrades.newest_version(name)}.")
    if made:
        click.echo("Copy the keys somewhere safe, apart from the databases: without them nothing opens.")


def make_keys(folder: Path) -> list[str]:
    """Write each missing key file (``<id> <hex>``, mode 0400), whole or not at all; returns the names it made."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [name for name in KEY_NAMES if not (folder / f"{name}.key").exists() and _make_key(folder, name)]


def _make_key(folder: Path, name: str) -> bool:
    beside = folder / f"{name}.key.{os.getpid()}"
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400), "w") as file:
            file.write(f"{secrets.token_hex(4)} {secrets.token_hex(KEY_BYTES)}\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # somebody else made it just now, and that one holds
            os.link(beside, folder / f"{name}.key")
            return True
    finally:
        beside.unlink(missing_ok=True)
    return False


def as_if_made(folder: Path) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """The keys there are, and for each that is missing one that nobody keeps."""
    paths = {name: folder / f"{name}.key" for name in KEY_NAMES}
    return {
        name: key_lines(path) if path.exists() else (("none", secrets.token_bytes(KEY_BYTES)),)
        for name, path in paths.items()
    }


def _refuse_one_without_the_other(found: Settings) -> None:
    """A disk that is not mounted looks like a new place: beside an empty database the other would pass for waste."""
    with closing(Databases(found.main_url, found.sealed_url, install.keys_of(found))) as databases:
        upgrades.refuse_each_others(databases.main, databases.sealed)
        how = {
            name: upgrades.how_it_is_not_there(engine)
            for name, engine in zip(upgrades.BOTH, (databases.main, databases.sealed), strict=True)
        }
        gone = [name for name in how if how[name]]
        if len(gone) != 1:
            return
        [name] = gone
        at = where(databases.main if name == "main" else databases.sealed)
        with databases.reading() as db:
            other = (db.sealed, SealedBase) if name == "main" else (db, Base)
            if rows.filled(other[0], other[1].metadata):
                raise NotThere(
                    f"The {name} database is {how[name]}, and the other one holds rows. Nothing was made at {at}. "
                    f"{TO_DO}"
                )


def _refuse_to_replace(found: Settings) -> None:
    with closing(Databases(found.main_url, found.sealed_url, install.keys_of(found))) as databases:
        own_keys.refuse_others(databases)
