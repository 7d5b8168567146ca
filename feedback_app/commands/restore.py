"""feedback restore: a backup into empty databases, without whoever was erased since; or only a drill of it."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from feedback_app import clock, install, key_files
from feedback_app.commands.backing_up import NotPossible, age_files, erasures_log, loading, picking
from feedback_app.commands.backing_up.loading import Found
from feedback_app.commands.backing_up.picking import Backup
from feedback_app.commands.setup import settings_of_install
from feedback_app.database import Databases
from feedback_app.loop import journal
from feedback_app.settings import Settings


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--key", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The private key.")
@click.option("--of", "at", metavar="STAMP", help="An older main database, e.g. 20261122T035500Z.")
@click.option(picking.OWN_STORE, "takes_own", is_flag=True, help="With the sealed store of that backup itself.")
@click.option("--erasures", type=click.Path(path_type=Path, exists=True), metavar="FILE", help="Another erasures.log.")
@click.option("--drill", is_flag=True, help="Into a temporary place, which is taken away again.")
def restore(folder: Path, key: Path, at: str | None, takes_own: bool, erasures: Path | None, drill: bool) -> None:
    """Restore the newest backup in DIR into this install's empty databases, or only try it.

    Needs the install's own key files in place. Whoever was erased since does not come back: the
    erasure ledgers of the newest sealed stores and of erasures.log in the data folder are gone through again.
    """
    settings = settings_of_install()
    began = time.monotonic()
    try:
        keys = install.keys_of(settings)
        identity = age_files.private_key(key)
        backup = picking.pick(folder, keys.journal, clock.now(), at, takes_own)
        log = erasures_log.read(settings.data / erasures_log.NAME)
        log |= erasures_log.read(erasures) if erasures else {}
        log = {**picking.ledger(backup, identity), **log}
        for one in dict.fromkeys(backup.passed_over):
            click.echo(f"Passed over: {one}", err=True)
        found = (_drill if drill else _restore)(settings, backup, identity, log)
    except key_files.Busy:
        raise click.ClickException("Another restore or rotate-keys is running in this folder of keys.") from None
    except NotPossible as why:
        raise click.ClickException(f"The drill failed. {why}" if drill else str(why)) from None
    _say(backup, found, time.monotonic() - began)
    click.echo("The drill passed. Nothing of it is left." if drill else "Restored. Next: feedback check")


def _drill(settings: Settings, backup: Backup, identity: object, log: dict[str, date]) -> Found:
    with tempfile.TemporaryDirectory(prefix="feedback-drill-") as place:
        urls = (f"sqlite:///{place}/feedback.db", f"sqlite:///{place}/sealed.db")
        return _load(settings, urls, backup, identity, log)


def _restore(settings: Settings, backup: Backup, identity: object, log: dict[str, date]) -> Found:
    urls = (settings.main_url, settings.sealed_url)
    with key_files.alone(settings.keys_folder):
        found = _load(settings, urls, backup, identity, log)
    with closing(_databases(settings, urls)) as databases, databases.writing() as db:
        journal.record(db, clock.now(), None, "restore", "backup", backup.main.at)
    erasures_log.add(settings.data / erasures_log.NAME, found.erased)
    return found


def _load(settings: Settings, urls: tuple[str, str], backup: Backup, identity: object, log: dict[str, date]) -> Found:
    with closing(_databases(settings, urls)) as databases:
        loading.refuse_filled(databases)
        with click.progressbar(length=backup.rows, label="rows") as bar:
            return loading.load(databases, urls, backup, identity, log, bar.update)


def _databases(settings: Settings, urls: tuple[str, str]) -> Databases:
    return Databases(*urls, install.keys_of(settings), makes=True)


def _say(backup: Backup, found: Found, seconds: float) -> None:
    click.echo(f"Main database of {backup.main.moment:%d %B %Y %H:%M} UTC, ", nl=False)
    click.echo(f"sealed store of {backup.sealed.moment:%d %B %Y %H:%M} UTC: {found.rows} rows, as their notes say.")
    click.echo(f"The journal holds to line {found.journal_lines}. {found.seals} seals taken at random opened.")
    if found.erased_again:
        days = [found.erased[one] for one in found.erased_again]
        click.echo(f"{len(days)} people had been erased and were again, the last of them on {max(days):%d %B %Y}.")
    else:
        click.echo("Nobody who was erased came back.")
    if found.taken_back_again:
        click.echo(f"{found.taken_back_again} things that people had taken back were taken back again.")
    click.echo(f"It took {seconds:.1f} seconds.")
