"""How we read a point: what kind, whom it is about, which themes. Beside what they tapped, and never in its place."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, journal, our_readings, points, scope
from feedback_app.loop.our_readings import OurReading
from feedback_app.loop.questions import Option
from feedback_app.web import fields, transaction
from feedback_app.worker import beside, in_words, story, voice

page = Blueprint("our_reading", __name__)
LACKS = {
    ("kind", "choose"): _l("Choose what kind it is from the list"),
    ("level", "choose"): _l("Choose whom it is about from the list"),
    ("themes", "choose"): _l("Choose themes from the list"),
}


@page.get("/point/<point_id>/reading")
def show(point_id: str) -> ResponseReturnValue:
    return _render(point_id, None, [])


@page.post("/point/<point_id>/reading")
def keep(point_id: str) -> ResponseReturnValue:
    now, read = transaction.now(), typed()
    found = our_readings.lacks(read)
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        if point.is_taken_back:
            return voice.back_to(point, "")
        if not found and our_readings.of(db, point) != read:  # a second press changes nothing
            our_readings.keep(db, point, read)
            journal.record(db, now, g.staff.id, "read_as", "point", point.id)
    if found:
        return _render(point_id, read, [(one[0], str(LACKS[one])) for one in found]), 422
    return voice.back_to(point, "read_as")


def typed() -> OurReading:
    return OurReading(fields.line("kind", 40), fields.line("level", 40), tuple(sorted(fields.tapped("themes"))))


def options() -> dict[str, list[Option]]:
    """What may be chosen, in the words of the desk."""
    themes = [Option(one, in_words.theme(one)) for one in content.values_of("themes")]
    return {"kind": in_words.options(in_words.KINDS), "level": in_words.options(beside.LEVELS), "themes": themes}


def _render(point_id: str, read: OurReading | None, problems: list[tuple[str, str]]) -> str:
    with transaction.writing() as db:  # their words stand beside the form
        point = scope.point(db, g.staff, point_id) or abort(404)
        journal.record(db, transaction.now(), g.staff.id, "open", "participant", point.participant_id)
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        if point.is_all_gone:
            abort(voice.back_to(point, ""))  # whatever status its caller gives the page
        shown, read = story.one_point(db, point), read or our_readings.of(db, point)
        tapped = [in_words.theme(one.theme) for one in points.themes_of(db, point.id) if one.by == our_readings.PERSON]
    return render_template(
        "worker/our_reading.html",
        shown=shown,
        person=point.participant,
        tapped=[shown.kind, *tapped],
        typed=read,
        options=options(),
        problems=problems,
        problem=dict(problems),
    )
