"""feedback go-live: takes away the rehearsal and opens for the first real voice."""

from __future__ import annotations

import click

from feedback_app import clock
from feedback_app.commands.check import in_number, place_of
from feedback_app.commands.setup import opened, settings_of_install
from feedback_app.loop import going_live, voices

LIVE_ALREADY = "This install is live already. Nothing was done."


@click.command("go-live")
@click.option("--yes", is_flag=True, help="Don't ask first.")
def go_live(yes: bool) -> None:
    """Wipe every voice of the rehearsal, and be live from now on. Refused while `check` finds anything.

    The partnership, staff, posters and the journal stay. Stop a rehearsal that is running first.
    """
    settings = settings_of_install()
    databases = opened(settings)
    with databases.reading() as db:
        if going_live.is_live(db):
            raise click.ClickException(LIVE_ALREADY)
        _refuse(going_live.lacks(db, clock.now(), place_of(settings)))
        said = voices.how_many(db)
    if not yes:
        click.confirm(f"This takes away {said} check-ins of the rehearsal for good. Go live?", abort=True)
    try:
        with databases.writing() as db:
            gone = going_live.start(db, clock.now(), place_of(settings))
    except going_live.LiveAlready:  # somebody else was quicker
        raise click.ClickException(LIVE_ALREADY) from None
    except going_live.NotReady as why:
        _refuse(why.lacks)
    finally:
        databases.close()
    click.echo(f"{gone['check_ins']} check-ins of the rehearsal are gone, with all that came of them.")
    click.echo("This install is live. Start it with: feedback serve")


def _refuse(missing: list[str]) -> None:
    if missing:
        lines = "\n".join(f"missing  {line}" for line in missing)
        raise click.ClickException(f"{in_number(missing)} missing:\n{lines}\nNothing was done.")
