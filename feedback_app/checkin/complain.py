"""A complaint about a service, from any reply: a point of its own, and the formal ways beside it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from feedback_app.checkin import help, my_page, stays_shut
from feedback_app.checkin.who_is_back import only_back
from feedback_app.loop import check_ins, content, exactly_once, partnership, points, promises, questions, room
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import TOGETHER
from feedback_app.loop.point_making import LONGEST_ANSWER
from feedback_app.loop.questions import COMPLAINT, Question
from feedback_app.loop.sending import NOT_MY_WORKER, Given, Sending
from feedback_app.loop.sessions import Here
from feedback_app.web import fields, form_token, languages, lent, session, throttle, transaction
from feedback_app.web.transaction import Db

page = Blueprint("complain", __name__)
WHO_SEES = "c-who_sees"


@page.get("/back/complain")
def show() -> ResponseReturnValue:
    if session.visit("back") is None and not lent.is_here():
        return _without_words()
    return _page(only_back(), "", "")


@page.post("/back/complain")
def send() -> ResponseReturnValue:
    visit = only_back()
    typed = fields.words("complaint")
    if not typed:
        return _page(visit, typed, _("Please write what went wrong."))
    if room.is_over(typed, LONGEST_ANSWER):
        return _page(visit, typed, _("This is too long. Please make it shorter."))
    with transaction.reading() as db:
        latest, choice, usual = _before(db, visit)
        form = questions.form_of(db, latest.question_set_id, languages.chosen())
        promised = partnership.promises_from(db, latest.invitation.service_id)
    client_id = form_token.client_id(request.form.get("client", ""), latest.invitation_id)
    if client_id is None:
        return _page(visit, typed, _("This page was open for a long time. Please send it again."))
    if not throttle.let_in(*throttle.sends_from(throttle.near())):
        return _page(visit, typed, _("Please wait a minute. Then press Send again."), 429)
    who_sees = "".join(fields.tapped(WHO_SEES)[:1])
    who_sees = who_sees if who_sees in choice.values else usual
    sending = Sending(
        client_id=client_id,
        invitation=latest.invitation,
        form=replace(form, questions=(COMPLAINT,)),
        language=languages.chosen(),
        given={COMPLAINT.id: Given(words=typed)},
        choices={"who_sees": who_sees, "hear_back": latest.hear_back},
        participant_id=visit.participant_id,
    )
    try:
        sent = exactly_once.send(
            transaction, transaction.keys(), sending, transaction.now(), promised, shows_words=False
        )
    except exactly_once.SaidOtherwise:
        return _page(visit, typed, _("You sent this page before. Press Send to send this one too."))
    with transaction.reading() as db:
        mine = points.of_participant(db, visit.participant_id)
    made = next((one.id for one in mine if one.check_in_id == sent.check_in_id), "")
    return redirect(f"/back/replies#point-{made}", 303)


def _without_words() -> ResponseReturnValue:
    """Most who come by the notice never had words: they are told the other ways, and how to write it here."""
    with transaction.reading() as db:
        whole = partnership.ours(db)
    ways = content.local(whole.complaints, languages.chosen()) if whole else None
    return render_template("checkin/complain_without_words.html", other_ways=ways)


def _page(visit: Here, typed: str, problem: str, status: int = 422) -> ResponseReturnValue:
    my_page.set_page_clock(holds_words=True)
    g.canonical_path = "/back/complain"
    with transaction.reading() as db:
        latest, choice, usual = _before(db, visit)
        whole = partnership.ours(db)
        if whole is None:
            raise NotFound
        service = latest.invitation.service
        promised = partnership.promises_from(db, service.id)
    read_by = promises.read_by(latest.invitation.hear_back_by, transaction.now(), promised)
    made = render_template(
        "checkin/complain.html",
        typed=typed,
        errors=[("complaint", problem)] if problem else [],
        client=form_token.of_check_in(latest.invitation_id),
        other_ways=content.local(whole.complaints, languages.chosen()),
        readers=content.local(service.name, languages.chosen()).text,
        read_by=languages.day(read_by),
        choice=choice,
        chosen="".join(fields.tapped(WHO_SEES)[:1]) or usual,
        ours=help.our_numbers(),
        talk_url="#numbers",
    )
    return made, status if problem else 200


def _before(db: Db, visit: Here) -> tuple[CheckIn, Question, str]:
    """Their last check-in, and who may read a complaint unless they say otherwise.

    Not their worker, where they have one: a complaint may well be about that one, and it is the same for everybody,
    so it tells nothing of what was said. Else as they said last, or the fewest readers where their words open nothing.
    """
    said = stays_shut.open_check_ins(db, visit)
    if said:
        chosen = next((one for one in said if one.who_sees == NOT_MY_WORKER), said[0])
        choice = _who_may_read(chosen)
        return said[0], choice, NOT_MY_WORKER if NOT_MY_WORKER in choice.values else chosen.who_sees
    shut = check_ins.of_participant(db, visit.participant_id)
    latest = next((one for one in shut if one.invitation.service_id == visit.service_id), None)
    if latest is None:
        raise NotFound
    choice = _who_may_read(latest)
    return latest, choice, choice.options[0].value


def _who_may_read(chosen: CheckIn) -> Question:
    """The choice as their card has it. Together, their worker sat beside them; here, nobody does."""
    kind = "personal" if chosen.invitation.kind == TOGETHER else chosen.invitation.kind
    after = questions.choices_after(kind, chosen.invitation.audience, languages.chosen())
    return next(one for one in after if one.id == "who_sees")
