"""A complaint about a service, from any reply: a point of its own, and the formal ways beside it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from feedback_app.checkin import my_page
from feedback_app.loop import check_ins, content, exactly_once, partnership, questions, room
from feedback_app.loop.point_making import LONGEST_ANSWER, Given, Sending
from feedback_app.loop.questions import COMPLAINT
from feedback_app.loop.sessions import Here
from feedback_app.web import fields, form_token, languages, throttle, transaction

page = Blueprint("complain", __name__)


@page.get("/back/complain")
def show() -> ResponseReturnValue:
    return _page(my_page.only_back(), "", "")


@page.post("/back/complain")
def send() -> ResponseReturnValue:
    visit = my_page.only_back()
    typed = fields.words("complaint")
    if not typed:
        return _page(visit, typed, _("Please write what went wrong."))
    if room.is_over(typed, LONGEST_ANSWER):
        return _page(visit, typed, _("This is too long. Please make it shorter."))
    with transaction.reading() as db:
        latest = check_ins.latest(db, visit.participant_id)
        form = questions.form_of(db, latest.question_set_id, languages.chosen())
        promised = partnership.promises_from(db, latest.invitation.service_id)
    client_id = form_token.client_id(request.form.get("client", ""), latest.invitation_id)
    if client_id is None:
        return _page(visit, typed, _("This page was open for a long time. Please send it again."))
    if not throttle.let_in(*throttle.sends_from(throttle.near())):
        return _page(visit, typed, _("Please wait a minute. Then press Send again."), 429)
    sending = Sending(
        client_id=client_id,
        invitation=latest.invitation,
        form=replace(form, questions=(COMPLAINT,)),
        language=languages.chosen(),
        given={COMPLAINT.id: Given(words=typed)},
        choices={"who_sees": latest.who_sees, "hear_back": latest.hear_back},
        participant_id=visit.participant_id,
    )
    try:
        exactly_once.send(transaction, transaction.keys(), sending, transaction.now(), promised, shows_words=False)
    except exactly_once.SaidOtherwise:
        return _page(visit, typed, _("You sent this page before. Press Send to send this one too."))
    return redirect("/back/replies", 303)


def _page(visit: Here, typed: str, problem: str, status: int = 422) -> ResponseReturnValue:
    my_page.set_page_clock()
    with transaction.reading() as db:
        latest = check_ins.latest(db, visit.participant_id)
        ours = partnership.ours(db)
    if latest is None or ours is None:
        raise NotFound
    made = render_template(
        "checkin/complain.html",
        typed=typed,
        errors=[("complaint", problem)] if problem else [],
        client=form_token.of_check_in(latest.invitation_id),
        other_ways=content.local(ours.complaints, languages.chosen()),
    )
    return made, status if problem else 200
