"""Writing a reply: the composer, the preview as the person will see it, and sending it."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import content, journal, plain_words, points, replies, scope, translating
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.replies import Draft
from feedback_app.web import fields, local, reply_words, transaction
from feedback_app.worker import composing, story, tongue, voice
from feedback_app.worker.composing import Typed

page = Blueprint("reply", __name__)


@page.get("/reply/<point_id>")
def show(point_id: str) -> ResponseReturnValue:
    return _compose(point_id, None)


@page.post("/reply/<point_id>/change")
def change(point_id: str) -> ResponseReturnValue:
    """Back from the preview, with everything as it was typed."""
    point = _point(point_id)
    typed = composing.read(point)
    typed.problems.clear()
    return _compose(point_id, typed)


@page.post("/reply/<point_id>/preview")
def preview(point_id: str) -> ResponseReturnValue:
    point = _point(point_id)
    typed = composing.read(point)
    if typed.problems:
        return _compose(point_id, typed), 422
    draft = typed.draft
    return render_template(
        "worker/preview.html",
        point=point,
        draft=draft,
        said=reply_words.of(draft),
        stub=reply_words.in_person(draft.signed_by),
        warnings=composing.warnings(draft),
        kept=typed.raw,
        reads_in=other_language(point),
        send_url=url_for("worker.reply.post", point_id=point.id),
        change_url=url_for("worker.reply.change", point_id=point.id),
    )


@page.post("/reply/<point_id>")
def post(point_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        typed = composing.read(point)
        did = "in_person" if typed.draft.in_person_only else "replied"
        if _was_sent_just_now(db, point, typed.draft):
            return voice.back_to(point, did)
        if _has_moved(point):
            moved = _("Something happened here while you were writing. Look again before you send.")
            typed.problems.insert(0, ("status", moved))
        if not typed.problems:
            grade = plain_words.grade(typed.draft.whole_text())
            reply = replies.post(db, point, typed.draft, g.staff, now, grade)
            tongue.ask_translator(db, point, reply, now)
            reason = composing.reason_for_words(typed)
            journal.record(db, now, g.staff.id, "reply", "reply", reply.id, reason)
    if typed.problems:
        return _compose(point_id, typed), 422
    return voice.back_to(point, did)


@page.post("/point/<point_id>/thank")
def thank(point_id: str) -> ResponseReturnValue:
    """One tap for what is going well: it is read, and thanked for by name."""
    now = transaction.now()
    draft = Draft(status="keep", signed_by=g.staff.first_name)
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        if translating.needs_reader(db, g.staff, point):
            return redirect(url_for("worker.reader.show", point_id=point.id), 303)
        try:
            reply = replies.post(db, point, draft, g.staff, now, 0.0)
        except NotAllowed:  # thanked already, or not praise: the voice shows how it is
            return redirect(url_for("worker.voice.show", participant_id=point.participant_id), 303)
        journal.record(db, now, g.staff.id, "reply", "reply", reply.id)
    return voice.back_to(point, "thanked")


def _point(point_id: str):
    with transaction.reading() as db:
        return scope.point(db, g.staff, point_id) or abort(404)


def _compose(point_id: str, typed: Typed | None) -> str:
    """The composer; the person's words stand beside it, so the journal says first who looked."""
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        journal.record(db, transaction.now(), g.staff.id, "open", "point", point.id)
    with transaction.reading() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        shown = story.one_point(db, point, replies.of_point(db, point.id))
        understood = "" if shown.words is None else points.understanding_of(db, point)
        translators = tongue.translators(db, point)
    return render_template(
        "worker/reply.html",
        shown=shown,
        person=point.participant,
        typed=typed or composing.blank(g.staff.first_name, understood or ""),
        statuses=[
            {"value": one, "words": local.words_for("statuses", one)}
            for one in replies.STATUSES
            if replies.can_post(point, one)
        ],
        reasons=content.of("reasons"),
        agencies=content.of("agencies"),
        shown_for={name: " ".join(statuses) for name, statuses in composing.FOR.items()},
        reads_in=other_language(point),
        translators=translators,
    )


def other_language(point):
    """The language they answered in, when it is not plain English."""
    language = content.language(point.check_in.language)
    return None if language.code.startswith(content.FIRST) else language


def _has_moved(point) -> bool:
    """Whether anything happened to this point since the composer was opened."""
    return fields.line("events", 10) != str(point.events)


def _was_sent_just_now(db, point, draft: Draft) -> bool:
    """A second press of Send: the newest reply is this very one, from the same hand."""
    newest = next(iter(replies.of_point(db, point.id)), None)
    is_mine = newest is not None and newest.staff_id == g.staff.id and newest.status == draft.status
    return is_mine and _has_moved(point) and replies.opened(db, newest).draft == draft
