"""A link that signs in by itself: on a demonstration only, and not there anywhere else."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature

from feedback_app.loop import journal, sessions, staff
from feedback_app.web import session, transaction

page = Blueprint("demo_link", __name__)
FOR_A_DAY = 86_400


@page.get("/demo/<token>")
def enter(token: str) -> ResponseReturnValue:
    if not current_app.extensions["settings"].is_demo:
        abort(404)
    try:
        staff_id = current_app.extensions["signers"]["demo"].unsign(token, FOR_A_DAY).decode()
    except BadSignature:
        abort(404)
    now = transaction.now()
    with transaction.writing() as db:
        person = staff.one(db, str(staff_id))
        if person is None or person.left_at is not None:
            abort(404)
        journal.record(db, now, person.id, "sign_in", "staff", person.id, "demo link")
        made = sessions.open_for_staff(db, person, now, second_step=True)
    return session.begin_desk(redirect(url_for("account.home.show"), 303), made)
