"""Whether `serve` may open here: real voices not before going live, a rehearsal not after it."""

from __future__ import annotations

import click

from feedback_app import clock
from feedback_app.commands import own_keys
from feedback_app.commands.check import in_number, place_of
from feedback_app.database import Databases
from feedback_app.loop import going_live, set_up_names
from feedback_app.settings import Settings

TAKE_AWAY = "Take that setting away; to try it: feedback serve --rehearsal"


def refuse_unready(databases: Databases, settings: Settings) -> None:
    """Raises ``ClickException``. A demo and a test take no real voices, so they may wherever nobody was set up.

    Once live, what is missing is said and nobody is shut out: a help line that nobody tried for 91
    days must not close the door on those who are waiting for a reply.
    """
    own_keys.refuse_others(databases)
    with databases.reading() as db:
        is_set_up = set_up_names.has_any(db)
        is_live = going_live.is_live(db)
        missing = going_live.lacks(db, clock.now(), place_of(settings))
    if settings.mode == "rehearsal" and is_live:
        raise click.ClickException("This install is live: its voices are real, so nothing is rehearsed here.")
    if settings.mode == "rehearsal":
        return
    if settings.mode != "production":
        if is_set_up:
            raise click.ClickException(f"FEEDBACK_MODE is {settings.mode}, and this install is a real one. {TAKE_AWAY}")
        return
    if is_live:
        for line in missing:
            click.echo(f"missing  {line}", err=True)
        return
    lines = "".join(f"\nmissing  {line}" for line in missing)
    why = f"{in_number(missing)} missing before this may take real voices." if missing else "It is not live yet."
    raise click.ClickException(f"{why}{lines}\nTry it first: feedback serve --rehearsal. Then: feedback go-live")
