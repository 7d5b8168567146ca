"""What the person says to us: not sorted, you got me right, nobody told me, and what difference it made."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from feedback_app.checkin import my_page, my_reply
from feedback_app.checkin.who_is_back import only_back
from feedback_app.loop import partnership, pulses, sessions, told
from feedback_app.loop.questions import Form
from feedback_app.web import fields, lent, session, transaction

page = Blueprint("verdict", __name__)


@page.get("/back/reply/<reply_id>/pulse")
def show(reply_id: str) -> ResponseReturnValue:
    """The questions alone, of a reply that was told face to face; any other has them under it."""
    visit = only_back()
    my_page.set_page_clock()
    with transaction.reading() as db:
        point, reply = my_reply.had_reply(db, visit, reply_id)
        if not reply.in_person_only:
            return redirect(f"/back/reply/{reply_id}", 303)
        return render_template(
            "checkin/verdict.html",
            reply=reply,
            title=my_page.title_of(db, point),
            asked=my_reply.pulse_questions(db),
            pulse=pulses.of_reply(db, reply.id),
            thanks=request.args.get("thanks", ""),
        )


@page.post("/back/reply/<reply_id>/pulse")
def give(reply_id: str) -> ResponseReturnValue:
    """On a worker's device that is the end: what was said is not to be seen on it, by Back or by address."""
    here = lent.visit_for(reply_id)
    visit = here or only_back()
    with transaction.writing() as db:
        point, reply = my_reply.had_reply(db, visit, reply_id)
        asked = my_reply.pulse_questions(db)
        said = {name: _one(asked, name) for name in ("difference", "answered", "again")}
        feel = _known(asked, "feel")
        is_anything = any(said.values()) or bool(feel)
        before, was_shown = pulses.of_reply(db, reply.id), fields.is_ticked("shown")
        if before and not was_shown:  # what a page never showed, nobody took back on it
            said = {name: value or getattr(before, name) for name, value in said.items()}
            feel = feel or before.feel
        is_taken_back = before is not None and was_shown and not is_anything
        if is_anything or is_taken_back:
            pulses.give(db, point, reply, transaction.now(), feel=feel, **said)
        if here:
            sessions.close_visit(db, session.visit_token())
    thanks = f"thanks={'pulse' if is_anything else 'back' if is_taken_back else 'nothing'}"
    if here:
        return session.end_visit(redirect(f"/together?{thanks}", 303))
    page_of_it = f"/back/reply/{reply_id}/pulse" if reply.in_person_only else f"/back/reply/{reply_id}"
    return redirect(f"{page_of_it}?{thanks}", 303)


@page.post("/back/reply/<reply_id>/not-sorted")
def not_sorted(reply_id: str) -> ResponseReturnValue:
    visit = lent.visit_for(reply_id) or only_back()
    with transaction.writing() as db:
        point, reply = my_reply.had_reply(db, visit, reply_id)
        promised = partnership.promises_from(db, point.service_id)
        told.say_not_sorted(db, point, transaction.now(), promised)
        in_their_list = f"/back/replies#point-{point.id}"
    return redirect(in_their_list if reply.in_person_only else f"/back/reply/{reply_id}?thanks=not-sorted", 303)


@page.post("/back/point/<point_id>/understood")
def understood(point_id: str) -> ResponseReturnValue:
    visit = only_back()
    with transaction.writing() as db:
        point = my_page.own_point(db, visit, point_id)
        is_right = fields.is_ticked("right")
        if not is_right or fields.line("of", 20) == my_page.which(point):  # nobody says yes to what came since
            told.say_understood(db, point, is_right, transaction.now())
    return redirect(f"/back/replies#point-{point_id}" if is_right else f"/back/point/{point_id}/meant", 303)


@page.post("/back/told/<receipt_id>")
def confirm(receipt_id: str) -> ResponseReturnValue:
    """Whether a worker told them, as the worker says."""
    visit = only_back()
    with transaction.writing() as db:
        point_id = told.confirm(db, visit.participant_id, receipt_id, fields.line("told"), transaction.now())
        if point_id is None:
            raise NotFound
        my_page.own_point(db, visit, point_id)  # where that stays shut, nothing of it is kept
    return redirect(f"/back/replies#point-{point_id}", 303)


def _known(asked: Form, question_id: str) -> list[str]:
    """The values tapped that the question really has; anything else was never ours."""
    question = next(one for one in asked.questions if one.id == question_id)
    return [value for value in fields.tapped(question_id) if value in question.values]


def _one(asked: Form, question_id: str) -> str | None:
    return next(iter(_known(asked, question_id)), None)
