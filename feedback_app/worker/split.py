"""They said more than one thing: which of their own sentences belong together, chosen and never written."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from feedback_app.loop import journal, our_readings, scope, splitting
from feedback_app.loop.questions import Option
from feedback_app.loop.spans import Span
from feedback_app.web import fields, transaction
from feedback_app.worker import our_reading, story, voice

page = Blueprint("split", __name__)
LACKS = {
    ("pieces", "needed"): _l("Tick what belongs together"),
    ("pieces", "all"): _l("Leave something: what you don’t tick stays with the first"),
    ("pieces", "moved"): _l("This was split meanwhile. Tick again"),
    ("pieces", "not_from_here"): _l("This can’t be split now. Read it first, or look at what they said since"),
    **our_reading.LACKS,
}


@page.get("/point/<point_id>/split")
def show(point_id: str) -> ResponseReturnValue:
    return _render(point_id, [])


@page.post("/point/<point_id>/split")
def set_apart(point_id: str) -> ResponseReturnValue:
    now, taken, read = transaction.now(), _taken(), our_reading.typed()
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        if story.is_forgotten(db, point.participant_id):
            abort(404)
        if already := splitting.made_of(db, point, taken):  # a second press changes nothing
            return voice.back_to(already, "split")
        found = [*splitting.lacks(db, point, taken), *our_readings.lacks(read)]
        if not found:
            made = splitting.split(db, point, taken, read, g.staff, now)
            journal.record(db, now, g.staff.id, "split", "point", made.id)
    if found:
        return _render(point_id, [(one[0], str(LACKS[one])) for one in found]), 422
    return voice.back_to(made, "split")


def _taken() -> list[Span]:
    """The places that were ticked, as ``start-end``; what is no place at all is none of the text's."""
    found = []
    for value in fields.tapped("pieces"):
        start, _dash, end = value.partition("-")
        is_place = start.isascii() and end.isascii() and start.isdigit() and end.isdigit() and len(value) < 20
        found.append((int(start), int(end)) if is_place else (0, 0))
    return found


def _render(point_id: str, problems: list[tuple[str, str]]) -> ResponseReturnValue:
    with transaction.writing() as db:  # their words stand on this page
        point = scope.point(db, g.staff, point_id) or abort(404)
        journal.record(db, transaction.now(), g.staff.id, "open", "participant", point.participant_id)
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        pieces = [] if story.is_forgotten(db, point.participant_id) else splitting.pieces(db, point)
        if not problems and (len(pieces) < 2 or not splitting.may_split(point)):
            return redirect(url_for("worker.voice.show", participant_id=point.participant_id), 303)
        title = story.title_of(db, point)
    return render_template(
        "worker/split.html",
        point=point,
        person=point.participant,
        title=title,
        pieces=[Option(f"{start}-{end}", words) for (start, end), words in pieces],
        ticked=request.form.getlist("pieces"),
        typed=our_reading.typed(),
        options=our_reading.options(),
        problems=problems,
        problem=dict(problems),
    )
