"""A hundred phones that send 50 bytes a second, and how long an honest one waits meanwhile."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.ours import FORM

PHONES, BYTES_A_SECOND, STEP = 100, 50, 0.2
PATIENCE, LEAST = 3.0, 10


@dataclass(frozen=True)
class Waited:
    """How long honest requests took, in seconds; ``unanswered`` were given up."""

    times: list[float]
    unanswered: int

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1]


@contextmanager
def slow(port: int, path: str, body: str, phones: int = PHONES) -> Iterator[None]:
    """In here they are sending: every second one its headers slowly, the others their body."""
    lines = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(phones)]
    stop = threading.Event()
    sending = threading.Thread(target=_trickle, args=(lines, path, body, stop), daemon=True)
    sending.start()
    time.sleep(2 * STEP)
    try:
        yield
    finally:
        stop.set()
        sending.join()
        for line in lines:
            line.close()


def honest(port: int, path: str, bodies: list[str], seconds: float, patience: float = PATIENCE) -> Waited:
    """Somebody who opens the page and sends a check-in, again and again, on new connections.

    For so many seconds; and, while they are answered at all, ten times at least.
    """
    times, unanswered, until = [], 0, time.monotonic() + seconds
    for number, body in enumerate(bodies, 1):
        for request in (_get(path), _post(path, body)):
            began = time.monotonic()
            unanswered += not _is_answered(port, request, patience)
            times.append(time.monotonic() - began)
        if time.monotonic() > until and (unanswered or number >= LEAST):
            break
    return Waited(times, unanswered)


def _trickle(lines: list[socket.socket], path: str, body: str, stop: threading.Event) -> None:
    in_the_head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Slow: {'a' * 20_000}".encode()
    head, _, rest = _post(path, body * 9, keeps=True).partition(b"\r\n\r\n")
    left = {}
    for number, line in enumerate(lines):
        left[line] = in_the_head if number % 2 else rest
        if number % 2 == 0:
            line.sendall(head + b"\r\n\r\n")
        line.setblocking(False)
    while not stop.wait(STEP):
        part = int(BYTES_A_SECOND * STEP)
        for line in lines:
            with suppress(OSError):  # a server may tire of them: that is its right
                line.send(left[line][:part])
                left[line] = left[line][part:]


def _is_answered(port: int, request: bytes, patience: float) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
            line.sendall(request)
            first = line.recv(1 << 16)
            while line.recv(1 << 16):
                pass
    except OSError:
        return False
    return first[9:10] in (b"2", b"3")


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def _post(path: str, body: str, keeps: bool = False) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: {'keep-alive' if keeps else 'close'}\r\n"
        f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
