"""One measured server in a process of its own: started on a socket, its CPU and memory read, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it brings the whole service, which the plainest controls must not carry
    from benchmarks.place import Place

THREADS = 8
TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


class Server:
    """A server of one kind, e.g. ``plainest.hello`` or ``ours.whole``, on a free port of loopback."""

    def __init__(self, kind: str, place: Place) -> None:
        from feedback_app.commands import serving

        self.place = place
        listening = serving.bound("127.0.0.1", 0)
        listening.listen(1024)
        self.port = listening.getsockname()[1]
        about = json.dumps({**asdict(place), "folder": str(place.folder)})
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", kind, str(listening.fileno()), about],
            pass_fds=[listening.fileno()],
            stdin=subprocess.PIPE,  # it ends when this closes, however we end
        )
        listening.close()

    def wait(self, seconds: float = 60) -> None:
        """Until it answers; the socket listened from the start, so it only has to be asked."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            if not connection.recv(1):
                raise RuntimeError("a measured server ended before it answered; what it said stands above")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """User and system time of the whole process tree so far."""
        return sum(map(_cpu_seconds, _tree(self._process.pid)))

    def memory(self) -> dict[str, float]:
        """``Pss`` and ``Rss`` in MB."""
        lines = (PROC / str(self._process.pid) / "smaps_rollup").read_text().splitlines()
        return {name: _megabytes(lines, name) for name in ("Pss", "Rss")}

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


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
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def main(kind: str, descriptor: str, about: str) -> None:
    """What the new process does: make the application and serve it until it is stopped."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    module, name = kind.split(".")
    made_in = [] if module == "plainest" else [_place(about)]
    if not made_in:
        _leave_the_service_out()
    app = getattr(import_module(f"benchmarks.{module}"), name)(*made_in)  # nothing else, to weigh it fairly
    import_module("feedback_app.commands.serving").run(app, socket.socket(fileno=int(descriptor)), THREADS)


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
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(0)
