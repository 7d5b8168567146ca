"""Runs the application on a socket until it is asked to stop, then finishes what it began."""

from __future__ import annotations

import logging
import signal
import socket
from types import FrameType

from flask import Flask
from waitress.server import create_server

# a slow phone is read by the main loop and only then given to a thread, so it starves nobody
CONNECTIONS = 1000
SLOWEST_SECONDS = 300


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 picks a free one. Raises ``OSError``."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening


def run(app: Flask, listening: socket.socket, threads: int) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    server = create_server(
        app,
        sockets=[listening],
        threads=threads,
        connection_limit=CONNECTIONS,
        channel_timeout=SLOWEST_SECONDS,
        ident="",
        clear_untrusted_proxy_headers=False,  # ProxyFix reads them, when proxies are trusted at all
    )
    # it warns of every request that waits its turn: under load that is most of them, and helps nobody
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    finally:
        server.close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
