"""How a help line is reached: each way is a link of its own that says what a tap on it does.

A tap on a web address that dialled would stand in the list of calls, on a phone that somebody may look through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

# what else one could call, write to or look at: a number, an address
_MORE = re.compile(r"\d{3}|@|\w\.\w")


@dataclass(frozen=True)
class Way:
    """``to`` is the number or address as people write it; ``word`` is what a text message begins with."""

    act: str
    href: str
    to: str
    word: str = ""


@dataclass(frozen=True)
class Reached:
    """``says`` is the line's own words where one link can carry them, ``beside`` where no link can."""

    ways: list[Way]
    says: str
    beside: str


def reached(line: dict[str, Any]) -> Reached:
    how, ways = line["how"], _ways(line)
    rest = how
    for way in ways:
        rest = rest.replace(way.to, "")
    if not ways or _MORE.search(rest):
        return Reached(ways, "", how)
    has_words = any(letter.isalpha() for letter in rest)
    return Reached(ways, how if len(ways) == 1 and has_words else "", "")


def _ways(line: dict[str, Any]) -> list[Way]:
    found, how = [], line["how"]
    if tel := line.get("tel"):
        found.append(Way("call", f"tel:{tel}", _written(tel, how)))
    if sms := line.get("sms"):
        body = f"?body={quote(sms['body'])}" if sms["body"] else ""
        found.append(Way("text", f"sms:{sms['to']}{body}", _written(sms["to"], how), sms["body"]))
    if mail := line.get("mail"):
        found.append(Way("mail", f"mailto:{mail}", mail))
    if url := line.get("url"):
        parts = urlsplit(url)
        found.append(Way("look", url, (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")))
    return found


def _written(number: str, how: str) -> str:
    """With the spaces that the line's own words give it."""
    match = re.search(r"\s?".join(map(re.escape, number)), how)
    return match[0] if match else number
