"""feedback verify: the journal holds, every point's clocks agree with its trail, and everybody has a key."""

from __future__ import annotations

from contextlib import closing

import click

from feedback_app import install
from feedback_app.commands import own_keys
from feedback_app.database import Databases
from feedback_app.loop import journal, soundness, trail
from feedback_app.loop.journal import JournalBroken
from feedback_app.loop.seal import SealBroken
from feedback_app.settings import from_environment


@click.command()
@click.option("--rebuild", is_flag=True, help="Set clocks that disagree from the trail again.")
def verify(rebuild: bool) -> None:
    """Walk the journal's chain, hold every point's clocks against its trail, and look for everybody's key."""
    with closing(install.opened(from_environment())) as databases:
        _verify(databases, rebuild)


def _verify(databases: Databases, rebuild: bool) -> None:
    own_keys.refuse_others(databases)
    with databases.reading() as db:
        try:
            lines, head = journal.verify(db)
            unproven = max(journal.unproven(db).values(), default=0)
        except (JournalBroken, SealBroken) as why:
            raise click.ClickException(f"The journal does not hold: {why}.") from None
        wrong, lost = trail.disagreeing(db), len(soundness.without_key(db))
    click.echo(f"The journal holds: {lines} lines, its end is {head.hex()[:16]}.")
    if unproven:
        click.echo(f"Up to line {unproven} nobody can prove it: those keys were lost, and given up.")
    faults = [own_keys.without(lost)] if lost else []
    if not wrong:
        click.echo("Every point's clocks agree with its trail.")
    elif rebuild:
        with databases.writing() as db:
            click.echo(f"{trail.rebuild(db)} points set from their trail again.")
    else:
        faults.append(f"{wrong} points disagree with their trail. Run with --rebuild.")
    if faults:
        raise click.ClickException(" ".join(faults))
