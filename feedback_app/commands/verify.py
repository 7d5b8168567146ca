"""feedback verify: the journal holds, and every point's clocks agree with its trail."""

from __future__ import annotations

import click

from feedback_app import install
from feedback_app.commands import own_keys
from feedback_app.loop import journal, trail
from feedback_app.loop.journal import JournalBroken
from feedback_app.loop.seal import SealBroken
from feedback_app.settings import from_environment


@click.command()
@click.option("--rebuild", is_flag=True, help="Set clocks that disagree from the trail again.")
def verify(rebuild: bool) -> None:
    """Walk the journal's chain, and hold every point's clocks against its trail."""
    databases = install.opened(from_environment())
    own_keys.refuse_others(databases)
    with databases.reading() as db:
        try:
            lines, head = journal.verify(db)
            unproven = max(journal.unproven(db).values(), default=0)
        except (JournalBroken, SealBroken) as why:
            raise click.ClickException(f"The journal does not hold: {why}.") from None
        wrong = trail.disagreeing(db)
    click.echo(f"The journal holds: {lines} lines, its end is {head.hex()[:16]}.")
    if unproven:
        click.echo(f"Up to line {unproven} nobody can prove it: those keys were lost, and given up.")
    if wrong and rebuild:
        with databases.writing() as db:
            click.echo(f"{trail.rebuild(db)} points set from their trail again.")
        return
    if wrong:
        raise click.ClickException(f"{wrong} points disagree with their trail. Run with --rebuild.")
    click.echo("Every point's clocks agree with its trail.")
