"""The command ``feedback``: one file a deed."""

from __future__ import annotations

import sys

import click

from feedback_app.away import Away, told_apart
from feedback_app.commands.backup import backup
from feedback_app.commands.check import check
from feedback_app.commands.demo import demo
from feedback_app.commands.go_live import go_live
from feedback_app.commands.lost_keys import lost_keys
from feedback_app.commands.prepare import prepare
from feedback_app.commands.restore import restore
from feedback_app.commands.rotate_keys import rotate_keys
from feedback_app.commands.routes import routes
from feedback_app.commands.seed import seed
from feedback_app.commands.serve import serve
from feedback_app.commands.setup import setup
from feedback_app.commands.tend import tend
from feedback_app.commands.verify import verify
from feedback_app.settings import Unsafe
from feedback_app.upgrades import WrongVersion


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="feedback-loop")
def feedback() -> None:
    """Say, be heard, hear what happened, and say whether it made a difference."""


KEYS_AND_COPIES = (rotate_keys, lost_keys, backup, restore)
for command in (demo, prepare, setup, check, go_live, serve, tend, verify, seed, routes, *KEYS_AND_COPIES):
    feedback.add_command(command)


def main() -> None:
    """Run the command; one clear line and a non-zero exit when it can't."""
    try:
        with told_apart():
            feedback(standalone_mode=False)
    except (Away, Unsafe, WrongVersion) as why:
        sys.exit(f"feedback: {why}")
    except click.ClickException as why:
        why.show()
        sys.exit(why.exit_code)
    except OSError as why:
        sys.exit(f"feedback: {why.filename or 'the disk'} can't be used: {why.strerror}.")
    except click.Abort:
        sys.exit("feedback: stopped.")
