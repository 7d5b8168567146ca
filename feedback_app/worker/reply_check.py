"""What the server has to say to a reply while it is being written: asked by the composer, kept nowhere."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import plain_words, scope
from feedback_app.loop.drafts import TEXTS, Draft
from feedback_app.web import transaction
from feedback_app.worker import composing, said_back
from feedback_app.worker.composing import Typed

page = Blueprint("reply_check", __name__)


@page.post("/reply/<point_id>/check")
def show(point_id: str) -> ResponseReturnValue:
    """The same rules as before sending. Nothing that the person said is in it, nor to be found out by it."""
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        they_said = said_back.words(db, point)
        typed = composing.read(db, point, they_said=they_said)
    return {
        "count": count(typed.draft),
        "ticks": [[str(words), is_so] for words, is_so in four_fs(typed, point.due_at)],
        "stops": [message for field, message in typed.problems if _is_worth_saying(typed, field)],
        "warnings": composing.warnings(typed.draft, they_said) if typed.draft.whole_text() else [],
    }


def count(draft: Draft) -> str:
    """How long it is and how hard to read, against what is best."""
    text = draft.whole_text()
    return _(
        "%(words)s words; under %(most)s is best. Reading grade %(grade)s; up to %(highest)s is easy.",
        words=plain_words.word_count(text),
        most=plain_words.LONGEST_REPLY,
        grade=max(0.0, plain_words.grade(text)),
        highest=plain_words.HIGHEST_GRADE,
    )


def four_fs(typed: Typed, due_at: datetime | None) -> list[tuple[str, bool]]:
    """Full, friendly, fast, followed up: whether each is so already."""
    draft, text = typed.draft, typed.draft.whole_text()
    missing = {field for field, _message in typed.problems} & {*TEXTS, "status", "reason", "since", "passed_to"}
    is_plain = plain_words.grade(text) <= plain_words.HIGHEST_GRADE
    is_short = plain_words.word_count(text) <= plain_words.LONGEST_REPLY
    is_pending = draft.status in ("working", "passed_on", "wrong") or bool(draft.next_step)
    in_time = due_at is None or transaction.now() <= due_at
    return [
        (_("Full: what was heard, what was done, and the reason"), not missing),
        (
            _("Friendly: plain and short, and none of the words to avoid"),
            bool(text) and is_plain and is_short and not typed.is_blocked,
        ),
        (_("Fast: by the day we promised"), in_time),
        (_("Followed up: a day, where something is still to come"), draft.next_by is not None or not is_pending),
    ]


def _is_worth_saying(typed: Typed, field: str) -> bool:
    """A box that is still empty is no fault while somebody writes; a word that blames, or a day that is owed, is."""
    is_owed = field == "next_by" and bool(typed.draft.next_step or typed.value("next_by"))
    return is_owed or (field in TEXTS and bool(typed.value(field)))
