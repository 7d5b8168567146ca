"""Whom to call from every page: a line for parents where a parent looks, and Childline for everybody else.

It always says that it is for those under 19: who answers here may be 25.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from feedback_app.checkin import help

PARENT = "parent_carer"


@dataclass(frozen=True)
class TalkLine:
    """``who`` is empty for Childline: the templates name it, and say whom it is for."""

    who: str
    tel: str
    to: str


_CHILDLINE = TalkLine("", "08001111", "0800 1111")


def of_this_page() -> TalkLine:
    """By whom the page is for, as far as this request knows it already: nothing is looked up to find out."""
    is_a_parents = known_audience() == PARENT
    return (_for_parents() if is_a_parents else None) or _CHILDLINE


def known_audience() -> str:
    """A page that a phone may keep says "" itself: nobody may read off it who was here."""
    if "audience" in g:
        return g.audience
    visit = g.get("visit")
    return visit.audience if visit else ""


def _for_parents() -> TalkLine | None:
    """The first line with a number that is for parents alone."""
    for line, ways in help.lines_for(PARENT).first:
        if line["for_audience"] == [PARENT] and ways.ways[0].act == "call":
            return TalkLine(line["who"], line["tel"], ways.ways[0].to)
    return None
