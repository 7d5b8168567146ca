"""Calling a meeting off, or moving it to another day, before its record is made."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import journal, meeting_days, promises
from feedback_app.loop.points import NotAllowed
from feedback_app.web import fields, transaction
from feedback_app.worker import meeting, to_copy

page = Blueprint("meeting_day", __name__)


@page.post("/meeting/<meeting_id>/called-off")
def call_off(meeting_id: str) -> ResponseReturnValue:
    now = transaction.now()
    if not fields.is_ticked("sure"):
        return meeting.render(meeting_id, [("sure", _("Tick that it is not going ahead"))]), 422
    try:
        with transaction.writing() as db:
            mine = meeting.own(db, meeting_id)
            if meeting_days.call_off(db, mine, now):  # a second press changes nothing
                journal.record(db, now, g.staff.id, "call_off", "meeting", mine.id)
    except NotAllowed:
        return _too_late(meeting_id)
    return redirect(url_for("worker.meeting.show", meeting_id=meeting_id, did="called_off"), 303)


@page.post("/meeting/<meeting_id>/moved")
def move(meeting_id: str) -> ResponseReturnValue:
    now = transaction.now()
    to, problem = _day(promises.in_london(now).date())
    if to is None:
        return meeting.render(meeting_id, [("moved_to", problem)]), 422
    try:
        with transaction.writing() as db:
            mine = meeting.own(db, meeting_id)
            if meeting_days.move(db, mine, to, now):
                journal.record(db, now, g.staff.id, "move", "meeting", mine.id)
    except NotAllowed:
        return _too_late(meeting_id)
    return redirect(url_for("worker.meeting.show", meeting_id=meeting_id, did="moved"), 303)


def _too_late(meeting_id: str) -> ResponseReturnValue:
    return meeting.render(meeting_id, [("now", str(to_copy.MEANWHILE))]), 409


def _day(today: date) -> tuple[date | None, str]:
    to = fields.day_or_none("moved_to")
    if to is None:
        return None, _("Give the new day of the meeting")
    return (None, _("Give a day that is still to come")) if to < today else (to, "")
