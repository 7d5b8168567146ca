"""A blank check-in: rendered and compressed once per invitation, language and look.

Only the signed token differs from one person to the next. It stands at the end of the page, so
everything before it is compressed once, and the last hundred bytes are stored as they are: zlib
gives the interpreter away each time it is called, and under load that costs more than the page.
"""

from __future__ import annotations

import struct
import time
import zlib
from collections import OrderedDict
from dataclasses import dataclass

from flask import Response, current_app, request

PLACE = "TOKEN-GOES-HERE"
FRESH_SECONDS = 5.0  # how long a revoked link may still show its questions; sending checks again
MOST = 400
SAID = (("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding, Cookie, Accept-Language"))
_GZIP_START = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


@dataclass(frozen=True)
class Blank:
    """One page, cut where the token goes, with its style's hash in the policy."""

    head: bytes
    tail: bytes
    small_head: bytes
    crc: int
    policy: str
    invitation_id: str
    made: float

    def answer(self, token: str) -> Response:
        """The page with this token in it, compressed when the browser can."""
        tail = token.encode() + self.tail
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return Response(self.head + tail, headers=[*SAID, ("Content-Security-Policy", self.policy)])
        packed = (("Content-Encoding", "gzip"), ("Content-Security-Policy", self.policy))
        return Response(self._small(tail), headers=[*SAID, *packed])

    def _small(self, tail: bytes) -> bytes:
        """The head's deflate blocks end on a byte; the tail follows as a last, stored block, 64 KiB at most."""
        last = struct.pack("<BHH", 1, len(tail), len(tail) ^ 0xFFFF) + tail
        size = (len(self.head) + len(tail)) & 0xFFFFFFFF
        return self.small_head + last + struct.pack("<II", zlib.crc32(tail, self.crc), size)


def make(page: str, policy: str, invitation_id: str) -> Blank:
    """Cut and compress a rendered page that has ``PLACE`` where its token goes."""
    head, tail = (part.encode() for part in page.split(PLACE))
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    small = _GZIP_START + packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    return Blank(head, tail, small, zlib.crc32(head), policy, invitation_id, time.monotonic())


def kept(key: tuple[object, ...]) -> Blank | None:
    """A blank made less than five seconds ago."""
    found = _shelf().get(key)
    return found if found and time.monotonic() - found.made < FRESH_SECONDS else None


def keep(key: tuple[object, ...], blank: Blank) -> Blank:
    shelf = _shelf()
    shelf.pop(key, None)  # at the end when it comes anew; another thread may have taken it away meanwhile
    shelf[key] = blank
    while len(shelf) > MOST:
        shelf.popitem(last=False)
    return blank


def forget_all() -> None:
    _shelf().clear()


def _shelf() -> OrderedDict[tuple[object, ...], Blank]:
    return current_app.extensions.setdefault("blank_check_ins", OrderedDict())
