"""Parts of what somebody wrote, as places in their own text: chosen by a worker, never written by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feedback_app.loop import room

Span = tuple[int, int]
BETWEEN = " … "  # stands where words of another point were left out
# the ends of lines and sentences first; then of clauses; then of words, for who writes without any sign
_ENDS = (
    re.compile(r"\n+|(?<=[.!?…؟۔])\s+"),
    re.compile(r"(?<=[,;:،؛])\s+|\s+(?=[-–—]\s)"),
    re.compile(r"\s+"),
)


def pieces(text: str, of: Iterable[Span]) -> list[Span]:
    """Where a text, or these parts of it, may be cut: by sentences, else by clauses, else by words."""
    found: list[Span] = []
    whole = list(of)
    for ends in _ENDS:
        found = [piece for span in whole for piece in _cut_at(ends, text, span)]
        if len(found) > 1:
            break
    return found


def _cut_at(ends: re.Pattern[str], text: str, span: Span) -> Iterator[Span]:
    start, end = span
    for between in [*ends.finditer(text, start, end), None]:
        stop = between.start() if between else end
        if text[start:stop].strip():
            yield start, stop
        start = between.end() if between else end


def words_in(text: str, spans: Iterable[Span]) -> str:
    """The words that stand there, with a sign where something between them is left out."""
    return BETWEEN.join(text[start:end].strip() for start, end in together(text, spans))


def together(text: str, spans: Iterable[Span]) -> list[Span]:
    """In order, with those that touch, or have only blanks between them, made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def are_within(text: str, spans: Iterable[Span], whole: Iterable[Span]) -> bool:
    """Whether every part lies inside what may be cut, says something, overlaps no other and tears no letter."""
    there, last = list(whole), 0
    for start, end in sorted(spans):
        is_inside = any(first <= start < end <= stop for first, stop in there)
        if start < last or not is_inside or not text[start:end].strip() or _tears(text, start, end):
            return False
        last = end
    return True


def _tears(text: str, *places: int) -> bool:
    """Whether a cut there goes through what people see as one letter."""
    return any(room.letters(text[:at]) + room.letters(text[at:]) != room.letters(text) for at in places)


def overlap(one: list[list[int]] | None, other: list[list[int]] | None) -> bool:
    """Whether two parts of one text share a word; None is all of it."""
    if one is None or other is None:
        return True
    return any(start < stop and first < end for start, end in one for first, stop in other)


def without(text: str, taken: Iterable[Span], whole: Iterable[Span]) -> list[Span]:
    """What is left of some parts of a text when others are taken out of them."""
    left = list(whole)
    for start, end in taken:
        left = [part for span in left for part in _around(span, start, end)]
    return [(start, end) for start, end in left if text[start:end].strip()]


def _around(span: Span, start: int, end: int) -> list[Span]:
    first, stop = span
    if end <= first or stop <= start:
        return [span]
    return [part for part in ((first, start), (end, stop)) if part[0] < part[1]]
