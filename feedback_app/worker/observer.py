"""Writing down what an observer saw at a meeting: a third account, kept apart from the record."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import journal, observers
from feedback_app.loop.meetings import Meeting
from feedback_app.loop.observers import Saw
from feedback_app.web import fields, transaction
from feedback_app.worker import meeting, meeting_words

page = Blueprint("observer", __name__)
LONGEST = 4000
LACKS = {
    "observer": _l("Choose who watched"),
    "route": _l("Choose how they were heard"),
    "discussed": _l("Choose whether it was talked about"),
}


@page.get("/meeting/<meeting_id>/observer")
def show(meeting_id: str) -> ResponseReturnValue:
    return _render(meeting_id, Saw(), [])


@page.post("/meeting/<meeting_id>/observer")
def keep(meeting_id: str) -> ResponseReturnValue:
    now, account = transaction.now(), fields.words("account")
    codes = {name: fields.line(name, 40) for name in LACKS}
    saw = Saw(**codes, account=account)
    problems = [(name, str(LACKS[name])) for name, _why in observers.lacks(saw)]
    if len(account) > LONGEST:
        problems.append(("account", _("This is too long by %(over)s letters", over=len(account) - LONGEST)))
    with transaction.writing() as db:
        mine = _held(db, meeting_id)
        if not problems and not observers.is_written(db, g.staff, mine, saw):  # a second press changes nothing
            made = observers.write(db, g.staff, mine, saw, now)
            journal.record(db, now, g.staff.id, "observe", "meeting", made.meeting_id)
    if problems:
        return _render(meeting_id, saw, problems), 422
    return redirect(url_for("worker.meeting.show", meeting_id=meeting_id, did="observed") + "#observed", 303)


def _held(db, meeting_id: str) -> Meeting:
    """Nobody saw a meeting that was called off, or is still to come."""
    mine = meeting.own(db, meeting_id)
    return mine if meeting.may_have_been_seen(mine) else abort(404)


def _render(meeting_id: str, saw: Saw, problems: list[tuple[str, str]]) -> str:
    with transaction.reading() as db:
        mine = _held(db, meeting_id)
    return render_template(
        "worker/observer.html",
        meeting=mine,
        kind=meeting_words.kind(mine.kind),
        saw=saw,
        problems=problems,
        wrong=dict(problems),
        words=meeting_words,
    )
