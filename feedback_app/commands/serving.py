"""Runs the application on a socket until it is asked to stop, then finishes what it began."""

from __future__ import annotations

import logging
import signal
import socket
from types import FrameType

from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from feedback_app.commands import thrift

# a slow phone is read by the main loop and only then given to a thread, so it starves nobody
CONNECTIONS = 1000
SLOWEST_SECONDS = 300
# above what the application itself refuses with a page; and below what would be spooled to a file:
# nothing somebody wrote may touch the disk before it is sealed
LARGEST_BODY, IN_MEMORY = 1024 * 1024, 4 * 1024 * 1024


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 picks a free one. Raises ``OSError``."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening


def made(app: Flask, listening: socket.socket, threads: int) -> BaseWSGIServer:
    """The server, on this socket; not yet running."""
    # it warns of every request that waits its turn: under load that is most of them, and helps nobody
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return create_server(
        app,
        sockets=[listening],
        threads=threads,
        connection_limit=CONNECTIONS,
        channel_timeout=SLOWEST_SECONDS,
        max_request_body_size=LARGEST_BODY,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=IN_MEMORY,
        ident="",
        clear_untrusted_proxy_headers=False,  # ProxyFix reads them, when proxies are trusted at all
    )


def run(app: Flask, listening: socket.socket, threads: int) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    thrift.share_heaps()  # before the first thread
    server = made(app, listening, threads)
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    finally:
        server.close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
