"""feedback lost-keys: what can never be read again when no copy of a key is left, and the way on without it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from feedback_app import clock, install, key_files, settings
from feedback_app.commands import own_keys, prepare
from feedback_app.database import Db
from feedback_app.loop import lost_keys as loop
from feedback_app.loop import rotation, soundness, staff
from feedback_app.loop.staff import Staff

NEVER_AGAIN = {
    "data_keys": "{0} people: all they wrote and every reply to them. They are taken away, with what they tapped; "
    "their words open nothing. Posters, staff and the partnership stay.",
    "case_links": "{0} cards given by hand: whose each was in your own records. The cards and what came by them stay.",
    "return_codes": "{0} people's words: nobody comes back with them. What they said and your replies stay for the "
    "desk. A worker can give new words to somebody they know; whoever came by a poster can't come back.",
    "staff_secrets": "{0} authenticator secrets: nobody's six digits are right any more. Each of you needs "
    "`feedback setup --new-link EMAIL`.",
    "journal": "{0} lines of the journal stay and can be read, but nobody can prove any more that they are unchanged; "
    "nor do backups of before restore, since their notes are signed with it.",
}


@click.command("lost-keys")
@click.option("--give-up", "names", multiple=True, type=click.Choice(sorted(NEVER_AGAIN)), help="Each that is lost.")
def lost_keys(names: tuple[str, ...]) -> None:
    """Say what nobody can read any more because its key is lost; with --give-up for each, go on without.

    Only when no copy is left anywhere, and with the service stopped: nothing brings it back. A new key takes the place
    of a file that is missing; what stands under other keys is not touched.
    """
    folder = settings.where_keys_are()
    found = settings.from_environment(mode="rehearsal", secrets=prepare.as_if_made(folder))
    with closing(install.opened(found)) as databases, databases.reading() as db:
        lost = soundness.lost_keys(db)
        keyless = soundness.without_key(db)
        counts = loop.how_many(db, lost, keyless)
        ids = {key_id for _, key_id in lost}
        lacks_all = [name for name in sorted({name for name, _ in lost}) if rotation.keys_under(db, name) <= ids]
    if not counts:
        click.echo("Every key that something stands under is there. A file that is missing: feedback prepare")
        return
    _say_what_is_lost(lost, len(keyless), counts)
    if set(names) != set(counts):
        typed = " ".join(f"--give-up {name}" for name in counts)
        raise click.ClickException(
            "Nothing was changed. Look for a copy first: where keys_copied_on was noted, in older copies of the whole "
            f"machine. To go on without it, for good: feedback lost-keys {typed}"
        )
    for name in lacks_all:
        if (path := folder / f"{name}.key").exists():
            raise click.ClickException(f"{path} opens nothing here. Move it away first: a new one is made.")
    try:
        with key_files.alone(found.data):
            _give_up(folder, lost, keyless)
    except key_files.Busy:
        raise click.ClickException(
            "The service is running here and may still know these keys: what comes in meanwhile would be sealed under "
            "them, and lost. Nothing was changed. Stop it, here and on every other machine, and type this again."
        ) from None


def _say_what_is_lost(lost: list[tuple[str, str]], keyless: int, counts: Mapping[str, int]) -> None:
    if keyless:
        click.echo(own_keys.without(keyless))
    if lost:
        click.echo(f"No key file has {own_keys.named(lost)}. What can never be read again without:")
    for name, count in counts.items():
        click.echo(f"{name}: {NEVER_AGAIN[name].format(count)}")


def _give_up(folder: Path, lost: list[tuple[str, str]], keyless: set[str]) -> None:
    made = prepare.make_keys(folder)
    try:
        with (
            key_files.alone(folder),
            closing(install.opened(settings.from_environment(mode="rehearsal"))) as databases,
            databases.writing() as db,
        ):
            people = [one.email for one in _at_work(db) if ("staff_secrets", one.totp_key_id) in lost]
            loop.give_up(db, lost, keyless, clock.now())
    except key_files.Busy:
        raise click.ClickException("Another rotate-keys or restore is running in this folder of keys.") from None
    click.echo(f"Given up, and written in the journal. New key files: {', '.join(made) or 'none'}.")
    if people:
        click.echo("Give each a new link: feedback setup " + " ".join(f"--new-link {email}" for email in people))
    click.echo("Copy the key files now, apart from the databases, and take a backup. Then: feedback verify")


def _at_work(db: Db) -> list[Staff]:
    return [one for one in staff.everyone(db) if one.left_at is None]
