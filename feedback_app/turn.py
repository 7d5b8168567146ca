"""Writers to one SQLite file go one after another; and nobody waits long for a lock that others hold."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from feedback_app.away import LOCKED, Away

WHILE_STUCK = 0.2


class Turn:
    """SQLite's own busy handler starves waiters (p99 of seconds at 16 threads), so they queue here.

    Once somebody waited in vain for another program's lock, one at a time goes on trying and the others
    are told at once: with every thread waiting, not even the page with the numbers to call would open.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._is_stuck = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises ``Away`` when it takes too long."""
        began = time.monotonic()
        if not self._lock.acquire(timeout=WHILE_STUCK if self._is_stuck else self._seconds):
            raise Away(LOCKED)
        try:
            if self._is_stuck and time.monotonic() - began > WHILE_STUCK:
                raise Away(LOCKED)
            yield
            self._is_stuck = False
        except Away as away:
            self._is_stuck = away.why == LOCKED
            raise
        finally:
            self._lock.release()
