"""What came lately, counted in this process's memory: moving windows that cost the same however many there are."""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from dataclasses import dataclass

SWEEP = 60  # seconds between two looks for buckets that nobody comes to any more


class OutOfReach(Exception):
    """What counts for several processes does not answer."""


@dataclass(frozen=True)
class Limit:
    """At most so many in any so many seconds."""

    amount: int
    seconds: int = 60


class Lately:
    """Moving windows as ``limits.strategies.MovingWindowRateLimiter`` has them: ``hit``, ``test``, when it opens.

    That library's storage in memory starts a thread at a hit, which goes through every bucket there is: whoever has
    many networks takes a whole processor with a few requests. Here a hit costs what its own bucket holds, and the clock
    is one that is never put back.
    """

    def __init__(self) -> None:
        self._came: dict[tuple[str, str, int], list[float]] = {}  # seconds, oldest first, by bucket and window
        self._one_at_a_time = threading.Lock()
        self._swept = time.monotonic()

    def test(self, limit: Limit, name: str, whom: str) -> bool:
        """Whether there is room for one more."""
        with self._one_at_a_time:
            return len(self._still(limit, name, whom, time.monotonic())) < limit.amount

    def hit(self, limit: Limit, name: str, whom: str) -> bool:
        """One more, if there is room for it."""
        now = time.monotonic()
        with self._one_at_a_time:
            self._sweep(now)
            came = self._still(limit, name, whom, now)
            if len(came) >= limit.amount:
                return False
            came.append(now)
            self._came[name, whom, limit.seconds] = came
            return True

    def opens_in(self, limit: Limit, name: str, whom: str) -> float:
        """Seconds until there is room for one more; 0 if there is."""
        now = time.monotonic()
        with self._one_at_a_time:
            came = self._still(limit, name, whom, now)
            return came[0] + limit.seconds - now if len(came) >= limit.amount else 0

    def agreed(self, _name: str, mine: bytes, _seconds: int) -> bytes:
        """Of several, what the first to come said; here is only one."""
        return mine

    def _still(self, limit: Limit, name: str, whom: str, now: float) -> list[float]:
        """What is within the window, with the rest thrown away."""
        came = self._came.get((name, whom, limit.seconds), [])
        del came[: bisect_right(came, now - limit.seconds)]
        return came

    def _sweep(self, now: float) -> None:
        if now - self._swept < SWEEP:
            return
        self._swept = now
        self._came = {bucket: came for bucket, came in self._came.items() if came and came[-1] > now - bucket[2]}
