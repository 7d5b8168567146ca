"""The same windows in a Redis, which several processes share; its library is loaded only where there is one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from feedback_app.web.lately import Limit, OutOfReach

PATIENCE = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}


class InRedis:
    """``hit``, ``test`` and when a window opens, as :class:`Lately` has them. Each raises :class:`OutOfReach`."""

    def __init__(self, address: str) -> None:
        self._storage = storage_from_string(address, wrap_exceptions=True, **PATIENCE)
        self._window = MovingWindowRateLimiter(self._storage)

    def test(self, limit: Limit, name: str, whom: str) -> bool:
        with _told_apart():
            return self._window.test(_theirs(limit), name, whom)

    def hit(self, limit: Limit, name: str, whom: str) -> bool:
        with _told_apart():
            return self._window.hit(_theirs(limit), name, whom)

    def opens_in(self, limit: Limit, name: str, whom: str) -> float:
        with _told_apart():
            opens_at, room = self._window.get_window_stats(_theirs(limit), name, whom)
        return 0 if room else max(opens_at - time.time(), 0)

    def agreed(self, name: str, mine: bytes, seconds: int) -> bytes:
        """What the first to come said under this name, until Redis forgets it; all who ask are told the same."""
        redis = self._storage.storage
        try:
            redis.set(name, mine.hex(), nx=True, ex=seconds)
            return bytes.fromhex((redis.get(name) or mine.hex().encode()).decode())
        except self._storage.base_exceptions as away:
            raise OutOfReach from away


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except StorageError as away:
        raise OutOfReach from away


def _theirs(limit: Limit) -> RateLimitItem:
    return RateLimitItemPerSecond(limit.amount, limit.seconds)
