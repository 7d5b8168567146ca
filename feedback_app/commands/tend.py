"""feedback tend: does what is due. From cron or a timer, every few minutes."""

from __future__ import annotations

from datetime import timedelta

import click

import feedback_app
from feedback_app.commands.backing_up import erasures_log
from feedback_app.loop import code_seals, erasures, participants, passing_on, sealed_store, sessions
from feedback_app.opening import IN_A_COMMAND
from feedback_app.web import transaction

ORPHAN_AFTER = timedelta(hours=1)  # a check-in commits its key a moment before its participant


@click.command()
def tend() -> None:
    """Take away sessions that ended and keys that belong to nobody; write down what came back from others."""
    app = feedback_app.create_app(patience=IN_A_COMMAND)
    databases, settings = app.extensions["databases"], app.extensions["settings"]
    now = transaction.clock()
    with databases.writing() as db:
        gone = sessions.sweep(db, now)
        code_seals.sweep(db, now)
        returned = passing_on.bring_back(db, now)
        orphans = [
            one for one in sealed_store.keys_made_before(db, now - ORPHAN_AFTER) if not participants.exists(db, one)
        ]
        for participant_id in orphans:
            sealed_store.destroy_key(db, participant_id)
    with databases.reading() as db:
        erasures_log.add(settings.data / erasures_log.NAME, erasures.ledger(db))
    databases.close()
    click.echo(f"{gone} ended sessions and {len(orphans)} keys of nobody taken away. {returned} passed on came back.")
