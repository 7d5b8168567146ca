"""Whose voice this is: given to a worker of the team, with the person told and asked who may read old words."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import caseload, journal, scope, staff
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.questions import Option
from feedback_app.loop.staff import Staff
from feedback_app.web import fields, transaction

page = Blueprint("assign", __name__)


@page.get("/voice/<participant_id>/worker")
def show(participant_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        return _render(db, _in_scope(db, participant_id), "")


@page.post("/voice/<participant_id>/worker")
def give(participant_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        person = _in_scope(db, participant_id)
        team = _may_have(db, person) or abort(404)
        to = next((one for one in team if one.id == fields.line("to", 30)), None)
        if to is None:
            return _render(db, person, _("Choose who works with them now")), 422
        if to.id != person.worker_id:  # a second press changes nothing
            caseload.assign(db, person, to, g.staff, now)
            journal.record(db, now, g.staff.id, "assign", "participant", person.id)
    return redirect(url_for("worker.assign.show", participant_id=participant_id, did="given"), 303)


def _in_scope(db, participant_id: str) -> Participant:
    """Somebody of one's own service whose voice one may see; anybody else is not found."""
    person = scope.participant(db, g.staff, participant_id) or abort(404)
    return person if person.service_id == g.staff.service_id else abort(404)


def _may_have(db, person: Participant) -> list:
    """A manager gives to anybody of the team who has a desk; a worker gives their own, or takes what is nobody’s."""
    here = g.staff.service_id
    team = [one for one in staff.team_of(db, here) if scope.may_work_with(one, here)]
    if g.staff.role in scope.MANAGERS or person.worker_id == g.staff.id:
        return team
    return [one for one in team if one.id == g.staff.id] if person.worker_id is None else []


def _named(one: Staff, said: list[VoicePoint]) -> str:
    """A first name; with what the person once said of this colleague, as far as who looks may read it."""
    if any(scope.is_named(one, point) for point in said):
        return _("%(name)s (they chose that this one does not read something)", name=one.first_name)
    return one.first_name


def _render(db, person: Participant, problem: str) -> str:
    now_with = staff.one(db, person.worker_id) if person.worker_id else None
    said = scope.voice_of(db, g.staff, person.id) if g.staff.role in scope.MANAGERS else []
    return render_template(
        "worker/assign.html",
        person=person,
        now_with=now_with,
        may_have=[Option(one.id, _named(one, said)) for one in _may_have(db, person)],
        told=caseload.to_tell(db, person.id, transaction.now()),
        problem=problem,
        did=_("Kept. Their page tells them, and asks about old words where there are any for one worker only.")
        if request.args.get("did") == "given"
        else "",
    )
