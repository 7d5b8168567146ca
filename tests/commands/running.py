"""Runs the command as a person in a shell would, and reads what it prints."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-c", "from feedback_app.commands import main; main()"]


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


def environment(**settings: str) -> dict[str, str]:
    house = str(Path(__file__).parent.parent.parent)
    usual = {"FEEDBACK_MODE": "test", "FEEDBACK_BASE_URL": "http://localhost"}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": house, "PYTHONUNBUFFERED": "1", **usual, **settings}
