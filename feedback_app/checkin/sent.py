"""Sent: who will read it and by when, and the five words, shown after a tap until they are kept."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from feedback_app.checkin import together
from feedback_app.checkin.my_page import CLOSED
from feedback_app.loop import check_ins, coming_back, content, partnership, promises, questions, return_codes, sessions
from feedback_app.loop.caseload import ONE_WORKER
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import TOGETHER
from feedback_app.loop.sessions import Here
from feedback_app.web import languages, session, transaction
from feedback_app.web.fields import filled

page = Blueprint("sent", __name__)


@page.get("/sent")
def show() -> ResponseReturnValue:
    visit = session.visit("sent")
    if visit is None:
        return redirect("/back", 303)
    numbers, helper, is_group = _numbers(visit), _helper(visit), _is_of_a_group(visit)
    language = languages.chosen()
    safety = content.of("notices", language)["safety_messages"]
    readers, read_by = _who_and_when(visit)
    places = {"readers": readers, "read_by": languages.day(read_by), "code_words": return_codes.LENGTH}
    return render_template(
        "checkin/sent.html",
        words=return_codes.as_words(numbers, language) if numbers else [],
        digits=return_codes.as_digits(numbers) if numbers else [],
        readers=readers,
        read_by=languages.day(read_by),
        is_read=_is_read(visit),
        after_send=filled(safety["after_send"], places),
        host=current_app.extensions["settings"].host or request.host,
        your_words=filled(safety["your_words"], places),
        helper=helper,
        is_group=is_group,
        closes_after=together.MINUTES_WITH_WORDS if helper else 0,
        idle_seconds=_seconds_left(visit) if numbers and not helper else "",
        ended_url=CLOSED,
    )


@page.post("/sent/kept")
def kept() -> ResponseReturnValue:
    """ "I've kept them": the words go from here at once."""
    visit = session.visit("sent")
    where = "/together" if visit and _helper(visit) else "/goodbye"
    with transaction.writing() as db:
        sessions.close_visit(db, session.visit_token())
    return session.end_visit(redirect(where, 303))


@page.get("/goodbye")
def goodbye() -> ResponseReturnValue:
    return render_template("checkin/goodbye.html")


def _seconds_left(visit: Here) -> int:
    """Of the ten minutes for which the words may stand on a screen."""
    return max(1, int((visit.began_at + sessions.VISIT_IDLE - transaction.now()).total_seconds()))


def _numbers(visit: Here) -> return_codes.Numbers | None:
    text = sessions.words_of(visit, session.visit_token())
    return tuple(map(int, text.split())) if text else None


def _helper(visit: Here) -> str:
    """Whose device this is, when it was done together; else nothing."""
    with transaction.reading() as db:
        invitation = check_ins.one(db, visit.check_in_id or "").invitation
    return invitation.worker.first_name if invitation.kind == TOGETHER and invitation.worker else ""


def _is_read(visit: Here) -> bool:
    """Whether it waits for somebody to read it: taps alone may not, and then no day is promised."""
    with transaction.reading() as db:
        return coming_back.is_read(db, visit.check_in_id or "")


def _is_of_a_group(visit: Here) -> bool:
    """Whether it joined what a whole group said; whoever came to a group's link with words of their own did not."""
    with transaction.reading() as db:
        invitation = check_ins.one(db, visit.check_in_id or "").invitation
    return invitation.group_participant_id == visit.participant_id


def _who_and_when(visit: Here):
    with transaction.reading() as db:
        check_in = check_ins.one(db, visit.check_in_id or "")
        service = partnership.service(db, visit.service_id)
        promised = partnership.promises_from(db, visit.service_id)
    read_by = promises.read_by(check_in.invitation.hear_back_by, check_in.sent_at, promised)
    return _only_one(check_in) or content.local(service.name, languages.chosen()).text, read_by


def _only_one(check_in: CheckIn) -> str:
    """That they picked one worker to read it, in the words they picked; whom they did not want may be looking on."""
    if check_in.who_sees != ONE_WORKER:
        return ""
    invitation = check_in.invitation
    asked = questions.choices_after(invitation.kind, invitation.audience, languages.chosen())
    [who] = [one for one in asked if one.id == "who_sees"]
    return next(option.words for option in who.options if option.value == ONE_WORKER)
