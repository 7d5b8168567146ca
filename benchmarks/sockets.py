"""A small load generator on plain sockets, kept alive: for machines without wrk, and to count bytes."""

from __future__ import annotations

import selectors
import socket
import time
from itertools import cycle

CHUNK = 1 << 18


class Line:
    """One connection with one question under way."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard = b""
        self.since = 0.0

    def ask(self, request: bytes) -> None:
        self.heard, self.since = b"", time.perf_counter()
        self.socket.sendall(request)

    def hear(self) -> bool:
        """Read what is there; whether the answer is whole. Raises ``ConnectionError``."""
        part = self.socket.recv(CHUNK)
        if not part:
            raise ConnectionResetError
        self.heard += part
        return is_whole(self.heard)

    @property
    def is_wrong(self) -> bool:
        return self.heard[9:10] not in (b"2", b"3")


def is_whole(answer: bytes) -> bool:
    """Whether an answer that says its length has come in whole."""
    head, gap, body = answer.partition(b"\r\n\r\n")
    if not gap:
        return False
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return len(body) >= (int(lengths[0][15:]) if lengths else 0)


def ask(
    address: tuple[str, int], requests: list[bytes], seconds: float, connections: int
) -> tuple[list[float], float, int]:
    """``(time of each answer, time in all, how many were wrong)``, in seconds."""
    waiting, times, wrong = selectors.DefaultSelector(), [], 0
    following = cycle(requests)
    began = time.perf_counter()
    for _ in range(connections):
        line = Line(address)
        waiting.register(line.socket, selectors.EVENT_READ, line)
        line.ask(next(following))
    until = began + seconds
    while (now := time.perf_counter()) < until:
        for key, _ in waiting.select(timeout=until - now):
            line = key.data
            if line.hear():
                times.append(time.perf_counter() - line.since)
                wrong += line.is_wrong
                line.ask(next(following))
    took = time.perf_counter() - began
    for key in list(waiting.get_map().values()):
        key.data.socket.close()
    return times, took, wrong
