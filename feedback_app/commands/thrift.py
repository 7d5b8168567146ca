"""What a process that serves does at its start to stay small and never to pause."""

from __future__ import annotations

import ctypes
import gc

M_ARENA_MAX = -8  # of glibc's malloc.h


def share_heaps() -> None:
    """Two C heaps for all threads: glibc gives each its own, and each keeps what its busiest moment took.

    Not one, because SQLite asks for memory while another thread runs Python. Other C libraries do without.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 2)


def set_aside_what_is_loaded() -> None:
    """What stands in memory by now stays to the end, and is not searched for what could be thrown away.

    That search goes through everything: 150 ms every few hundred pages, in which nobody was answered.
    """
    gc.collect()
    gc.freeze()
