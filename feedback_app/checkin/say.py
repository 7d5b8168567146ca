"""The check-in at /q/…: the honest ask, the questions, check your words, send. One GET, one POST."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.checkin import answers, blank, first_screen, help, together, ways
from feedback_app.checkin.answers import Typed
from feedback_app.loop import exactly_once, invitations, kept_check_ins, meeting_days, questions, to_send
from feedback_app.loop.exactly_once import SaidOtherwise
from feedback_app.loop.invitations import TOGETHER, Invitation
from feedback_app.loop.point_making import LONGEST_ANSWER
from feedback_app.loop.questions import Form, Question
from feedback_app.loop.return_codes import TooBusy
from feedback_app.loop.sending import Sending
from feedback_app.loop.to_send import ToSend
from feedback_app.web import (
    errors,
    fields,
    form_token,
    headers,
    languages,
    look,
    session,
    static_files,
    throttle,
    transaction,
)
from feedback_app.web.gate import own_token

page = Blueprint("say", __name__)
OF_MEETINGS = ("meeting", TOGETHER)


@page.get("/q/<slug>")
@page.get("/Q/<slug>")
def show(slug: str) -> ResponseReturnValue:
    key = (invitations.plain_slug(slug), languages.chosen(), look.chosen(), languages.is_kept())
    if not session.visit_token() and (found := blank.kept(key)):
        return found.answer(form_token.of_check_in(found.invitation_id))
    invitation = _find(slug)
    if invitation is None or invitation.state(transaction.now()) != "open":
        return _gone(invitation)
    if (is_joined := bool(joins(invitation))) or invitation.kind == TOGETHER:
        token = form_token.of_check_in(invitation.id)
        return _render(invitation, Typed(), token, joined=is_joined)
    made = _render(invitation, Typed(), blank.PLACE)
    fresh = blank.keep(key, blank.make(made, headers.of_this_page(), invitation.id))
    return fresh.answer(form_token.of_check_in(invitation.id))


@page.post("/q/<slug>")
@page.post("/Q/<slug>")
@own_token
def send(slug: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        invitation = to_send.find_to_send(db, slug)
    if invitation is None or invitation.state(transaction.now()) == "revoked":
        return _gone(invitation)
    form, after = _asked(invitation)
    typed = answers.read(form, after)
    client_id = form_token.client_id(request.form.get("token", ""), invitation.id)
    is_apart = _joins_no_more(invitation, client_id)
    if client_id is None or is_apart:
        old = _("This page was open for a long time. Nothing is lost. Please press Send again.")
        apart = _("You get five new words for it. They open only what you say now.")
        typed.problems.insert(0, ("main", f"{old} {apart}" if is_apart else old))
    if typed.problems or client_id is None:
        return _again(invitation, typed, client_id or "", 422)
    if not throttle.let_in(*throttle.sends_from(throttle.near())):
        typed.problems.append(("main", _("Please wait a minute. Then press Send again.")))
        return _again(invitation, typed, client_id, 429)
    return _send_once(invitation, form, typed, client_id)


def _send_once(invitation: ToSend, form: Form, typed: Typed, client_id: str) -> ResponseReturnValue:
    sending = Sending(
        client_id=client_id,
        invitation=invitation,
        form=form,
        language=languages.chosen(),
        given=typed.given,
        choices=typed.choices,
        age_band=typed.age_band,
        participant_id=joins(invitation) or invitation.group_participant_id,
        channel="together" if invitation.kind == TOGETHER else "own_phone",
    )
    try:
        sent = exactly_once.send(transaction, transaction.keys(), sending, transaction.now(), invitation.promised)
    except SaidOtherwise:
        already = _("You sent this page before. If you press Send again, it is kept as a new one.")
        typed.problems.append(("main", already))
        return _again(invitation, typed, "", 409)
    except TooBusy:
        busy = _("A lot of people are sending right now. Nothing is lost. Please press Send again.")
        typed.problems.append(("main", busy))
        return _again(invitation, typed, client_id, 503)
    except transaction.Away:
        away = _("We can't keep it right now. It is not your fault. Nothing is lost. Wait one minute. Then press Send.")
        typed.problems.append(("main", away))
        return _again(invitation, typed, client_id, 503)
    return session.begin_visit(redirect("/sent", 303), sent.visit_token or "")


def joins(invitation: Invitation | ToSend) -> str | None:
    """The participant who came back with their words first, if they may speak on this invitation."""
    visit = session.visit("back")
    if visit is None or visit.audience != invitation.audience or invitation.kind == TOGETHER:
        return None
    return visit.participant_id


def _joins_no_more(invitation: ToSend, client_id: str | None) -> bool:
    """They read that it joins what they said before, and their visit ended while they wrote; it has not gone before."""
    if not fields.is_ticked("joined") or joins(invitation):
        return False
    with transaction.reading() as db:
        return client_id is None or exactly_once.claim_of(db, transaction.keys(), client_id) is None


def _again(invitation: ToSend, typed: Typed, client_id: str, status: int) -> ResponseReturnValue:
    token = form_token.of_check_in(invitation.id, client_id)
    whole = _find(invitation.slug)
    if whole is None:
        return _gone(None)
    made = _render(whole, typed, token, joined=bool(joins(whole)))
    return made, status, {"Retry-After": "10"} if status in (429, 503) else {}


def _render(invitation: Invitation, typed: Typed, token: str, joined: bool = False) -> str:
    form, after = _asked(invitation)
    g.canonical_path = f"/q/{invitations.in_groups(invitation.slug)}"
    g.audience = invitation.audience
    g.inline_style = "" if look.has_styles() else static_files.files().text("first.css")
    return render_template(
        "checkin/say.html",
        form=form,
        form_language=languages.tag_if_other(form.language),
        after=after,
        typed=typed,
        token=token,
        joined=joined,
        keeps=invitation.kind in kept_check_ins.KINDS and ("joined" if joined else "new"),
        field_id=answers.field_id,
        forms=ways.forms(),
        most=LONGEST_ANSWER,
        first=first_screen.of(invitation),
        is_moved=_news(invitation) == meeting_days.MOVED,
        ours=help.our_numbers(),
        talk_url="#numbers",
        closes_after=together.minutes(invitation),
        inline_css=first_screen.css(g.inline_style),
        action=f"{g.canonical_path}?lang={languages.chosen()}",
    )


def _find(slug: str) -> Invitation | None:
    with transaction.reading() as db:
        return invitations.find(db, slug)


def _asked(invitation: Invitation | ToSend) -> tuple[Form, tuple[Question, ...]]:
    language = languages.chosen()
    with transaction.reading() as db:
        form = questions.form_of(db, invitation.question_set_id, language)
    return form, questions.choices_after(invitation.kind, invitation.audience, language)


def _news(invitation: Invitation | ToSend) -> str:
    """That the meeting of this card was called off, or moved; empty for every other link."""
    if invitation.kind not in OF_MEETINGS:
        return ""
    with transaction.reading() as db:
        return meeting_days.of_card(db, invitation.id)


def _gone(invitation: Invitation | ToSend | None) -> ResponseReturnValue:
    """Unknown, expired or revoked: what happened, what to do, and whatever was typed."""
    state = (_news(invitation) or invitation.state(transaction.now())) if invitation else "unknown"
    typed = answers.read(*_asked(invitation)) if invitation and request.method == "POST" else Typed()
    made = render_template(
        "checkin/gone.html",
        state=state,
        is_unsent=request.method == "POST",
        wrote=[one.words for one in typed.given.values() if one.words] if invitation else errors.written(),
        drew=[one.drawing for one in typed.given.values() if one.drawing],
    )
    return made, 404 if state == "unknown" else 410
