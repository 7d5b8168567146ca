"""The voices that one worker has, or nobody: also those of which nothing waits any more."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from feedback_app.loop import staff, with_whom
from feedback_app.loop.with_whom import PAGE, Voice
from feedback_app.web import transaction
from feedback_app.worker import in_words, paging

page = Blueprint("voices", __name__)
NOBODY = "nobody"


@page.get("/team/<staff_id>/voices")
def show(staff_id: str) -> ResponseReturnValue:
    after = paging.after()
    with transaction.reading() as db:
        worker = None if staff_id == NOBODY else staff.one(db, staff_id)
        if staff_id != NOBODY and (worker is None or worker.service_id != g.staff.service_id):
            abort(404)
        found = with_whom.voices(db, g.staff, worker.id if worker else None, after, PAGE + 1)
    return render_template(
        "worker/voices.html",
        worker=worker,
        rows=[(one, str(in_words.AUDIENCES[one.person.audience])) for one in found[:PAGE]],
        is_first=after is None,
        first_url=url_for("worker.voices.show", staff_id=staff_id),
        next_url=_next_url(staff_id, found),
    )


def _next_url(staff_id: str, found: list[Voice]) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1]
    place = paging.place_of(last.last_said_at, last.person.id)
    return url_for("worker.voices.show", staff_id=staff_id, after=place)
