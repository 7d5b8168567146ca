"""feedback serve: runs the service for real, with the settings of the environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from feedback_app import key_files
from feedback_app.commands import may_serve
from feedback_app.settings import Settings, from_environment

if TYPE_CHECKING:
    from flask import Flask


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--rehearsal", is_flag=True, help="Nothing real: every page says so, and go-live wipes it.")
def serve(host: str, port: int, rehearsal: bool) -> None:
    """Serve this install, behind something that speaks https. Real voices only after `go-live`."""
    from feedback_app.app import create_app  # late: a command that serves no page need not wait for the web

    if rehearsal:
        os.environ["FEEDBACK_MODE"] = "rehearsal"  # where several processes look for it, too
    settings = from_environment()
    app = create_app(settings)
    may_serve.refuse_unready(app.extensions["databases"], settings)
    try:
        with key_files.serving(settings.data):  # whoever gives a key up looks whether somebody here still knows it
            _serve(app, settings, host, port)
    except key_files.Busy:
        raise click.ClickException("Keys are being given up here. Start it again when `lost-keys` is done.") from None
    click.echo("Stopped.")


def _serve(app: Flask, settings: Settings, host: str, port: int) -> None:
    from feedback_app.commands import serving

    try:
        listening = serving.bound(host, port)
    except OSError as why:
        raise click.ClickException(f"Port {port} on {host} can't be used: {why.strerror}.") from None
    many = f"{settings.processes} processes with " if settings.processes > 1 else ""
    listening.listen(serving.BACKLOG)
    click.echo(f"Serving {settings.base_url} on {host}:{port} with {many}{settings.threads} threads.")
    if many:
        app.extensions["databases"].close()
        serving.run_several(listening, settings.processes)
    else:
        serving.run(app, listening, settings.threads)
