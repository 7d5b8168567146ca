"""`feedback serve` as a process of its own on a free port: started, killed with -9, started again, stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from contextlib import closing, contextmanager

from tests.commands.running import COMMAND, environment
from tests.commands.turning import where


class Service:
    """The service of a house. ``before`` stands before the command, e.g. strace; the rest are settings."""

    def __init__(self, house, before: tuple[str, ...] = (), **settings: str) -> None:
        self.house, self._before = house, before
        # so that each client can say which network it is on, as a proxy in front would
        self._settings = {**where(house), "FEEDBACK_TRUSTED_PROXIES": "1", **settings}
        self.port = _free_port()
        self._log = house.folder / "service.log"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [*self._before, *COMMAND, "serve", "--port", str(self.port)]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.house.folder,
                env=environment(**self._settings),
                stdout=log,
                stderr=log,
                start_new_session=True,  # whatever it starts dies with it
            )
        self._wait()

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """kill -9, the whole of it."""
        os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def kill_whoever_looks_after_them(self) -> None:
        """kill -9, of several processes only the first."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()

    def _wait(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while True:
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as line:
                    line.request("GET", "/healthz")
                    answer = line.getresponse().read()
                assert answer == b"ok\n"
                return
            except OSError:
                assert self._process.poll() is None, self._log.read_text()
                assert time.monotonic() < until, self._log.read_text()
                time.sleep(0.05)


@contextmanager
def serving(house, before: tuple[str, ...] = (), **settings: str):
    """The service, running; whatever happens it is stopped."""
    service = Service(house, before, **settings)
    service.start()
    try:
        yield service
    finally:
        service.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
