"""Handing one's own device over: the worker is signed out of it, and one person answers on it."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template
from flask.typing import ResponseReturnValue

from feedback_app.loop import handing_over, invitations, journal, meeting_invitations, sessions, staff
from feedback_app.loop.invitations import FOR_ONE, Invitation
from feedback_app.web import session, transaction
from feedback_app.worker.invitations import own

page = Blueprint("together", __name__)


@page.get("/invitations/<invitation_id>/together")
def show(invitation_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        invitation = _for_one(own(db, invitation_id))
    return render_template("worker/together.html", invitation=invitation)


@page.post("/invitations/<invitation_id>/together")
def hand_over(invitation_id: str) -> ResponseReturnValue:
    """Signs out first: whoever holds the device next must not reach the desk, by Back or by address."""
    now = transaction.now()
    with transaction.writing() as db:
        invitation = _for_one(own(db, invitation_id))
        made = handing_over.hand_over(db, invitation, staff.one(db, g.staff.id), now)
        db.flush()
        meeting_invitations.also_together(db, invitation, made, g.staff, now)
        journal.record(db, now, g.staff.id, "hand_over", "invitation", made.id)
        journal.record(db, now, g.staff.id, "sign_out", "staff", g.staff.id)
        sessions.close_staff(db, session.staff_token())
    return session.end_desk(redirect(f"/q/{invitations.in_groups(made.slug)}", 303))


def _for_one(invitation: Invitation) -> Invitation:
    if invitation.kind not in FOR_ONE or invitation.state(transaction.now()) != "open":
        abort(404)
    return invitation
