"""The second step of signing in: six digits from the authenticator app."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback_app.account.sign_in import safe_next
from feedback_app.loop import journal, sessions, staff
from feedback_app.loop.staff import Staff
from feedback_app.web import fields, languages, look, session, throttle, transaction
from feedback_app.web.transaction import Db

page = Blueprint("two_step", __name__)


@page.get("/code")
def show() -> ResponseReturnValue:
    here = session.desk()
    if here is None:
        return redirect(url_for("account.sign_in.show", next=safe_next()))
    if here.second_step_at is not None:
        return redirect(safe_next() or url_for("account.home.show"))
    return _render("")


@page.post("/code")
def enter() -> ResponseReturnValue:
    here = session.desk()
    if here is None or here.second_step_at is not None:
        return redirect(url_for("account.sign_in.show", next=safe_next()), 303)
    # before looking: tries at the same moment count too
    buckets = throttle.six_digits_of(here.staff_id)
    if not throttle.let_in(*buckets):
        return _render(_wait(throttle.minutes_until_free(*buckets))), 429
    with transaction.writing() as db:
        known = sessions.staff_behind(db, session.staff_token(), transaction.now())
        if known is None:  # the first of two presses is in, and this one goes where it went
            return redirect(url_for("account.sign_in.show", next=safe_next()), 303)
        token = _signed_in(db, known.staff, fields.line("code", 20))
    if token is None:
        wrong = _("That code is not right, or it was used before. Wait for the next one.")
        return _render(wrong), 422
    answer = redirect(safe_next() or url_for("account.home.show"), 303)
    # of somebody who had this device in hand, and left it in a hurry
    return session.begin_desk(look.forget_choice(languages.forget_choice(answer)), token)


def _wait(minutes: int) -> str:
    return ngettext(
        "There were a lot of tries. Wait %(num)d minute, then try again.",
        "There were a lot of tries. Wait %(num)d minutes, then try again.",
        minutes,
    )


def _signed_in(db: Db, person: Staff, code: str) -> str | None:
    """A new session in place of the old one: what was known before the second step is worth nothing."""
    now = transaction.now()
    if not staff.accept_code(db, person, code, now):
        journal.record(db, now, person.id, "sign_in_refused", "staff", person.id)
        return None
    sessions.close_staff(db, session.staff_token())
    journal.record(db, now, person.id, "sign_in", "staff", person.id)
    return sessions.open_for_staff(db, person, now, second_step=True)


def _render(problem: str) -> str:
    problems = [("code", problem)] if problem else []
    return render_template("account/two_step.html", problems=problems, next=safe_next())
