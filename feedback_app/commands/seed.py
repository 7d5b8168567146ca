"""feedback seed: fills an install's databases with made-up voices, for measuring."""

from __future__ import annotations

import secrets

import click

from feedback_app import clock, install
from feedback_app.commands import story
from feedback_app.loop import partnership
from feedback_app.settings import from_environment


@click.command()
@click.option("--check-ins", default=1000, show_default=True, help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same seed tells the same story.")
def seed(check_ins: int, seed: int) -> None:
    """Fill an empty install with made-up voices through the real code paths. Never a real one."""
    settings = from_environment()
    if settings.mode == "production":
        raise click.ClickException("FEEDBACK_MODE is production: made-up voices have no place there.")
    databases = install.opened(settings)
    with databases.reading() as db:
        if partnership.ours(db) is not None:
            raise click.ClickException("This install has a partnership already. Seed an empty one.")
    now = clock.now()
    with databases.writing() as db:
        made = story.make_partnership(db, now, secrets.token_urlsafe(15))
    with click.progressbar(length=check_ins, label="Check-ins") as bar:
        for start in range(0, check_ins, 50):
            some = min(50, check_ins - start)
            story.tell_weeks(databases, made, now, some, seed + start)
            bar.update(some)
    click.echo(f"{check_ins} check-ins told with seed {seed}.")
