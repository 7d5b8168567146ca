"""Whom to call from every page: a line for parents where a parent looks, and Childline for everybody else."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from feedback_app.checkin import help

YOUNG, PARENT = "young_person", "parent_carer"


@dataclass(frozen=True)
class TalkLine:
    """``who`` is empty for Childline: the templates name it, and say whom it is for unless ``is_for_this_page``."""

    who: str
    tel: str
    to: str
    is_for_this_page: bool


_CHILDLINE, _ANYBODY = (TalkLine("", "08001111", "0800 1111", is_theirs) for is_theirs in (True, False))


def of_this_page() -> TalkLine:
    """By whom the page is for, as far as this request knows it already: nothing is looked up to find out."""
    audience = known_audience()
    if audience == PARENT and (line := _for_parents()):
        return line
    return _CHILDLINE if audience == YOUNG else _ANYBODY


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
            return TalkLine(line["who"], line["tel"], ways.ways[0].to, is_for_this_page=True)
    return None
