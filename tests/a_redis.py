"""A Redis of our own on a socket file: nothing on a disk, nothing on a port."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

needed = pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server on the path")


@contextmanager
def running(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """Its address, as settings say it, and its process."""
    path = folder / "redis.sock"
    quiet = ["--port", "0", "--save", "", "--appendonly", "no", "--loglevel", "warning", "--dir", str(folder)]
    with subprocess.Popen(["redis-server", "--unixsocket", str(path), *quiet]) as server:
        until = time.monotonic() + 20
        while not _listens(path):  # the file is there a moment before anybody is heard
            assert time.monotonic() < until, "it did not start"
            time.sleep(0.02)
        try:
            yield f"redis+unix://{path}", server
        finally:
            server.terminate()


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as asking:
        return asking.connect_ex(str(path)) == 0
