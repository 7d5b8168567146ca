"""feedback serve: runs the service for real, with the settings of the environment."""

from __future__ import annotations

import click

import feedback_app
from feedback_app.commands import serving
from feedback_app.settings import from_environment


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve this install, behind something that speaks https."""
    settings = from_environment()
    app = feedback_app.create_app(settings)
    try:
        listening = serving.bound(host, port)
    except OSError as why:
        raise click.ClickException(f"Port {port} on {host} can't be used: {why.strerror}.") from None
    listening.listen(1024)
    click.echo(f"Serving {settings.base_url} on {host}:{port} with {settings.threads} threads.")
    serving.run(app, listening, settings.threads)
    click.echo("Stopped.")
