"""The command ``feedback``: one file a deed."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from feedback_app.settings import Unsafe
from feedback_app.upgrades import WrongVersion

DEEDS = "demo prepare setup check go-live serve tend verify seed routes rotate-keys backup restore".split()


class Deeds(click.Group):
    """Each command's file is imported when it is asked for: a process that serves carries no other's."""

    def list_commands(self, _: click.Context) -> list[str]:
        return sorted(DEEDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in DEEDS:
            return None
        file = name.replace("-", "_")
        return getattr(import_module(f"{__name__}.{file}"), file)


@click.group(cls=Deeds, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="feedback-loop")
def feedback() -> None:
    """Say, be heard, hear what happened, and say whether it made a difference."""


def main() -> None:
    """Run the command; one clear line and a non-zero exit when it can't."""
    try:
        feedback(standalone_mode=False)
    except (Unsafe, WrongVersion) as why:
        sys.exit(f"feedback: {why}")
    except click.ClickException as why:
        why.show()
        sys.exit(why.exit_code)
    except click.Abort:
        sys.exit("feedback: stopped.")
