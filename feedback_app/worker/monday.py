"""Monday morning: one screen for a manager, before the first visit."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from feedback_app.loop import mondays, questions, scope, told
from feedback_app.loop.questions import PULSE
from feedback_app.web import languages, transaction
from feedback_app.worker import in_words, inbox, second_reader, team, to_read

page = Blueprint("monday", __name__)


@page.get("/monday")
def show() -> ResponseReturnValue:
    if g.staff.role not in scope.MANAGERS:
        abort(404)
    now = transaction.now()
    with transaction.reading() as db:
        found = mondays.morning(db, g.staff, now)
        had = told.had_the_last(db, [point.id for point in found.came_in])
        worse = in_words.differences(db, questions.newest_version(db, PULSE).id)["worse"]
        return render_template(
            "worker/monday.html",
            since=languages.day(found.since),
            came_in=[inbox.of_point(db, point, now, is_had=point.id in had) for point in found.came_in],
            came_back=inbox.rows_of(db, found.came_back, now),
            worse=[
                inbox.of_point(db, point, now, due=None, difference=f"{worse}: {languages.day(pulse.at)}")
                for point, pulse in found.worse
            ],
            to_read=to_read.of_team(db, g.staff),
            held=second_reader.rows_to_read(db),
            away=[team.away_row(one, now) for one in found.away],
            nobodys=inbox.rows_of(db, found.nobodys, now),
            in_all=found.in_all,
        )
