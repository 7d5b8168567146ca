"""Hiding a point in our lists: one asks and says why, a second one agrees. Its clocks and its reply go on."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import hiding, journal, room, scope
from feedback_app.loop.points import VoicePoint
from feedback_app.web import fields, transaction
from feedback_app.worker import story, voice

page = Blueprint("hide", __name__)
LONGEST = 500


@page.get("/point/<point_id>/hide")
def show(point_id: str) -> ResponseReturnValue:
    return _render(point_id, "", "")


@page.post("/point/<point_id>/hide")
def ask(point_id: str) -> ResponseReturnValue:
    now, reason = transaction.now(), fields.words("reason")
    problem = "" if reason else _("Say why. The second person reads it")
    if room.is_over(reason, LONGEST):
        problem = _("Say it in %(most)s letters or fewer", most=LONGEST)
    if problem:
        return _render(point_id, reason, problem), 422
    with transaction.writing() as db:
        point = _with_words(db, point_id)
        asked = hiding.of_point(db, point)
        if not point.is_taken_back and asked is None:
            asked = hiding.ask(db, point, g.staff, reason, now)
            journal.record(db, now, g.staff.id, "ask_to_hide", "point", asked.point_id)
        is_kept = asked is not None and asked.asked_by == g.staff.id and hiding.reason_of(db, asked) == reason
    return voice.back_to(point, "asked_to_hide") if is_kept else voice.has_moved(point, "reason")


@page.post("/point/<point_id>/hide/decide")
def decide(point_id: str) -> ResponseReturnValue:
    """The second one's yes or no; never whoever asked, and only a manager or lead."""
    now, is_agreed = transaction.now(), fields.is_ticked("agree")
    with transaction.writing() as db:
        point = _with_words(db, point_id)
        asked = hiding.of_point(db, point)
        may = asked is not None and not point.is_taken_back and hiding.may_decide(asked, g.staff)
        if may:
            hiding.decide(point, asked, g.staff, is_agreed, now)
            journal.record(db, now, g.staff.id, "hide" if is_agreed else "refuse_to_hide", "point", point.id)
        elif asked is not None and asked.decided_at is None:
            abort(404)
    return voice.back_to(point, "hidden" if point.hidden_at else "not_hidden")


@page.post("/point/<point_id>/show-again")
def show_again(point_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        point = _with_words(db, point_id)
        if point.hidden_at is not None or hiding.of_point(db, point) is not None:
            hiding.show_again(db, point, now)
            journal.record(db, now, g.staff.id, "show_again", "point", point.id)
    return voice.back_to(point, "not_hidden")


def _with_words(db, point_id: str) -> VoicePoint:
    point = scope.point(db, g.staff, point_id) or abort(404)
    return abort(404) if story.is_forgotten(db, point.participant_id) else point


def _render(point_id: str, typed: str, problem: str) -> str:
    with transaction.writing() as db:  # their words stand on this page
        point = _with_words(db, point_id)
        journal.record(db, transaction.now(), g.staff.id, "open", "participant", point.participant_id)
    with transaction.reading() as db:
        point = _with_words(db, point_id)
        shown = story.one_point(db, point)
    return render_template(
        "worker/hide.html", shown=shown, person=point.participant, typed=typed, problem=problem, most=LONGEST
    )
