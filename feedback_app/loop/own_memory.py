"""Argon2id in a block of memory of its own, given back to the system after each code.

What glibc's ``malloc`` takes for Argon2 it keeps, 19 MiB for each thread that ever made a code, and when told not
to, taking it anew costs more than half of the hash itself: 4,864 page faults. Huge pages make that ten.
"""

from __future__ import annotations

import mmap
import threading

from argon2.low_level import Type, core, error_to_str, ffi

HUGE_PAGE = 2 * 1024 * 1024
VERSION = 0x13
FAILED = -22  # ARGON2_MEMORY_ALLOCATION_ERROR
_here = threading.local()


class TooBusy(Exception):
    """Too many people at once for a step that is slow on purpose; try again in a moment."""


def argon2id(secret: bytes, salt: bytes, time_cost: int, memory_cost: int, hash_len: int) -> bytes:
    """One lane of Argon2id over ``memory_cost`` KiB. Argon2 wipes the block before it lets go of it."""
    size = -(-memory_cost * 1024 // HUGE_PAGE) * HUGE_PAGE
    # shared memory, Python's own choice, has huge pages only where somebody set them up
    with mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as block:
        if hasattr(mmap, "MADV_HUGEPAGE"):
            block.madvise(mmap.MADV_HUGEPAGE)
        with ffi.from_buffer("uint8_t[]", block) as _here.block:
            try:
                return _hashed(secret, salt, time_cost, memory_cost, hash_len)
            finally:
                del _here.block


def _hashed(secret: bytes, salt: bytes, time_cost: int, memory_cost: int, hash_len: int) -> bytes:
    out, pwd, salted = (
        ffi.new("uint8_t[]", hash_len),
        ffi.from_buffer("uint8_t[]", secret),  # no copy of it that nobody wipes
        ffi.from_buffer("uint8_t[]", salt),
    )
    wanted = {
        "out": out,
        "outlen": hash_len,
        "pwd": pwd,
        "pwdlen": len(secret),
        "salt": salted,
        "saltlen": len(salt),
        "t_cost": time_cost,
        "m_cost": memory_cost,
        "lanes": 1,
        "threads": 1,
        "version": VERSION,
        "allocate_cbk": _lent,
        "free_cbk": _returned,
    }
    failure = core(ffi.new("argon2_context *", wanted), Type.ID.value)
    if failure:
        raise MemoryError(error_to_str(failure))
    return bytes(ffi.buffer(out))


@ffi.callback("int(uint8_t **, size_t)", error=FAILED)
def _lent(memory: object, size: int) -> int:
    memory[0] = ffi.cast("uint8_t *", _here.block)
    return 0 if size <= len(_here.block) else FAILED


@ffi.callback("void(uint8_t *, size_t)")
def _returned(_memory: object, _size: int) -> None:
    """The block goes when Argon2 is done; by now it is wiped."""
