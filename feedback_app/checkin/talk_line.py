"""Whom to call from every page: a line for parents where a parent looks, and Childline for everybody else."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g
from flask_babel import gettext as _

from feedback_app.checkin import help

YOUNG, PARENT = "young_person", "parent_carer"


@dataclass(frozen=True)
class TalkLine:
    """``about`` is what stands beside the number where there is room to say more."""

    who: str
    about: str
    tel: str
    to: str


def of_this_page() -> TalkLine:
    """By whom the page is for, as far as this request knows it already: nothing is looked up to find out."""
    audience = known_audience()
    if audience == PARENT and (line := _for_parents()):
        return line
    if audience == YOUNG:
        return TalkLine(_("Childline"), _("Childline: free, any time"), "08001111", "0800 1111")
    return TalkLine(_("Childline (under 19)"), _("Childline (under 19): free, any time"), "08001111", "0800 1111")


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
            return TalkLine(line["who"], line["who"], line["tel"], ways.ways[0].to)
    return None
