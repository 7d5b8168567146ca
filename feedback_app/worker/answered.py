"""What was answered, newest first, and what people say to it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue

from feedback_app.loop import pulses, questions, told, waiting
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.questions import PULSE
from feedback_app.loop.waiting import PAGE
from feedback_app.web import transaction
from feedback_app.worker import in_words, inbox, paging
from feedback_app.worker.inbox import Row

page = Blueprint("answered", __name__)


@page.get("/answered")
def show() -> ResponseReturnValue:
    after = paging.after()
    with transaction.reading() as db:
        found = waiting.answered(db, g.staff, after, PAGE + 1)
        rows = _rows(db, found[:PAGE], transaction.now())
    return render_template("worker/answered.html", rows=rows, is_first=after is None, next_url=_next_url(found))


def _rows(db, found: list[VoicePoint], now: datetime) -> list[Row]:
    ids = [point.id for point in found]
    said, had = pulses.latest(db, ids), told.had_the_last(db, ids)
    words = in_words.differences(db, questions.newest_version(db, PULSE).id)
    verdicts = {point_id: words.get(one.difference or "", "") for point_id, one in said.items()}
    return [
        inbox.of_point(db, point, now, difference=verdicts.get(point.id, ""), is_had=point.id in had) for point in found
    ]


def _next_url(found: list[VoicePoint]) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1]
    return url_for("worker.answered.show", after=paging.place_of(last.answered_at, last.id))
