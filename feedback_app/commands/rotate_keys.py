"""feedback rotate-keys: a new key, and what stood under the old one moved, while the service runs."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import click

from feedback_app import clock, install, key_files
from feedback_app.commands import own_keys
from feedback_app.database import Databases
from feedback_app.loop import rotation
from feedback_app.loop.kept_check_ins import FOR_A_KEPT_ONE
from feedback_app.settings import KEY_NAMES, Settings, from_environment, key_lines

USUAL = ("data_keys", "return_codes")
SETTLE = 1.0  # seconds: a request that took the old key just before may still be writing
RETIRE_AFTER = timedelta(minutes=1)  # by then no request that took it is left
# a check-in without signal is sent for so long, and must find its claim, its form's signature and what it is sealed to
AS_LONG_AS_A_FORM = timedelta(seconds=FOR_A_KEPT_ONE)


@click.command("rotate-keys")
@click.argument("names", nargs=-1, type=click.Choice(KEY_NAMES), metavar="[NAME]…")
@click.option("--anew", is_flag=True, help="A new key even though an earlier rotation is not finished.")
@click.option("--retire", is_flag=True, help="Only take old keys away under which nothing stands any more.")
@click.option("--show", is_flag=True, help="Only say how many rows stand under which key.")
def rotate_keys(names: tuple[str, ...], anew: bool, retire: bool, show: bool) -> None:
    """Make a new key, and move what stands under older ones to it. The service may run.

    NAME is one of data_keys, case_links, return_codes, claims, journal, staff_secrets, outbox, cookies;
    without one, data_keys and return_codes. Stopped half-way, run it again: it goes on where it was.
    """
    settings = from_environment()
    databases = install.opened(settings)
    own_keys.refuse_others(databases)
    deed = _show if show else _retire if retire else partial(_rotate, anew=anew)
    try:
        with key_files.alone(settings.keys_folder):
            for name in names or USUAL:
                deed(databases, settings, name)
    except key_files.Busy:
        raise click.ClickException("Another rotate-keys or restore is running in this folder of keys.") from None
    finally:
        databases.close()


def _rotate(databases: Databases, settings: Settings, name: str, anew: bool) -> None:
    path = _path(settings, name)
    goes_on = not anew and _older(databases, name) > 0
    if goes_on:
        click.echo(f"{name}: an earlier rotation is not finished. Going on with {key_lines(path)[0][0]}.")
    else:
        click.echo(f"{name}: {key_files.add(path)} is the newest key.")
    if name in rotation.MOVED:
        _move(databases, name)
        time.sleep(SETTLE)
        _move(databases, name)
    _show(databases, settings, name)
    if not goes_on:
        click.echo("Copy the key file somewhere safe, apart from the databases, and keep older copies.")
    if name == "cookies":
        click.echo("Restart the service: it signs with the new key from then on, and still knows the old one.")


def _move(databases: Databases, name: str) -> None:
    """Every batch, giving way to the service after each as long as it took."""
    left, broken = _older(databases, name), 0
    if not left:
        return
    with click.progressbar(length=left, label=name) as bar:
        for which in range(len(rotation.MOVED[name])):
            last: str | None = ""
            while last is not None:
                began = time.monotonic()
                with databases.writing() as db:
                    moved = rotation.move_some(db, name, which, last)
                bar.update(moved.rows)
                last, broken = moved.last, broken + moved.broken
                time.sleep(time.monotonic() - began)
    if broken:
        raise click.ClickException(f"{name}: {broken} rows do not open with their key. They are as they were.")


def _older(databases: Databases, name: str) -> int:
    with databases.reading() as db:
        return rotation.how_many_older(db, name)


def _show(databases: Databases, settings: Settings, name: str) -> None:
    lines = key_lines(_path(settings, name))
    with databases.reading() as db:
        rows = dict.fromkeys((key_id for key_id, _ in lines), 0) | rotation.rows_under(db, name)
    if name in ("cookies", "outbox"):
        click.echo(f"{name}: {len(lines)} keys, the newest is {lines[0][0]}. Nothing is kept under them.")
        return
    for path, count in rows.items():
        click.echo(f"{name}: {count} rows under {path}{' (newest)' if path == lines[0][0] else ''}")


def _in_words(left: timedelta) -> str:
    """How long to wait, at least so long: nobody who does is told to wait again."""
    for name, unit in (("days", timedelta(days=1)), ("hours", timedelta(hours=1)), ("minutes", timedelta(minutes=1))):
        if left >= 2 * unit:
            return f"{-(-left // unit)} {name}"
    return f"{-(-left // timedelta(seconds=1))} seconds"


def _retire(databases: Databases, settings: Settings, name: str) -> None:
    path = _path(settings, name)
    older = {key_id for key_id, _ in key_lines(path)[1:]}
    if name == "journal":
        raise click.ClickException("journal: its keys are never taken away, or the chain could not be proven.")
    age = timedelta(seconds=time.time() - path.stat().st_mtime)
    least = AS_LONG_AS_A_FORM if name in ("cookies", "outbox") else RETIRE_AFTER
    if older and age < least:
        raise click.ClickException(f"{name}: the newest key is too young. Try again in {_in_words(least - age)}.")
    with databases.reading() as db:
        needed = older & rotation.keys_in_use(db, name, clock.now() - AS_LONG_AS_A_FORM)
    if older - needed:
        key_files.drop(path, older - needed)
    click.echo(f"{name}: {len(older - needed)} old keys taken away.")
    if needed:
        _show(databases, settings, name)
        raise click.ClickException(f"{name}: {', '.join(sorted(needed))} can't go: rows stand under it.")


def _path(settings: Settings, name: str) -> Path:
    return settings.keys_folder / f"{name}.key"
