"""What comes in from a form, made safe to keep without changing what somebody said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from flask import request

WHOLE = 100_000  # letters: more than a form may weigh
YEARS = range(2000, 2100)
_NUMBER = re.compile(r"\+?\d[\d ]{4,}\d")

# what no keyboard types, PostgreSQL (NUL) or HTML refuses, and a terminal may obey
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def words(name: str) -> str:
    """What was written in a box, as :func:`plain` text."""
    return plain(request.form.get(name, ""))


def plain(text: str) -> str:
    """As written, but line ends are one kind and control characters are gone.

    A lone surrogate can't be encoded and becomes a question mark; everything else stays.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TEXT.sub("", lines.encode("utf-8", "replace").decode("utf-8")).strip()


def sent(name: str) -> str:
    """What stands in a field, to be read by somebody stricter."""
    return request.form.get(name, "")


def line(name: str, longest: int = 300) -> str:
    """One line of text, without line ends, cut at ``longest`` characters."""
    return " ".join(words(name).split())[:longest]


def tapped(name: str) -> tuple[str, ...]:
    """The values tapped under a name, each once, in order; NUL, which PostgreSQL refuses, is in none of ours."""
    return tuple(dict.fromkeys(value for value in request.form.getlist(name) if value and "\0" not in value))


def is_ticked(name: str) -> bool:
    return request.form.get(name) == "yes"


def day(name: str) -> date | None:
    """A date as ``<input type=date>`` sends it. Raises ``ValueError`` when it is not one that anybody means.

    A year that was half typed is a date to a browser, and would stand on a page for ever.
    """
    typed = line(name, 40)
    found = date.fromisoformat(typed) if typed else None
    if found and found.year not in YEARS:
        raise ValueError(typed)
    return found


def day_or_none(name: str) -> date | None:
    """The same where an empty box and what is no date lack the same thing."""
    try:
        return day(name)
    except ValueError:
        return None


def numbers_kept(text: str) -> str:
    """The text for showing: a phone number after Urdu is kept left to right by Unicode isolates, and on one line."""
    return _NUMBER.sub(lambda number: f"\u2066{number[0].replace(' ', chr(0xA0))}\u2069", text)


class Blank(dict[str, str]):
    """Fills the places of a shipped text; a place nobody named stays empty."""

    def __missing__(self, name: str) -> str:
        return ""


def filled(text: str, places: Mapping[str, object]) -> str:
    return text.format_map(Blank({name: str(value) for name, value in places.items()}))
