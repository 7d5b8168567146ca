"""The servers that were weighed: each runs an application in hand on a bound socket until SIGTERM."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask

from feedback_app.commands import serving

Run = Callable[[Flask, socket.socket, int], None]


def waitress(app: Flask, listening: socket.socket, threads: int) -> None:
    from waitress.server import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(app, sockets=[listening], threads=threads, connection_limit=1000, ident="")
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    server.run()


def granian(app: Flask, listening: socket.socket, threads: int) -> None:
    """It can be given no socket, and serves from a process of its own."""
    from granian import Granian
    from granian.constants import Interfaces

    host, port = listening.getsockname()
    listening.close()
    _forget_connections(app)
    server = Granian("", host, port, interface=Interfaces.WSGI, blocking_threads=threads, log_enabled=False)
    server.serve(target_loader=lambda: app, wrap_loader=False)


def one_granian(app: Flask, listening: socket.socket, _threads: int) -> None:
    """With a single thread for Python: nothing is handed from one to another, and one wait holds all."""
    granian(app, listening, 1)


def gunicorn(app: Flask, listening: socket.socket, threads: int) -> None:
    from gunicorn.app.base import BaseApplication

    _forget_connections(app)
    settings = {"bind": f"fd://{listening.fileno()}", "worker_class": "gthread", "threads": threads, "keepalive": 75}

    class OneWorker(BaseApplication):
        def load_config(self) -> None:
            for name, value in {**settings, "loglevel": "critical", "timeout": 300, "graceful_timeout": 5}.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    OneWorker().run()


def _forget_connections(app: Flask) -> None:
    """What was opened before a process parts in two must not be used in both."""
    if databases := app.extensions.get("databases"):
        databases.close()


SERVERS: dict[str, Run] = {
    "uvicorn": serving.run,
    "waitress": waitress,
    "granian": granian,
    "granian, one thread": one_granian,
    "gunicorn gthread": gunicorn,
}
