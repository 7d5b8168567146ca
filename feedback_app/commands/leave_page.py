"""How heavy the page is that "Leave now" goes to: it has to come at once, on an old phone too."""

from __future__ import annotations

import re
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

MOST = 100 * 1024
SECONDS = 4
MOST_PIECES = 30
# what a browser fetches for a page at once
_PIECE = re.compile(
    r"""<(?:(?:script|img)\b[^>]*?\bsrc|link\b(?=[^>]*\brel=["']?(?:stylesheet|icon|preload))[^>]*?\bhref)=["']?([^"'\s>]+)""",
    re.IGNORECASE,
)


def caution(url: str) -> str | None:
    """One line when the page is too heavy, or can't be opened from here; None when it is light.

    This is the operator's own question, asked from their terminal: the service itself opens no page.
    """
    try:
        weight = _weight(url)
    except (OSError, HTTPException, ValueError):
        return f"leave now: {url} can't be opened from here. Open it on a phone, and see that it comes at once"
    if weight <= MOST:
        return None
    return f"leave now: {url} is more than {MOST // 1024} KB, with what it fetches. Choose a lighter page"


def _weight(url: str) -> int:
    """The bytes of a page and of what its markup names, counted no further than it matters."""
    page = _fetched(url, MOST + 1)
    found = _PIECE.findall(page.decode("utf-8", "replace"))
    weight = len(page)
    for piece in dict.fromkeys(urljoin(url, one) for one in found[:MOST_PIECES]):
        if weight > MOST:
            break
        if urlsplit(piece).scheme in ("http", "https"):
            weight += len(_fetched(piece, MOST + 1 - weight))
    return weight


def _fetched(url: str, most: int) -> bytes:
    request = Request(url, headers={"User-Agent": "Mozilla/5.0 (Linux; Android 10)"})  # noqa: S310  the setup takes https only
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        return answer.read(most)
