"""Signing in with e-mail and password, the first of two steps; and signing out."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import journal, sessions, staff
from feedback_app.loop.staff import Staff
from feedback_app.web import fields, session, throttle, transaction

page = Blueprint("sign_in", __name__)
# only our own staff pages: never another site, and never "//", which browsers read as one
_OURS = re.compile(r"/(work|lead|privacy-desk|setup)(/[\w.~-]+)*/?(\?[\w.~%&=+-]*)?", re.ASCII)


@page.get("")
def show() -> ResponseReturnValue:
    here = session.desk()
    if here is not None and here.second_step_at is not None:
        return redirect(safe_next() or url_for("account.home.show"))
    return _render(email="", problem="")


@page.post("")
def enter() -> ResponseReturnValue:
    email = fields.line("email", 254)
    buckets = throttle.sign_ins_to(staff.plain(email))  # in one form, or each way to write it would have its own
    if throttle.is_full(*buckets):
        return _render(email, _("There were a lot of tries. Wait one minute, then try again.")), 429
    # the password as it was typed: a space at its end may be meant
    person = _whoever_has(email, request.form.get("password", ""))
    if person is None:
        throttle.count(*buckets)
        return _render(email, _("That e-mail and password don't go together")), 422
    with transaction.writing() as db:
        sessions.close_staff(db, session.staff_token())
        token = sessions.open_for_staff(db, person, transaction.now(), second_step=False)
    answer = redirect(url_for("account.two_step.show", next=safe_next()), 303)
    return session.begin_desk(answer, token)


@page.post("/out")
def leave() -> ResponseReturnValue:
    """Ends the session on the server, so that a copied cookie ends with it; or all of theirs, for a lost device."""
    here = session.desk()
    with transaction.writing() as db:
        sessions.close_staff(db, session.staff_token())
        if here is not None and here.second_step_at is not None and fields.is_ticked("everywhere"):
            sessions.close_all_of(db, here.staff_id)
        if here is not None:
            journal.record(db, transaction.now(), here.staff_id, "sign_out", "staff", here.staff_id)
    return session.end_desk(redirect(url_for("account.sign_in.show"), 303))


def safe_next() -> str | None:
    """Where they were going, if that is a page of ours."""
    wanted = request.values.get("next", "")[:300]
    return wanted if _OURS.fullmatch(wanted) else None


def _whoever_has(email: str, password: str) -> Staff | None:
    with transaction.reading() as db:
        person = staff.with_password(db, email, password)
    if person is None:  # the same line for an unknown e-mail as for a wrong password
        with transaction.writing() as db:
            journal.record(db, transaction.now(), None, "sign_in_refused", "sign_in", "-")
    return person


def _render(email: str, problem: str) -> str:
    problems = [("email", problem)] if problem else []
    return render_template("account/sign_in.html", email=email, problems=problems, next=safe_next())
