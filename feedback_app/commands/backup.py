"""feedback backup: both databases, encrypted to a public key; the service may run."""

from __future__ import annotations

import json
from pathlib import Path

import click

from feedback_app import clock, key_files
from feedback_app.commands.backing_up import NotPossible, age_files, erasures_log, notes, taking
from feedback_app.commands.check import LAST_BACKUP
from feedback_app.commands.setup import opened, settings_of_install
from feedback_app.database import Databases
from feedback_app.loop import erasures, going_live, partnership, taking_back
from feedback_app.settings import Settings

EVERY_OTHER_DAY = 2  # as seldom as it may run: the one before takes away what would be too old by the next
MAIN_DAYS = taking_back.COPIES_DAYS - EVERY_OTHER_DAY  # so what was taken back is out of every backup by its day


@click.command()
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--to", multiple=True, metavar="PUBLICKEY", help="age1…; more than one may be named.")
@click.option(
    "--to-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Public keys, a line each."
)
@click.option("--keep", default=MAIN_DAYS, show_default=True, type=click.IntRange(1, MAIN_DAYS), help="Days.")
@click.option("--make-key", type=click.Path(path_type=Path), metavar="FILE", help="Only make a private key.")
def backup(folder: Path | None, to: tuple[str, ...], to_file: Path | None, keep: int, make_key: Path | None) -> None:
    """Write an encrypted backup of both databases into DIR, and take away those that are too old.

    Without --to it is encrypted to the partnership's backup_public_key. The sealed store has its own file, kept for 7
    days; the last three backups stay until newer ones are there. Key files are never in it: copy them yourself,
    somewhere else.
    """
    try:
        if make_key is not None:
            _make_key(make_key)
            return
        if folder is None:
            raise NotPossible("Name the folder that backups go into.")
        _back_up(settings_of_install(), folder, to, to_file, keep)
    except NotPossible as why:
        raise click.ClickException(str(why)) from None
    except key_files.Busy:
        raise click.ClickException(f"Another backup is being written into {folder}.") from None
    except OSError as why:
        raise click.ClickException(f"{why.filename or folder} can't be written: {why.strerror}.") from None


def _make_key(path: Path) -> None:
    public = age_files.make_key(path)
    click.echo(f"The private key is in {path}. Keep it away from this machine, in two places: without it no")
    click.echo("backup opens. Its public key, for --to or for backup_public_key in the set-up file, is")
    click.echo(public)


def _back_up(settings: Settings, folder: Path, to: tuple[str, ...], to_file: Path | None, keep: int) -> None:
    databases = opened(settings)
    now = clock.now()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _refuse_nothing(databases)
        whom = _whom(databases, to, to_file)
        with key_files.alone(folder), click.progressbar(length=taking.how_many_rows(databases), label="rows") as bar:
            taking.refuse_clock(folder, now)
            note = taking.take(databases, folder, whom, now, bar.update)
            gone = taking.prune(folder, now, keep)
        with databases.reading() as db:
            erasures_log.add(settings.data / erasures_log.NAME, erasures.ledger(db))
    finally:
        databases.close()
    _remember(settings, note, folder)
    _say(note, folder, gone, keep)


def _refuse_nothing(databases: Databases) -> None:
    """It would be the newest backup, and stand before the good ones."""
    with databases.reading() as db:
        if partnership.ours(db) is None:
            raise NotPossible("The main database holds no partnership. Nothing was backed up: is it the right one?")


def _whom(databases: Databases, to: tuple[str, ...], to_file: Path | None) -> list[str]:
    named = [*to, *(_lines_of(to_file) if to_file else [])]
    if not named:
        with databases.reading() as db:
            named = going_live.ours(db).backup_public_key.split()
    if not named:
        raise NotPossible("To whom? Name a public key with --to. `feedback backup --make-key FILE` makes a pair.")
    return named


def _lines_of(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text("utf-8", "replace").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _remember(settings: Settings, note: notes.Note, folder: Path) -> None:
    path = settings.data / LAST_BACKUP
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(json.dumps({**taking.last_of(note), "folder": str(folder.resolve())}, indent=2), "utf-8")


def _say(note: notes.Note, folder: Path, gone: list[str], keep: int) -> None:
    for name, about in note.files.items():
        rows = sum(note.counts[name].values())
        click.echo(f"{folder / str(about['name'])}: {rows} rows, {int(about['bytes']) / 1024:.0f} KB.")
    click.echo(f"{len(gone)} older files taken away. Kept: {keep} days, the sealed store {min(keep, 7)}.")
    click.echo("Prove it: feedback restore --drill DIR --key PRIVATEKEYFILE, where the private key is.")
