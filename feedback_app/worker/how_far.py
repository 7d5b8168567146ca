"""How far what was said to one's service has come in a year, step by step; and what has nothing after it."""

from __future__ import annotations

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import how_far
from feedback_app.loop.how_far import PAGE, YEAR, NothingAfter
from feedback_app.web import languages, transaction
from feedback_app.worker import meeting_words, paging, story

page = Blueprint("how_far", __name__)
STEPS = {
    "said": _l("They said it"),
    "heard": _l("One of us read it"),
    "understood": _l("They say we got them right"),
    "raised": _l("Taken to a meeting or another service"),
    "decided": _l("Decided"),
    "acted": _l("Something was done"),
    "answered": _l("They were answered"),
    "told": _l("They had the answer"),
    "felt": _l("They said what difference it made"),
}


@page.get("/how-far")
def show() -> ResponseReturnValue:
    now, after = transaction.now(), paging.after()
    languages.with_years()  # it may be printed, and lie beside another one
    with transaction.reading() as db:
        reached = how_far.steps(db, g.staff, now)
        found = how_far.nothing_after(db, g.staff, now, after, PAGE + 1)
        rows = [_row(db, one) for one in found[:PAGE]]
    return render_template(
        "worker/how_far.html",
        first=languages.day(now - YEAR),
        today=languages.day(now),
        reached=[(str(STEPS[step]), count) for step, count in reached.items()],
        rows=rows,
        is_first=after is None,
        next_url=_next_url(found),
    )


def _row(db, one: NothingAfter) -> tuple[NothingAfter, str, str, str]:
    lacks = [] if one.is_decided else [_("No decision")]
    lacks += [] if one.is_acted else [_("Nothing done")]
    stage = meeting_words.kind(one.point.stage)
    return one, story.title_of(db, one.point), f"{stage}, {languages.day(one.point.said_at)}", "; ".join(lacks)


def _next_url(found: list[NothingAfter]) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1].point
    return url_for("worker.how_far.show", after=paging.place_of(last.said_at, last.id))
