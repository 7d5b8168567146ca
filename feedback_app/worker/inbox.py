"""The inbox: what waits, longest against its promise first, and what people said to our replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import pulses, questions, scope
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.questions import PULSE
from feedback_app.web import transaction
from feedback_app.worker import in_words
from feedback_app.worker.in_words import Due

page = Blueprint("inbox", __name__)


@dataclass(frozen=True)
class Row:
    """One waiting point: whose, about which question, what is due. Never a word of what was said."""

    point: VoicePoint
    title: str
    kind: str
    audience: str
    came_by: str
    status: str
    due: Due | None
    difference: str = ""


@page.get("/")
def show() -> ResponseReturnValue:
    after, now = _after(request.args.get("after", "")), transaction.now()
    with transaction.reading() as db:
        found = scope.inbox(db, g.staff, after, scope.PAGE + 1)
        waiting = [_row(db, point, now) for point in found[: scope.PAGE]]
        how_many = scope.how_many_wait(db, g.staff)
        answered = [] if after else _answered(db, now)
    return render_template(
        "worker/inbox.html",
        waiting=waiting,
        how_many=how_many,
        answered=answered,
        is_first=after is None,
        next_url=_next_url(found),
    )


@page.get("/stay")
def stay() -> ResponseReturnValue:
    """Keeps the session: looking at the gate moved its last-seen time."""
    return "", 204


def _answered(db, now):
    found = scope.answered_lately(db, g.staff)
    said = pulses.latest(db, [point.id for point in found])
    form = questions.form_of(db, questions.newest_version(db, PULSE).id, "en")
    words = {
        option.value: option.words
        for question in form.questions
        if question.id == "difference"
        for option in question.options
    }
    return [
        _row(db, point, now, words.get(said[point.id].difference or "", "") if point.id in said else "")
        for point in found
    ]


def _row(db, point, now, difference=""):
    form = questions.form_of(db, point.check_in.question_set_id, "en")
    return Row(
        point=point,
        title=questions.title(form, point.question) or _("A complaint"),
        kind=str(in_words.KINDS[point.kind]),
        audience=str(in_words.AUDIENCES[point.audience]),
        came_by=str(in_words.INVITATIONS[point.check_in.invitation.kind]),
        status=in_words.status(point),
        due=in_words.due(point, now),
        difference=difference,
    )


def _after(typed: str) -> tuple[datetime, str] | None:
    """Where the last page ended, ``<due at>~<id>``; anything else starts from the front."""
    due_at, _tilde, point_id = typed.partition("~")
    try:
        return datetime.fromisoformat(due_at).replace(tzinfo=None), point_id
    except ValueError:
        return None


def _next_url(found: list[VoicePoint]) -> str | None:
    if len(found) <= scope.PAGE:
        return None
    last = found[scope.PAGE - 1]
    return url_for("worker.inbox.show", after=f"{last.due_at.isoformat()}~{last.id}")
