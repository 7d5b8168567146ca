"""What `make attack` borrows from npm to measure with: fetched beside the tests' Python, and no part of the product."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# the one place that says which; a newer Lighthouse wants a newer Node than most machines have
LIGHTHOUSE, GOVUK = "lighthouse@12.8.2", "govuk-frontend@6.6.0"
FOLDER = Path(__file__).resolve().parents[2] / ".venv" / "borrowed"
ALONE = {"PUPPETEER_SKIP_DOWNLOAD": "1"}  # there is a browser already


def borrowed(package: str) -> Path:
    """The folder of a package, fetched when it is not there. Skips, and says what to install, where it can't be had."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("there is no Node here: apt-get install nodejs npm")
    name = package.rpartition("@")[0]
    folder = FOLDER / package
    if not (folder / "whole").exists():
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", package]
        fetched = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, **ALONE})
        if fetched.returncode:
            why = next(
                (line for line in fetched.stderr.splitlines() if line.startswith("npm error")), "it says nothing"
            )
            pytest.skip(f"npm could not fetch {package}: {why}")
        (folder / "whole").touch()
    return folder / "node_modules" / name
