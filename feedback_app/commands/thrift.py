"""What a serving process does at its start to stay small."""

from __future__ import annotations

import ctypes

M_ARENA_MAX = -8  # malloc.h


def one_heap() -> None:
    import os
    if os.environ.get("ARENAS"):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, int(os.environ["ARENAS"]))
