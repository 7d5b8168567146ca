"""Actions because of a point: who does what by when, and with what result it ended."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from feedback_app.loop import actions, journal, promises, scope
from feedback_app.loop.actions import ToDo
from feedback_app.loop.questions import Option
from feedback_app.web import fields, transaction
from feedback_app.worker import meeting_words, story, voice

page = Blueprint("action", __name__)
LONGEST = 500
LACKS = {
    ("what", "needed"): _l("Write what is to be done"),
    ("what", "long"): _l("Say it in 500 letters or fewer"),
    ("owner_agency", "choose"): _l("Choose the agency that does it"),
    ("owner_id", "choose"): _l("Choose somebody in your service, or nobody"),
    ("due", "needed"): _l("Give the day by when it is done"),
    ("due", "past"): _l("Give a day that is still to come"),
    ("due", "date"): _l("Give the day as a date"),
    ("state", "choose"): _l("Choose how it stands now"),
    ("result", "needed"): _l("Say what came of it, or why it was stopped"),
    ("result", "long"): _l("Say it in 500 letters or fewer"),
}


@page.get("/point/<point_id>/action")
def show(point_id: str) -> ResponseReturnValue:
    return _render(point_id, {"what": "", "owner_agency": "", "owner_id": g.staff.id, "due": ""}, [])


@page.post("/point/<point_id>/action")
def agree(point_id: str) -> ResponseReturnValue:
    now = transaction.now()
    today = promises.in_london(now).date()
    raw = {name: fields.line(name, 40) for name in ("owner_agency", "owner_id", "due")} | {"what": fields.words("what")}
    due, found = _due()
    found += [("what", "long")] if len(raw["what"]) > LONGEST else []
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        to_do = ToDo(raw["what"], raw["owner_agency"], raw["owner_id"], due)
        wrong_days = {name for name, _why in found}
        found += [one for one in actions.lacks(db, g.staff, point, to_do, today) if one[0] not in wrong_days]
        is_gone = point.is_taken_back or (not found and story.is_forgotten(db, point.participant_id))
        is_there = not is_gone and actions.agreed(db, g.staff, point, to_do)  # a second press changes nothing
        if not (found or is_gone or is_there):
            made = actions.agree(db, g.staff, point, to_do, now, today)
            db.flush()
            journal.record(db, now, g.staff.id, "agree", "action", made.id)
    if is_gone:
        return voice.has_moved(point, "what")
    if found:
        order = list(LACKS)
        problems = [(one[0], str(LACKS[one])) for one in sorted(found, key=order.index)]
        return _render(point_id, raw, problems), 422
    return voice.back_to(point, "agreed")


@page.post("/action/<action_id>")
def move(action_id: str) -> ResponseReturnValue:
    now = transaction.now()
    state, result = fields.line(f"state-{action_id}", 40), fields.words(f"result-{action_id}")
    with transaction.writing() as db:
        action, point = actions.one(db, g.staff, action_id) or abort(404)
        is_gone = story.is_forgotten(db, point.participant_id)
        has_ended = action.state in actions.ENDED or point.is_taken_back or is_gone
        if has_ended and not is_gone and (action.state, actions.opened(db, action).result) == (state, result):
            return voice.back_to(point, "moved")  # a second press changes nothing
        found = [] if has_ended else actions.move_lacks(action, state, result)
        found += [("result", "long")] if len(result) > LONGEST else []
        if not found and not has_ended:
            actions.move(db, g.staff, point, action, state, result, now)
            journal.record(db, now, g.staff.id, f"action_{state}", "action", action.id)
    if has_ended:
        return voice.has_moved(point, "result")
    if found:
        problems = [(f"{name}-{action_id}", str(LACKS[name, why])) for name, why in found]
        return voice.render(point.participant_id, problems, {"state": state, "result": result}), 422
    return voice.back_to(point, "moved")


def _due() -> tuple[date | None, list[tuple[str, str]]]:
    try:
        return fields.day("due"), []
    except ValueError:
        return None, [("due", "date")]


def _render(point_id: str, raw: dict[str, str], problems: list[tuple[str, str]]) -> str:
    with transaction.writing() as db:  # their words stand beside the form
        point = scope.point(db, g.staff, point_id) or abort(404)
        journal.record(db, transaction.now(), g.staff.id, "open", "participant", point.participant_id)
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        shown = story.one_point(db, point)
        if shown.words is None:
            on = redirect(url_for("worker.voice.show", participant_id=point.participant_id), 303)
            abort(on)  # whatever status its caller gives the page
        owners = [Option(one.id, one.first_name) for one in actions.may_own(db, g.staff, point)]
    return render_template(
        "worker/action.html",
        shown=shown,
        person=point.participant,
        raw=raw,
        problems=problems,
        wrong=dict(reversed(problems)),
        owners=owners,
        agencies=meeting_words.agencies(),
        today=promises.in_london(transaction.now()).date().isoformat(),
    )
