"""A Redis of our own on a socket file: nothing on a disk, nothing on a port."""

from __future__ import annotations

import shutil
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
    socket = folder / "redis.sock"
    quiet = ["--port", "0", "--save", "", "--appendonly", "no", "--loglevel", "warning", "--dir", str(folder)]
    with subprocess.Popen(["redis-server", "--unixsocket", str(socket), *quiet]) as server:
        until = time.monotonic() + 20
        while not socket.exists():
            assert time.monotonic() < until, "it did not start"
            time.sleep(0.02)
        try:
            yield f"redis+unix://{socket}", server
        finally:
            server.terminate()
