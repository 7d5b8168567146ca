"""A reader's own page: one check-in or one reply in a language they read, while they are asked; and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, journal, readings, replies, scope, translating
from feedback_app.loop.readings import WORDS, Reading
from feedback_app.loop.translating import Wanted
from feedback_app.web import transaction
from feedback_app.worker import passed_words, story, to_copy, tongue, writing_it

page = Blueprint("reading", __name__)
DID = {
    "translated": _l("Kept. Those who asked have it now. Thank you."),
    "given_back": _l("Given back. Those who asked find somebody else."),
}


@page.get("/to-translate")
def waiting() -> ResponseReturnValue:
    """What this reader is asked for, longest against its promise first. Not a word of it stands in the list."""
    return _list(DID.get(request.args.get("did", ""), ""))


def _list(did: str, copied: Sequence[str] = ()) -> str:
    with transaction.reading() as db:
        mine = readings.asked_of(db, g.staff.id)
        shown = scope.to_read(db, mine)
        rows = [
            (
                url_for("worker.reading.show", reading_id=one.id),
                tongue.what(one),
                passed_words.service(one.service),
                tongue.due(one),
            )
            for one in mine
            if shown[one.id]
        ]
    return render_template("worker/reading_waiting.html", rows=rows, did=did, to_copy=copied)


@page.get("/reading/<reading_id>")
def show(reading_id: str) -> ResponseReturnValue:
    return _render(reading_id, [])


@page.post("/reading/<reading_id>")
def keep(reading_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        before = _was_asked(db, reading_id)
        if before.done_at is not None:  # a second press changes nothing
            return _to_the_list("translated")
        if before.taken_back_at is not None:
            late = _("Those who asked took it back meanwhile. Nothing of it was kept.")
            return _list(late, to_copy.typed(WORDS, *writing_it.LABELS)), 409
        translating.hold(db, _mine(db, reading_id)[1])
        one, wanted = _mine(db, reading_id)  # as it stands now
        texts = translating.texts_of(db, wanted)
        problems = writing_it.problems(texts)
        if not problems:
            translating.translate(db, one, wanted, writing_it.written(texts), g.staff, now)
            journal.record(db, now, g.staff.id, "translate", "reading", one.id)
    if problems:
        return _render(reading_id, problems), 422
    return _to_the_list("translated")


@page.post("/reading/<reading_id>/give-back")
def give_back(reading_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        one = _was_asked(db, reading_id)
        if readings.ended_at(one) is not None:  # a second press changes nothing
            return _to_the_list("given_back" if one.given_back_at else "translated")
        one, _wanted = _mine(db, reading_id)
        translating.give_back(db, one, now)
        journal.record(db, now, g.staff.id, "give_back_reading", "reading", one.id)
    return _to_the_list("given_back")


def _to_the_list(did: str) -> ResponseReturnValue:
    return redirect(url_for("worker.reading.waiting", did=did), 303)


def _was_asked(db, reading_id: str) -> Reading:
    """What one is asked for, or was; another's and unknown are not found."""
    one = db.get(Reading, reading_id)
    return one if one is not None and one.reader_id == g.staff.id else abort(404)


def _mine(db, reading_id: str) -> tuple[Reading, Wanted]:
    """Only what one is asked for now; done, taken back, forgotten, another's and unknown are all not found."""
    one = _was_asked(db, reading_id)
    points = scope.to_read(db, [one])[one.id] or abort(404)
    if story.is_forgotten(db, one.participant_id):
        abort(404)
    reply = replies.one(db, one.reply_id) if one.reply_id else None
    return one, Wanted(points[0].check_in, points, reply, one.language)


def _render(reading_id: str, problems: list[tuple[str, str]]) -> str:
    """The journal says first who looked."""
    with transaction.writing() as db:
        one, _wanted = _mine(db, reading_id)
        journal.record(db, transaction.now(), g.staff.id, "open", "reading", one.id)
    with transaction.reading() as db:
        one, wanted = _mine(db, reading_id)
        boxes = writing_it.boxes(db, wanted)
        return render_template(
            "worker/reading.html",
            one=one,
            is_reply=wanted.reply is not None,
            name=tongue.name(one.language),
            into=tongue.name(one.language if wanted.reply else content.FIRST),
            service=passed_words.service(one.service),
            due=tongue.due(one),
            boxes=boxes,
            left_over=writing_it.left_over(boxes),
            looks_again=writing_it.looks_again(problems),
            typed=request.form,
            problems=problems,
            problem=dict(reversed(problems)),
        )
