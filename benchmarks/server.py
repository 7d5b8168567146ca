"""One measured server in a process of its own: started on a socket, its CPU and memory read, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it brings the whole service, which the plainest controls must not carry
    from flask import Flask

    from benchmarks.place import Place

THREADS, CHOSEN = 8, "uvicorn"
LAST = -1  # of the processors
TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


class Server:
    """A server of one kind, e.g. ``plainest.hello`` or ``ours.whole``, on a free port of loopback."""

    def __init__(self, kind: str, place: Place, run_by: str = CHOSEN) -> None:
        from feedback_app.commands import serving

        self.kind, self.place = kind, place
        listening = serving.bound("127.0.0.1", 0)
        listening.listen(1024)
        self.port = listening.getsockname()[1]
        about = json.dumps({**asdict(place), "folder": str(place.folder)})
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", run_by, kind, str(listening.fileno()), about],
            pass_fds=[listening.fileno()],
            stdin=subprocess.PIPE,  # it ends when this closes, however we end
        )
        listening.close()

    def wait(self, seconds: float = 60) -> None:
        """Until it answers; it is asked again only while nothing listens (granian binds for itself)."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(ConnectionError), socket.create_connection(("127.0.0.1", self.port), seconds) as connection:
                connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
                if connection.recv(1):
                    return
            time.sleep(0.1)
        raise RuntimeError("a measured server ended before it answered; what it said stands above")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """User and system time of the whole process tree so far."""
        return sum(map(_cpu_seconds, _tree(self._process.pid)))

    def memory(self) -> dict[str, float]:
        """``Pss`` and ``Rss`` of the whole process tree, in MB."""
        rolled_up = (PROC / str(pid) / "smaps_rollup" for pid in _tree(self._process.pid))
        lines = [line for path in rolled_up for line in path.read_text().splitlines()]
        return {name: _megabytes(lines, name) for name in ("Pss", "Rss")}

    def ask_to_stop(self) -> None:
        self._process.terminate()

    def has_stopped(self) -> bool:
        return self._process.poll() is not None

    def stop(self) -> None:
        self.ask_to_stop()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            for pid in reversed(_tree(self._process.pid)):
                os.kill(pid, signal.SIGKILL)
            self._process.wait()
        self._process.stdin.close()


def can_measure() -> bool:
    return (PROC / "self" / "smaps_rollup").exists()


def _tree(pid: int) -> list[int]:
    children = (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    return [pid, *(below for child in children for below in _tree(int(child)))]


def _cpu_seconds(pid: int) -> float:
    # the name, second, may hold spaces; user and system time are the 14th and 15th
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _megabytes(lines: list[str], name: str) -> float:
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def main(run_by: str, kind: str, descriptor: str, about: str) -> None:
    """What the new process does: make the application and serve it until it is stopped."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    app = made(kind, about)
    servers = import_module("benchmarks.other_servers").SERVERS
    servers[run_by](app, socket.socket(fileno=int(descriptor)), THREADS)


def made(kind: str, about: str) -> Flask:
    """The application of a kind, in this process, and nothing else that its control would not carry."""
    module, name = kind.split(".")
    made_in = [] if module == "plainest" else [_place(about)]
    if not made_in:
        _leave_the_service_out()
    # whichever server, though ours does it by itself; and all on the same one: the first has the machine's own work too
    import_module("feedback_app.one_processor").keep_to_one(LAST)
    return getattr(import_module(f"benchmarks.{module}"), name)(*made_in)


def _place(about: str) -> Place:
    from benchmarks.place import Place

    found = json.loads(about)
    return Place(**{**found, "folder": Path(found["folder"])})


def _leave_the_service_out() -> None:
    """Our server without our service: its packages by name, so that nothing they would import is."""
    for name in ("feedback_app", "feedback_app.commands"):
        sys.modules[name] = package = ModuleType(name)
        package.__path__ = [str(Path(__file__).parents[1].joinpath(*name.split(".")))]


def _end_with_parent() -> None:
    os.read(0, 1)  # not through sys.stdin: its lock, held here, would stop a server that forks
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(0)
