"""Talk to someone, from every page: numbers that dial, and the plain pages about phone and privacy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from feedback_app.checkin.reached import Reached, reached
from feedback_app.loop import content, help_lines, partnership, return_codes
from feedback_app.loop.partnership import Partnership
from feedback_app.web import languages, session, transaction
from feedback_app.web.fields import filled

page = Blueprint("help", __name__)
# each line of the notice opens with a short sentence that is its heading, in any script
_SENTENCE = re.compile(r"(?<=[.۔?؟])\s+")


@dataclass(frozen=True)
class Lines:
    """Help lines for one audience: four at once, the rest under More."""

    first: list[tuple[dict, Reached]]
    more: list[tuple[dict, Reached]]


@page.get("/talk")
def talk() -> ResponseReturnValue:
    visit = session.any_visit()
    return render_template(
        "checkin/talk.html",
        is_parent=visit is not None and visit.audience == "parent_carer",
        young=lines_for("young_person"),
        parents=lines_for("parent_carer"),
        ours=_ours(),
        advocate=_text("advocate"),
    )


@page.get("/help")
def show() -> ResponseReturnValue:
    g.audience = ""  # a phone may keep this page: see talk_line.py
    by_id = {line["id"]: line for line in _every_line()}
    return render_template("checkin/help.html", by_id=by_id, ours=_ours())


@page.get("/phone-safety")
def phone_safety() -> ResponseReturnValue:
    return render_template("checkin/phone_safety.html")


@page.get("/privacy")
def privacy() -> ResponseReturnValue:
    ours, language = _ours(), languages.chosen()
    with transaction.reading() as db:
        agencies = sorted({service.agency.kind for service in partnership.services(db)})
    places = {
        "partnership_name": _plain("name"),
        "agencies_plain": languages.listed(content.words_for("agencies", kind, language) for kind in agencies),
        "controller_name": ours.controller if ours else "",
        "readers": _plain("name"),
        "retention_plain": _plain("retention"),
        "code_words": return_codes.LENGTH,
    }
    notice = filled(content.of("notices", language)["young_person_full"], places)
    parts = [_SENTENCE.split(line, maxsplit=1) for line in notice.splitlines()]
    # the last part of the notice is on complaints: it ends with where to, for those with words and those without
    return render_template(
        "checkin/privacy.html", parts=[(one[0], one[-1]) for one in parts], other_ways=_text("complaints")
    )


def our_numbers() -> list[str]:
    """By day, and at night and weekends: for a page that must not be left to find them."""
    ours = _ours()
    return [ours.duty_number, ours.out_of_hours_number] if ours else []


def lines_for(audience: str) -> Lines:
    rows = [line for line in _every_line() if audience in line["for_audience"]]
    first = [line for line in rows if audience in line["first_four_for"]]
    more = [line for line in rows if line not in first]
    return Lines([(line, reached(line)) for line in first], [(line, reached(line)) for line in more])


def _every_line() -> list[dict]:
    if "help_lines" not in g:
        with transaction.reading() as db:
            g.help_lines = help_lines.in_language(db, languages.chosen())
    return g.help_lines


def _ours() -> Partnership | None:
    if "ours" not in g:
        with transaction.reading() as db:
            g.ours = partnership.ours(db)
    return g.ours


def _text(name: str) -> content.Words | None:
    ours = _ours()
    return content.local(getattr(ours, name), languages.chosen()) if ours else None


def _plain(name: str) -> str:
    found = _text(name)
    return found.text if found else ""
