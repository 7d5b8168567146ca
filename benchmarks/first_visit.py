"""What a phone fetches to open a check-in for the first time: the requests and the bytes on the wire."""

from __future__ import annotations

import gzip
import re
import socket
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from benchmarks.load import HEADERS

FETCHED_LINKS = {"stylesheet", "icon", "manifest", "modulepreload", "preload", "apple-touch-icon"}
# `import(…)` waits until somebody writes: it is not of the visit itself
IMPORTS = re.compile(r"""(?:\bfrom|\bimport)\s*['"]([^'"]+)['"]""")
URLS = re.compile(r"""url\(\s*['"]?([^'")]+)""")


@dataclass(frozen=True)
class Fetched:
    """One answer: its address, all its bytes with headers, and its text."""

    url: str
    size: int
    text: str
    kind: str
    is_kept: bool


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and FETCHED_LINKS.intersection((given.get("rel") or "").split()):
            self.found.append(given.get("href") or "")
        if tag in ("script", "img", "iframe", "source"):
            self.found.append(given.get("src") or "")


def fetched(url: str) -> list[Fetched]:
    """The page and everything it asks for, each once, the page first."""
    found: dict[str, Fetched] = {}
    wanted = [url]
    while wanted:
        address = wanted.pop(0)
        if address not in found:
            found[address] = answer = _fetch(address)
            wanted += [urljoin(address, link) for link in _links(answer) if not link.startswith("data:")]
    return list(found.values())


def _links(answer: Fetched) -> list[str]:
    if "html" in answer.kind:
        reader = _Links()
        reader.feed(answer.text)
        return [link for link in reader.found if link]
    if "javascript" in answer.kind:
        return IMPORTS.findall(answer.text)
    return URLS.findall(answer.text) if "css" in answer.kind else []


def _fetch(url: str) -> Fetched:
    split = urlsplit(url)
    headers = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    request = f"GET {split.path or '/'} HTTP/1.1\r\nHost: {split.netloc}\r\nConnection: close\r\n{headers}\r\n"
    with socket.create_connection((split.hostname, split.port), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    top, _, body = answer.partition(b"\r\n\r\n")
    head = top.decode("latin-1").lower()
    assert " 200 " in head.splitlines()[0], f"{url}: {head.splitlines()[0]}"
    text = gzip.decompress(body) if "content-encoding: gzip" in head else body
    kind = next(line for line in head.splitlines() if line.startswith("content-type:"))
    return Fetched(url, len(answer), text.decode("utf-8", "replace"), kind, "immutable" in head)
