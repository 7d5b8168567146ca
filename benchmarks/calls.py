"""How many functions an answer calls: the same on every machine and in every hour, where CPU is not."""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug.test import EnvironBuilder

from benchmarks.load import HEADERS, Ask
from benchmarks.server import made

if TYPE_CHECKING:
    from flask import Flask

    from benchmarks.place import Place

WARM, COUNTED = 20, 40  # answers


def counted(kind: str, place: Place, ask: Ask) -> int:
    """Calls of one answer of ``kind``, C's and Python's, counted in a process of its own."""
    about = {
        "path": urlsplit(ask.url).path or "/",
        "headers": HEADERS | ask.headers,
        "bodies": ask.bodies[: WARM + COUNTED],
    }
    asked = json.dumps({"place": {**asdict(place), "folder": str(place.folder)}, **about})
    command = [sys.executable, "-m", "benchmarks.calls", kind]
    said = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout
    return int(said.split()[-1])


def main(kind: str, asked: dict[str, Any]) -> None:
    """What the new process does."""
    app = made(kind, json.dumps(asked["place"]))
    for number in range(WARM):
        _answer(app, _environ(asked, number))
    profile = cProfile.Profile()
    for number in range(WARM, WARM + COUNTED):
        environ = _environ(asked, number)
        profile.enable()
        _answer(app, environ)
        profile.disable()
    print(pstats.Stats(profile).total_calls // COUNTED)


def _environ(asked: dict[str, Any], number: int) -> dict[str, Any]:
    body = {"data": asked["bodies"][number], "method": "POST"} if asked["bodies"] else {}
    return EnvironBuilder(asked["path"], headers=asked["headers"], **body).get_environ()


def _answer(app: Flask, environ: dict[str, Any]) -> None:
    began: list[str] = []
    parts = app(environ, lambda status, *_: began.append(status))
    b"".join(parts)
    parts.close()
    if began[0][0] not in "23":
        sys.exit(f"{environ['PATH_INFO']} was answered with {began[0]}")


if __name__ == "__main__":
    main(sys.argv[1], json.load(sys.stdin))
