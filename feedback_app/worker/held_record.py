"""A second reader's word on the record of a meeting with a marked parent: they may read it, or it stays with us."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from feedback_app.loop import held_records, journal
from feedback_app.web import fields, transaction
from feedback_app.worker import meeting

page = Blueprint("held_record", __name__)


@page.post("/meeting/<meeting_id>/second-reader")
def say(meeting_id: str) -> ResponseReturnValue:
    now, how = transaction.now(), fields.line("how", 20)
    with transaction.writing() as db:
        held = held_records.of_meeting(db, meeting.own(db, meeting_id).id) or abort(404)
        if held.waits:  # a second press changes nothing
            if not held_records.may_end(db, held, g.staff) or how not in held_records.ENDS:
                abort(404)
            held_records.end(db, held, g.staff, how, now)
            journal.record(db, now, g.staff.id, f"record_{how}", "meeting", meeting_id)
    return redirect(url_for("worker.meeting.show", meeting_id=meeting_id, did=held.ended_how), 303)
