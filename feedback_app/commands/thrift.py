"""What a process that serves does at its start to stay small."""

from __future__ import annotations

import ctypes

M_ARENA_MAX = -8  # of glibc's malloc.h


def share_heaps() -> None:
    """Two C heaps for all threads: glibc gives each its own, and each keeps what its busiest moment took.

    Not one, because SQLite asks for memory while another thread runs Python. Other C libraries do without.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 2)
