"""A drawing as lines of a pen: read as numbers, written again by us, and never anything else.

A phone sends an SVG path of absolute ``M``, ``L`` and ``Q`` on a sheet of 1000 by 750. What is kept and shown is
made from the numbers alone, so that nothing somebody smuggled in can come out again.
"""

from __future__ import annotations

import re

WIDTH, HEIGHT = 1000, 750
MOST_BYTES = 30 * 1024
_NUMBERS = {"M": 2, "L": 2, "Q": 4}
_NUMBER = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")


class NotADrawing(Exception):
    """This is no path of ours: damaged on the way, or never one."""


class TooBig(NotADrawing):
    """More lines than fit."""


def rewritten(path: str) -> str:
    """The same lines in our own letters, whole numbers on the sheet; empty for an empty drawing.

    What was rewritten once is rewritten to itself. Raises :class:`NotADrawing` or :class:`TooBig`.
    """
    if len(path) > MOST_BYTES:
        raise TooBig
    made = "".join(_lines(_tokens(path)))
    if len(made) > MOST_BYTES:
        raise TooBig
    return made


def _tokens(path: str) -> list[str]:
    spaced = path.replace(",", " ")
    for letter in _NUMBERS:
        spaced = spaced.replace(letter, f" {letter} ")
    return spaced.split()


def _lines(tokens: list[str]) -> list[str]:
    """Each step of the pen; a line that goes nowhere is a dot, which only a second step makes visible."""
    made, at, previous = [], 0, ""
    while at < len(tokens):
        letter = tokens[at]
        if letter not in _NUMBERS or (not made and letter != "M"):
            raise NotADrawing
        given = tokens[at + 1 : at + 1 + _NUMBERS[letter]]
        if len(given) < _NUMBERS[letter]:
            raise NotADrawing
        if letter == "M" and previous == "M":
            made.append("L" + made[-1][1:])
        made.append(letter + " ".join(_on_the_sheet(one, of % 2) for of, one in enumerate(given)))
        at, previous = at + 1 + len(given), letter
    return [*made, "L" + made[-1][1:]] if previous == "M" else made


def _on_the_sheet(number: str, is_down: int) -> str:
    if not _NUMBER.fullmatch(number):
        raise NotADrawing
    return str(min(max(round(float(number)), 0), HEIGHT if is_down else WIDTH))
