"""Runs the command as a person in a shell would, and reads what it prints."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest import mock

from click.testing import CliRunner, Result

COMMAND = [sys.executable, "-c", "from feedback_app.commands import main; main()"]
USUAL = {"FEEDBACK_MODE": "test", "FEEDBACK_BASE_URL": "http://localhost"}


def feedback(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        env=environment(**settings),
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def feedback_here(folder: Path, *words: str, **settings: str) -> Result:
    """The same without a process of its own, where starting one is not the point: that takes over a second."""
    from feedback_app import commands

    place = {"FEEDBACK_DATA": str(folder / "data"), **USUAL, **settings}
    return CliRunner().invoke(commands.feedback, words, env=place)


def main_here(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess:
    """All that ``feedback`` is, its last line when it can't as well, without a process of its own."""
    from feedback_app import commands

    said, why = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, environment(**settings), clear=True),
        mock.patch.object(sys, "argv", ["feedback", *words]),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(why),
    ):
        try:
            commands.main()
            code = 0
        except SystemExit as ended:
            code = ended.code
            if isinstance(code, str):  # as Python itself ends
                why.write(f"{code}\n")
                code = 1
    return subprocess.CompletedProcess(words, code, said.getvalue(), why.getvalue())


def copy_of(prepared: Path, folder: Path) -> Path:
    """A folder like one that was prepared, with its keys and databases."""
    shutil.copytree(prepared / "data", folder / "data")
    return folder


def environment(**settings: str) -> dict[str, str]:
    house = str(Path(__file__).parent.parent.parent)
    return {"PATH": os.environ["PATH"], "PYTHONPATH": house, "PYTHONUNBUFFERED": "1", **USUAL, **settings}
