"""feedback serve: runs the service for real, with the settings of the environment."""

from __future__ import annotations

import os

import click

from feedback_app.commands import may_serve
from feedback_app.settings import from_environment


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--rehearsal", is_flag=True, help="Nothing real: every page says so, and go-live wipes it.")
def serve(host: str, port: int, rehearsal: bool) -> None:
    """Serve this install, behind something that speaks https. Real voices only after `go-live`."""
    from feedback_app.app import create_app  # late: a command that serves no page need not wait for the web
    from feedback_app.commands import serving

    if rehearsal:
        os.environ["FEEDBACK_MODE"] = "rehearsal"  # where several processes look for it, too
    settings = from_environment()
    app = create_app(settings)
    databases = app.extensions["databases"]
    may_serve.refuse_unready(databases, settings)
    try:
        listening = serving.bound(host, port)
    except OSError as why:
        raise click.ClickException(f"Port {port} on {host} can't be used: {why.strerror}.") from None
    many = f"{settings.processes} processes with " if settings.processes > 1 else ""
    listening.listen(serving.BACKLOG)
    click.echo(f"Serving {settings.base_url} on {host}:{port} with {many}{settings.threads} threads.")
    if many:
        databases.close()
        serving.run_several(listening, settings.processes)
    else:
        serving.run(app, listening, settings.threads)
    click.echo("Stopped.")
