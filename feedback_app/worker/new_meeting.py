"""Planning a meeting that somebody's voice is taken to: of which kind, and on which day."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import journal, meetings, promises, scope
from feedback_app.loop.participants import Participant
from feedback_app.web import fields, transaction
from feedback_app.worker import meeting_words

page = Blueprint("new_meeting", __name__)


@page.get("/voice/<participant_id>/new-meeting")
def show(participant_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        person = scope.participant(db, g.staff, participant_id) or abort(404)
    return _render(person, [])


@page.post("/voice/<participant_id>/new-meeting")
def plan(participant_id: str) -> ResponseReturnValue:
    now, kind = transaction.now(), fields.line("kind", 40)
    held_on, problems = _day()
    if kind not in meetings.kinds():
        problems.insert(0, ("kind", _("Choose which meeting it is")))
    with transaction.writing() as db:
        person = scope.participant(db, g.staff, participant_id) or abort(404)
        if held_on is not None and not problems:
            made = meetings.planned(db, g.staff, person, kind, held_on)
            if made is None:  # a second press changes nothing
                made = meetings.plan(db, g.staff, person, kind, held_on, now)
                db.flush()
                journal.record(db, now, g.staff.id, "plan", "meeting", made.id)
    if problems:
        return _render(person, problems), 422
    did = "planned" if made.held_on > promises.in_london(now).date() else "been"
    return redirect(url_for("worker.meeting.show", meeting_id=made.id, did=did), 303)


def _day() -> tuple[date | None, list[tuple[str, str]]]:
    try:
        held_on = fields.day("held_on")
    except ValueError:
        return None, [("held_on", _("Give the day as a date"))]
    return held_on, [] if held_on else [("held_on", _("Give the day of the meeting"))]


def _render(person: Participant, problems: list[tuple[str, str]]) -> str:
    return render_template(
        "worker/new_meeting.html",
        person=person,
        problems=problems,
        wrong=dict(problems),
        kinds=meeting_words.kinds(),
        kind=fields.line("kind", 40),
        held_on=fields.line("held_on", 40),
    )
