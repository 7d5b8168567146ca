"""Two things one person said that are about the same: answered together, or apart again until a reply was written."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import journal, merging, scope
from feedback_app.loop.questions import Option
from feedback_app.web import fields, transaction
from feedback_app.worker import story, to_copy, voice

page = Blueprint("merge", __name__)


@page.get("/point/<point_id>/merge")
def show(point_id: str) -> ResponseReturnValue:
    return _render(point_id, "")


@page.post("/point/<point_id>/merge")
def join(point_id: str) -> ResponseReturnValue:
    now, wanted = transaction.now(), fields.line("into", 30)
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        into = next((one for one in merging.candidates(db, g.staff, point) if one.id == wanted), None)
        if into is not None:
            merging.merge(db, point, into, g.staff, now)
            journal.record(db, now, g.staff.id, "merge", "point", point.id)
    if point.merged_into is None:
        return _render(point_id, _("Choose what it is answered together with")), 422
    if point.merged_into != wanted:  # a colleague was quicker, with another
        return _render(point_id, str(to_copy.MEANWHILE)), 409
    return voice.back_to(point, "merged")


@page.post("/point/<point_id>/part")
def part(point_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        if merging.may_part(db, point):
            merging.part(db, point, g.staff, now)
            journal.record(db, now, g.staff.id, "part", "point", point.id)
    if point.merged_into is not None:
        return _render(point_id, _("A reply was written to both since: they stay together")), 422
    return voice.back_to(point, "parted")


def _render(point_id: str, problem: str) -> ResponseReturnValue:
    with transaction.writing() as db:  # their words stand on this page
        point = scope.point(db, g.staff, point_id) or abort(404)
        journal.record(db, transaction.now(), g.staff.id, "open", "participant", point.participant_id)
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        others = merging.candidates(db, g.staff, point)
        if not problem and not others and point.merged_into is None:
            return redirect(url_for("worker.voice.show", participant_id=point.participant_id), 303)
        into = scope.point(db, g.staff, point.merged_into) if point.merged_into else None
        return render_template(
            "worker/merge.html",
            shown=story.one_point(db, point),
            person=point.participant,
            others=[_option(story.one_point(db, one)) for one in others],
            into=story.one_point(db, into) if into else None,
            may_part=merging.may_part(db, point),
            problem=problem,
        )


def _option(shown: story.OnePoint) -> Option:
    return Option(shown.point.id, shown.words or f"{shown.title} {shown.kind}")
