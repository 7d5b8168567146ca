"""How heavy the page is that "Leave now" goes to: it has to come at once, on the phone and the signal that people have."""

from __future__ import annotations

from html.parser import HTMLParser
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

MOST = 100 * 1024
SECONDS = 4
MOST_PIECES = 30
_NAMED_BY = {"script": "src", "img": "src", "link": "href"}
_FETCHED = ("stylesheet", "icon", "preload", "modulepreload")


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
    found = _Pieces()
    found.feed(page.decode("utf-8", "replace"))
    weight = len(page)
    for piece in dict.fromkeys(urljoin(url, one) for one in found.urls[:MOST_PIECES]):
        if weight > MOST:
            break
        if urlsplit(piece).scheme in ("http", "https"):
            weight += len(_fetched(piece, MOST + 1 - weight))
    return weight


def _fetched(url: str, most: int) -> bytes:
    request = Request(url, headers={"User-Agent": "Mozilla/5.0 (Linux; Android 10)"})  # noqa: S310  the setup takes https only
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        return answer.read(most)


class _Pieces(HTMLParser):
    """What a browser would fetch for a page at once."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        url = given.get(_NAMED_BY.get(tag, "")) or ""
        if url and (tag != "link" or any(one in (given.get("rel") or "") for one in _FETCHED)):
            self.urls.append(url)
