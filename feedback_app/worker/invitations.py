"""The invitations of one's own service: those that are open, by whom they are for, and stopping one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, invitations, journal, partnership, promises, questions, writing_down
from feedback_app.loop.invitations import Invitation
from feedback_app.web import languages, transaction
from feedback_app.worker import in_words

page = Blueprint("invitations", __name__)
NEWEST = 6  # of the cards for one person; the older ones are folded
STATES = {"open": _l("Open"), "expired": _l("Over"), "revoked": _l("Stopped")}
DID = {
    "made": _l("Made. Print it, or hand over the card."),
    "stopped": _l("Stopped. Whoever opens the link is told so kindly, and sent on."),
}


@dataclass(frozen=True)
class Row:
    """One invitation as the list shows it."""

    invitation: Invitation
    kind: str
    audience: str
    asks: str
    ask: list[tuple[str, str]]
    code: str
    state: str
    is_open: bool
    is_for_one: bool
    can_write: bool
    is_new: bool
    is_day_over: bool


@page.get("/invitations")
def show() -> ResponseReturnValue:
    now = transaction.now()
    with transaction.reading() as db:
        workers = writing_down.works_with(db, g.staff, now)
        promised = partnership.promises_from(db, g.staff.service_id)
        rows = [_row(db, one, workers, promised, now) for one in invitations.of_service(db, g.staff.service_id)]
    rows.sort(key=lambda row: not row.is_new)
    cards = [row for row in rows if row.is_open and row.is_for_one]
    return render_template(
        "worker/invitations.html",
        for_everyone=[row for row in rows if row.is_open and not row.is_for_one],
        for_one=cards[:NEWEST],
        older=cards[NEWEST:],
        ended=[row for row in rows if not row.is_open],
        did=DID.get(request.args.get("did", ""), ""),
    )


@page.post("/invitations/<invitation_id>/stop")
def stop(invitation_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        invitation = own(db, invitation_id)
        invitations.revoke(invitation, now)
        journal.record(db, now, g.staff.id, "stop", "invitation", invitation.id)
    return redirect(url_for("worker.invitations.show", did="stopped"), 303)


def own(db, invitation_id: str) -> Invitation:
    """An invitation of one's own service; any other is not found."""
    return invitations.one(db, g.staff.service_id, invitation_id) or abort(404)


def _row(db, invitation: Invitation, workers: frozenset[str], promised: dict[str, int], now) -> Row:
    state = invitation.state(now)
    return Row(
        invitation=invitation,
        kind=str(in_words.INVITATIONS[invitation.kind]),
        audience=str(in_words.AUDIENCES[invitation.audience]),
        asks=questions.form_of(db, invitation.question_set_id, content.FIRST).name,
        ask=in_words.ask_lines(invitation, invitation.hear_back_by),
        code=invitations.in_groups(invitation.slug),
        state=str(STATES[state]),
        is_open=state == "open",
        is_for_one=invitation.kind in invitations.FOR_ONE,
        is_new=invitation.id == request.args.get("at"),
        is_day_over=promises.is_over(invitation.hear_back_by, now, promised),
        can_write=writing_down.may_by_card(g.staff, invitation, workers, now),
    )


def against_hearing_back_by(day: date) -> str:
    """Why nobody can be promised an answer by this day: its work is over. Empty when they can."""
    now = transaction.now()
    with transaction.reading() as db:
        hours = partnership.promises_from(db, g.staff.service_id)
    if not promises.is_over(day, now, hours):
        return ""
    following = promises.in_london(promises.working_days_after(now, 1, hours)).date()
    return _("The work of that day is over. The next working day is %(day)s.", day=languages.day(following))
