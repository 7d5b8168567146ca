"""What a browser kept of a visit: every byte of its profile, its compressed blocks unpacked, searched in each form."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.attacks.remains import forms_of

TABLE_MAGIC = bytes.fromhex("57fb808b247547db")  # the end of a leveldb table
FOOTER = 48
FIREFOX_MAGIC = b"mozLz40\x00"  # and four bytes of length: where Firefox writes its tabs down
PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")  # where a gzip or a zlib stream may begin
MOST_UNPACKED = 4_000_000


def of(profile: Path) -> Iterator[tuple[str, bytes]]:
    """``(place, bytes)`` of everything in a profile, as it lies there and unpacked."""
    for path in sorted(profile.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        place, kept = path.relative_to(profile).as_posix(), path.read_bytes()
        yield place, kept
        if kept.endswith(TABLE_MAGIC):
            yield f"{place} (unpacked)", b"\x00".join(blocks(kept))
        if kept.startswith(FIREFOX_MAGIC):
            yield f"{place} (unpacked)", unlz4(kept[len(FIREFOX_MAGIC) + 4 :])
        for found in PACKED.finditer(kept):
            if unpacked := _inflated(kept[found.start() :]):
                yield f"{place} (unpacked)", unpacked


def kept_in(profile: Path, words: dict[str, str]) -> list[str]:
    """``place: what`` for each of these words, by what it is, that is anywhere in the profile."""
    needles = [(what, needle) for what, word in words.items() for needle in forms_of(word).values()]
    codes = [(what, pattern) for what, word in words.items() if " " in word for pattern in _in_a_row(word)]
    found = set()
    for place, kept in of(profile):
        found |= {f"{place}: {what}" for what, needle in needles if needle in kept}
        found |= {f"{place}: {what}" for what, pattern in codes if pattern.search(kept)}
    return sorted(found)


def blocks(table: bytes) -> Iterator[bytes]:
    """The blocks of a leveldb table, each unpacked: where IndexedDB and Local Storage keep theirs."""
    footer = table[-FOOTER:]
    _, at = _number(footer, 0)
    _, at = _number(footer, at)
    start, at = _number(footer, at)
    size, _ = _number(footer, at)
    index = _block(table, start, size)
    yield index
    for value in _values(index):
        start, at = _number(value, 0)
        size, _ = _number(value, at)
        yield _block(table, start, size)


def unsnapped(packed: bytes) -> bytes:
    """Google's snappy undone: lengths, then runs of new bytes and copies of earlier ones."""
    _, at = _number(packed, 0)
    out = bytearray()
    while at < len(packed):
        tag, at = packed[at], at + 1
        if tag & 3 == 0:
            length, at = _run(packed, tag >> 2, at)
            out += packed[at : at + length]
            at += length
            continue
        if tag & 3 == 1:
            length, back = (tag >> 2 & 7) + 4, tag >> 5 << 8 | packed[at]
            at += 1
        else:
            wide = 2 if tag & 3 == 2 else 4
            length, back = (tag >> 2) + 1, int.from_bytes(packed[at : at + wide], "little")
            at += wide
        for _ in range(length):  # one by one: a copy may overlap what it makes
            out.append(out[-back])
    return bytes(out)


def unlz4(packed: bytes) -> bytes:
    """An LZ4 block undone: runs of new bytes, each with a copy of earlier ones after it, but for the last."""
    at, out = 0, bytearray()
    while at < len(packed):
        both, at = packed[at], at + 1
        length, at = _longer(packed, both >> 4, at)
        out += packed[at : at + length]
        at += length
        if at < len(packed):
            back, at = int.from_bytes(packed[at : at + 2], "little"), at + 2
            length, at = _longer(packed, both & 15, at)
            for _ in range(length + 4):
                out.append(out[-back])
    return bytes(out)


def _longer(packed: bytes, length: int, at: int) -> tuple[int, int]:
    """A length of fifteen goes on in the bytes that follow, until one is not full."""
    if length == 15:
        while True:
            more, at = packed[at], at + 1
            length += more
            if more < 255:
                break
    return length, at


def _run(packed: bytes, length: int, at: int) -> tuple[int, int]:
    if length < 60:
        return length + 1, at
    wide = length - 59
    return int.from_bytes(packed[at : at + wide], "little") + 1, at + wide


def _block(table: bytes, start: int, size: int) -> bytes:
    kept = table[start : start + size]
    return unsnapped(kept) if table[start + size] == 1 else kept


def _values(block: bytes) -> Iterator[bytes]:
    """The values of a block's entries; each key shares its beginning with the one before."""
    restarts = struct.unpack("<I", block[-4:])[0]
    at, end = 0, len(block) - 4 * (restarts + 1)
    while at < end:
        _, at = _number(block, at)
        rest, at = _number(block, at)
        size, at = _number(block, at)
        yield block[at + rest : at + rest + size]
        at += rest + size


def _number(raw: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where the next thing begins."""
    value = shift = 0
    while True:
        byte, at = raw[at], at + 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(packed, MOST_UNPACKED)
    except zlib.error:
        return b""


def _in_a_row(words: str) -> list[re.Pattern[bytes]]:
    """Words one after another with a little markup or padding between them, in UTF-8 and UTF-16."""
    parts = words.split()
    return [
        re.compile(b".{1,24}?".join(re.escape(one.encode(encoding)) for one in parts), re.DOTALL | re.IGNORECASE)
        for encoding in ("utf-8", "utf-16-le")
    ]
