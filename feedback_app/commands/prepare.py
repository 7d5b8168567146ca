"""feedback prepare: makes the keys, and brings both databases to the current version."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from feedback_app import settings, upgrades
from feedback_app.settings import KEY_BYTES, KEY_NAMES
from feedback_app.upgrades import bring_up_to_date


@click.command()
def prepare() -> None:
    """Make the keys (only those that are missing) and bring both databases to this version."""
    folder = settings.where_keys_are()
    made = make_keys(folder)
    click.echo(f"Keys in {folder}: {len(made)} made, {len(KEY_NAMES) - len(made)} kept.")
    found = settings.from_environment(mode="rehearsal")  # a missing https address is said by `check`
    bring_up_to_date(found.main_url, found.sealed_url)
    for name in upgrades.BOTH:
        click.echo(f"The {name} database is at version {upgrades.newest_version(name)}.")
    if made:
        click.echo("Copy the keys somewhere safe, apart from the databases: without them nothing opens.")


def make_keys(folder: Path) -> list[str]:
    """Write each missing key file (``<id> <hex>``, mode 0400); returns the names it made."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for name in KEY_NAMES:
        path = folder / f"{name}.key"
        if path.exists():
            continue
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400), "w") as file:
            file.write(f"{secrets.token_hex(4)} {secrets.token_hex(KEY_BYTES)}\n")
        made.append(name)
    return made
