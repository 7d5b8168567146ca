"""One thing passed on, for both sides: taken on or not and why, taken back, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import (
    journal,
    partnership,
    pass_ons,
    passed_answers,
    passing_on,
    points,
    promises,
    replies,
    scope,
)
from feedback_app.loop.pass_ons import PassOn, state
from feedback_app.loop.points import NotAllowed
from feedback_app.web import fields, local, transaction
from feedback_app.worker import in_words, passed_words, pressed_again, story, tell, to_copy

page = Blueprint("passed", __name__)
LONGEST, LONGEST_ROLE = 1000, 80
DID = {
    "asked": _l("Passed on. If they don’t take it on in five working days, it is yours again."),
    "accepted": _l("Taken on. They see that, and so does the person once they know that you were asked."),
    "refused": _l("Kept. It is back with those who asked."),
    "taken_back": _l("It is yours again."),
    "answered": _l("Kept. Now the person has to hear it."),
    "told_in_person": _l("Kept: they have had it. Their page asks them whether that is so."),
    "held": _l("Held for a second reader. They see nothing of it until it has been read."),
    "reader": _l("Asked. They see this one reply until they are done; the person’s page says by which day."),
    "translated": _l("Kept beside the original."),
    "told": _l("Sent. They read it when they come back with their words."),
}


@page.get("/passed/<pass_on_id>")
def show(pass_on_id: str) -> ResponseReturnValue:
    return _render(pass_on_id, [])


@page.post("/passed/<pass_on_id>/accept")
def accept(pass_on_id: str) -> ResponseReturnValue:
    def deed(db, one: PassOn, now) -> list:
        passing_on.accept(db, one, g.staff, now, partnership.promises_from(db, g.staff.service_id))
        return []

    return _carry_out(pass_on_id, "accepted", deed)


@page.post("/passed/<pass_on_id>/refuse")
def refuse(pass_on_id: str) -> ResponseReturnValue:
    def deed(db, one: PassOn, now) -> list:
        why = fields.words("refusal")
        _only_from(one, now, "asked")
        if not why:
            return [("refusal", _("Say why you can’t take it on"))]
        if len(why) > LONGEST:
            return [("refusal", _("Say it in %(most)s letters or fewer", most=LONGEST))]
        passing_on.refuse(db, one, g.staff, why, now)
        return []

    inbox = url_for("worker.inbox.show")  # it is no longer theirs to look at
    if pressed_again.is_done(pass_on_id, "refused"):
        return redirect(inbox, 303)
    return _carry_out(pass_on_id, "refused", deed, to=inbox)


@page.post("/passed/<pass_on_id>/take-back")
def take_back(pass_on_id: str) -> ResponseReturnValue:
    def deed(db, one: PassOn, now) -> list:
        _only_sender(one)
        passing_on.take_back(db, one, g.staff, now)
        return []

    return _carry_out(pass_on_id, "taken_back", deed)


@page.post("/passed/<pass_on_id>/answer")
def answer(pass_on_id: str) -> ResponseReturnValue:
    """What came of it: by the receiver to those who asked, or by phone to us."""

    def deed(db, one: PassOn, now) -> list:
        status, text = fields.line("answer_status", 40), fields.words("answer")
        _only_from(one, now, *(("asked", "returned") if one.to_service_id is None else ("accepted",)))
        problems = _what_is_missing(status, text)
        if one.to_service_id is not None:
            if not problems:
                passing_on.answer_sender(db, one, g.staff, status, text, now)
            return problems
        _only_sender(one)
        role = fields.line("role", LONGEST_ROLE)
        on, wrong_day = _day(one, now)
        if not role:
            problems.append(("role", _("Say who told you, by their role and not their name")))
        problems += in_words.too_long("role", LONGEST_ROLE) + wrong_day
        if not problems:
            passing_on.answer_by_phone(db, one, g.staff, status, text, role, on, now)
        return problems

    return _carry_out(pass_on_id, "answered", deed)


@page.post("/passed/<pass_on_id>/told")
def told_them(pass_on_id: str) -> ResponseReturnValue:
    """Whoever wrote the answer told it face to face: the receiver's own page, who can't open the voice."""

    def deed(db, one: PassOn, now) -> list:
        reply = replies.one(db, one.reply_id or "") or abort(404)
        had = tell.read(reply, now)
        if not had.problems:
            had.keep(db, one.point, reply, now)
        return had.problems

    return _carry_out(pass_on_id, "told_in_person", deed)


def own(db, pass_on_id: str) -> PassOn:
    """What one's own service passed on or was passed; any other is not found."""
    return scope.pass_on(db, g.staff, pass_on_id, transaction.now()) or abort(404)


def _only_from(one: PassOn, now, *states: str) -> None:
    """Where a form is no longer on the page, what it lacks is not the matter."""
    if state(one, now) not in states:
        raise NotAllowed(state(one, now))


def _only_sender(one: PassOn) -> None:
    if one.from_service_id != g.staff.service_id:
        abort(404)


def _carry_out(pass_on_id: str, did: str, deed, to: str = "") -> ResponseReturnValue:
    """One deed in one transaction; what can't be done, or not like this, shows the page again with what was typed."""
    now = transaction.now()
    try:
        with transaction.writing() as db:
            one = own(db, pass_on_id)
            if story.is_forgotten(db, one.participant_id):
                raise NotAllowed("forgotten")
            problems = deed(db, one, now)
            if not problems:
                journal.record(db, now, g.staff.id, f"pass_on_{did}", "pass_on", one.id)
    except NotAllowed:
        if not pressed_again.is_done(pass_on_id, did):
            return has_moved(pass_on_id, to_copy.typed("refusal", "answer")), 422
        problems = []
    if problems:
        return _render(pass_on_id, problems), 422
    return redirect(to or url_for("worker.passed.show", pass_on_id=pass_on_id, did=did), 303)


def has_moved(pass_on_id: str, typed: Sequence[str]) -> str:
    """The page as it stands now, with what was typed for how it stood before."""
    return _render(pass_on_id, [("now", str(to_copy.MEANWHILE))], typed)


def _what_is_missing(status: str, text: str) -> list[tuple[str, str]]:
    problems = []
    if status not in pass_ons.ANSWERS:
        problems.append(("answer_status", _("Choose what came of it")))
    if not text:
        problems.append(("answer", _("Write what they did or decided, and why")))
    if len(text) > LONGEST:
        problems.append(("answer", _("Say it in %(most)s letters or fewer", most=LONGEST)))
    return problems


def _day(one: PassOn, now) -> tuple[date, list[tuple[str, str]]]:
    today = promises.in_london(now).date()
    try:
        on = fields.day("on") or today
    except ValueError:
        return today, [("on", _("Give the day as a date"))]
    if not promises.in_london(one.asked_at).date() <= on <= today:
        return today, [("on", _("Give a day between the day you asked and today"))]
    return on, []


def _render(pass_on_id: str, problems: list[tuple[str, str]], copied: Sequence[str] = ()) -> str:
    """The texts are about a person, so the journal says first who looked."""
    now = transaction.now()
    with transaction.writing() as db:
        journal.record(db, now, g.staff.id, "open", "pass_on", own(db, pass_on_id).id)
    with transaction.reading() as db:
        one = own(db, pass_on_id)
        is_receiver = one.to_service_id == g.staff.service_id
        is_gone = story.is_forgotten(db, one.participant_id)
        sent = replies.one(db, one.reply_id) if one.reply_id else None
        texts = None if is_gone else pass_ons.opened(db, one)
        return render_template(
            "worker/passed.html",
            one=one,
            is_receiver=is_receiver,
            state=state(one, now),
            state_words=passed_words.state(one, now, is_receiver),
            sender=passed_words.service(one.from_service),
            receiver=passed_words.to(one),
            by_phone=passed_words.by_phone(one, texts.role) if texts else "",
            outcome=str(passed_words.OUTCOMES.get(one.answer_status, "")),
            outcomes=in_words.options(passed_words.OUTCOMES),
            texts=texts,
            understood=None if is_gone else points.understanding_of(db, one.point),
            shown=story.one_point(db, one.point) if one.shares_words and not is_gone else None,
            kind="" if one.point.is_all_gone else in_words.KINDS[one.point.kind],
            title=story.title_of(db, one.point),
            may_tell=passed_answers.may_tell(db, one, g.staff, now),
            is_known=pass_ons.is_known_to_them(db, one),
            reply_first=local.words_for("statuses", "passed_on"),
            reply=story.one_reply(db, sent, is_gone) if sent else None,
            is_back=pass_ons.is_back(one, now),
            today=promises.in_london(now).date().isoformat(),
            typed=request.form,
            to_copy=copied,
            problems=problems,
            problem=dict(problems),
            did=DID.get(request.args.get("did", ""), ""),
        )
