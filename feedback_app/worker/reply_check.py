"""What the server has to say to a reply while it is being written: asked by the composer, kept nowhere."""

from __future__ import annotations

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import plain_words, points, scope
from feedback_app.loop.drafts import TEXTS
from feedback_app.loop.points import VoicePoint
from feedback_app.web import transaction
from feedback_app.worker import composing, story
from feedback_app.worker.composing import Typed

page = Blueprint("reply_check", __name__)


@page.post("/reply/<point_id>/check")
def show(point_id: str) -> ResponseReturnValue:
    """The same rules as before sending. Nothing that the person said is in it, so nobody looked at anything."""
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        theirs = "" if story.is_forgotten(db, point.participant_id) else points.words_of(db, point)
        typed = composing.read(point, theirs=theirs)
    text = typed.draft.whole_text()
    return {
        "stops": [
            message for field, message in typed.problems if field in (*TEXTS, "next_by") and _is_worth(typed, field)
        ],
        "warnings": composing.warnings(typed.draft, theirs) if text else [],
        "ticks": [[str(words), is_so] for words, is_so in four_fs(point, typed)],
    }


def _is_worth(typed: Typed, field: str) -> bool:
    """A box that is still empty is no fault while somebody writes; a day that is missing is said at once."""
    return field == "next_by" or bool(typed.value(field))


def four_fs(point: VoicePoint, typed: Typed) -> list[tuple[str, bool]]:
    """Full, friendly, fast, followed up: whether each is so already."""
    draft, now = typed.draft, transaction.now()
    missing = {field for field, _message in typed.problems}
    text = draft.whole_text()
    is_kind = bool(text) and not typed.is_blocked and plain_words.grade(text) <= plain_words.HIGHEST_GRADE
    is_short = bool(text) and plain_words.word_count(text) <= plain_words.LONGEST_REPLY
    is_pending = draft.status in ("working", "passed_on", "wrong") or bool(draft.next_step)
    return [
        (
            _("Full: what was heard, what was done, and the reason"),
            bool(draft.status) and not missing & {*TEXTS, "status", "reason", "since"},
        ),
        (_("Friendly: plain, short, and blames nobody"), is_kind and is_short),
        (_("Fast: by the day we promised"), point.due_at is None or now <= point.due_at),
        (
            _("Followed up: a day by when they hear more, where something is still to come"),
            bool(draft.status) and (draft.next_by is not None or not is_pending),
        ),
    ]
