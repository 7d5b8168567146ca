"""feedback tend: does what is due. From cron or a timer, every few minutes."""

from __future__ import annotations

from datetime import timedelta

import click

import feedback_app
from feedback_app.loop import participants, sealed_store, sessions
from feedback_app.web import transaction

ORPHAN_AFTER = timedelta(hours=1)  # a check-in commits its key a moment before its participant


@click.command()
def tend() -> None:
    """Take away sessions that ended and keys that belong to nobody."""
    databases = feedback_app.create_app().extensions["databases"]
    now = transaction.clock()
    with databases.writing() as db:
        gone = sessions.sweep(db, now)
        orphans = [
            one
            for one in sealed_store.keys_made_before(db, now - ORPHAN_AFTER)
            if not participants.exists(db, one)
        ]
        for participant_id in orphans:
            sealed_store.destroy_key(db, participant_id)
    click.echo(f"{gone} ended sessions and {len(orphans)} keys of nobody taken away.")
