"""Runs the application on a socket until it is asked to stop, then finishes what it began."""

from __future__ import annotations

import errno
import multiprocessing
import signal
import socket
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import Any, ClassVar
from weakref import WeakSet

import uvicorn
from flask import Flask
from uvicorn.supervisors import multiprocess as several

from feedback_app import one_processor
from feedback_app.app import create_app
from feedback_app.away import Away
from feedback_app.commands import thrift
from feedback_app.commands.bridge import Bridge
from feedback_app.commands.connection import Connection
from feedback_app.settings import Unsafe, from_environment
from feedback_app.upgrades import WrongVersion

BACKLOG = 1024
# longer than a proxy in front keeps an idle connection, so that it never meets one that just closed
KEPT_ALIVE_SECONDS = 75
# what was begun when we are asked to stop has this long; a check-in takes a hundredth of it
GRACE_SECONDS = 20
# of several processes, one that says nothing for so long is made anew; a slow machine takes ten to begin
HUNG_SECONDS = 60
# one that can't begin, since the database is away, is followed by the next no sooner
BEFORE_ANOTHER = 2


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 picks a free one. Raises ``OSError``."""
    if not host.strip():  # the system would take it for every address there is
        raise OSError(errno.EADDRNOTAVAIL, "it names no address; 0.0.0.0 is every one")
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening


class Server:
    """One process with threads. :meth:`run` in any thread; :meth:`stop` from any other."""

    def __init__(self, app: Flask, listening: socket.socket, threads: int) -> None:
        listening.listen(BACKLOG)  # who comes while the loop starts is kept, not turned away
        self._bridge, self._listening = Bridge(app, threads), listening
        self._server = uvicorn.Server(_config(self._bridge))

    def run(self) -> None:
        """Until :meth:`stop`, SIGTERM or Ctrl-C; what was begun is then finished."""
        try:
            self._server.run(sockets=[self._listening])
        finally:
            self._bridge.close()

    def stop(self) -> None:
        self._server.should_exit = True


def run(app: Flask, listening: socket.socket, threads: int) -> None:
    """Serve in this process until SIGTERM, SIGHUP or Ctrl-C."""
    thrift.share_heaps()  # before the first thread
    one_processor.keep_to_one()
    thrift.set_aside_what_is_loaded()
    heed_sigterm()
    server = Server(app, listening, threads)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup
        signal.signal(signal.SIGHUP, lambda *_: server.stop())  # the terminal it was started from is closed
    with suppress(KeyboardInterrupt):
        server.run()


def heed_sigterm() -> None:
    """From here on SIGTERM ends this process as Ctrl-C does, so that it can put away what it made."""
    signal.signal(signal.SIGTERM, _stop)


class Watched(several.Process):
    """One of several processes, parted from the first, so that all share what is loaded and nothing changes.

    If it dies while it is asked whether it is well, that shows at once. With the end of the pipe that is the
    child's still open here, nobody would hear that it fell silent for good: neither would another that dies be
    made anew for a minute, nor would the service stop when it is told to.
    """

    _all: ClassVar[WeakSet[Watched]] = WeakSet()

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self.process = multiprocessing.get_context("fork").Process(target=self.target, args=(sockets,))
        self._all.add(self)

    def start(self) -> None:
        # told to stop between parting and running, it must not be taken for the one that looks after the others
        held = signal.pthread_sigmask(signal.SIG_BLOCK, several.SIGNALS)
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        self.child_conn.close()

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """In the child."""
        for number in several.SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, several.SIGNALS)
        for one in self._all:
            one.parent_conn.close()  # they came along, and would keep its own pipe and the others' open
        with suppress(KeyboardInterrupt):
            super().target(sockets)

    def always_pong(self) -> None:
        """In the child. When whoever looks after it was killed, it would hold the port and nobody could stop it."""
        with suppress(OSError, EOFError):
            super().always_pong()
        self.server.should_exit = True


def run_several(listening: socket.socket, processes: int) -> None:
    """Serve in several processes, each made from the environment; one that dies is made anew.

    They part from this one, which must have no other thread and no connection to a database.
    """
    config = _config(from_the_environment, factory=True, workers=processes)
    several.Process = Watched  # there is no other way to say which kind it starts
    thrift.share_heaps()
    thrift.set_aside_what_is_loaded()  # or the first search for what can be thrown away would write all over it
    several.Multiprocess(config, sockets=[listening]).run()


def from_the_environment() -> Bridge:
    """What each of several processes serves."""
    one_processor.keep_to_one()
    try:
        settings = from_environment()
        app = create_app(settings)
    except (Away, Unsafe, WrongVersion) as why:
        time.sleep(BEFORE_ANOTHER)
        sys.exit(f"feedback: {why}")
    thrift.set_aside_what_is_loaded()
    return Bridge(app, settings.threads)


def _config(app: Any, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Connection,
        loop="asyncio",
        lifespan="on",
        ws="none",
        access_log=False,
        log_config=None,
        log_level="critical",  # the bridge says what goes wrong, without anybody's address
        proxy_headers=False,  # ProxyFix reads them, when proxies are trusted at all
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEPT_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=HUNG_SECONDS,
        **more,
    )


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
