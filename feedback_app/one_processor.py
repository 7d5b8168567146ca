"""A process that serves keeps to one processor, and leaves it for what runs outside Python's lock.

Only one thread at a time runs Python, so a second processor brings a check-in nothing. But threads on two of them
hand that lock to and fro at every question to a database, waking each other across processors: the page with
replies took twice the processor time and more (docs/decisions/0010). What is slow on purpose runs on another: it
streams through 19 MB and more, and would push what every page needs out of the first one's memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_kept: set[int] = set()
_all: set[int] = set()


def keep_to_one(number: int | None = None) -> None:
    """This thread and those it begins from now on; several processes spread by their ``number``, if not told another.

    Where that can't be asked for (other systems, some sandboxes) everything runs as before, only dearer.
    """
    if _kept or not hasattr(os, "sched_setaffinity"):
        return
    allowed = os.sched_getaffinity(0)
    one = {sorted(allowed)[(os.getpid() if number is None else number) % len(allowed)]}
    with suppress(OSError):
        os.sched_setaffinity(0, one)
        _kept.update(one)
        _all.update(allowed)


@contextmanager
def elsewhere() -> Iterator[None]:
    """The calling thread runs on another processor for as long as this takes, where there is one."""
    if not _kept:
        yield
        return
    with suppress(OSError):  # the machine may have fewer by now
        os.sched_setaffinity(0, _all - _kept or _all)
    try:
        yield
    finally:
        with suppress(OSError):
            os.sched_setaffinity(0, _kept)
