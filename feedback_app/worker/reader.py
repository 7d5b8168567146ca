"""Asking somebody who reads their language: a named reader, or an interpreter from outside whose words are kept."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import (
    content,
    held_translations,
    journal,
    partnership,
    promises,
    readings,
    replies,
    scope,
    staff,
    translating,
)
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.questions import Option
from feedback_app.loop.readings import Reading
from feedback_app.loop.translating import Wanted
from feedback_app.web import fields, transaction
from feedback_app.worker import in_words, left_to_read, story, to_copy, tongue, voice, writing_it

page = Blueprint("reader", __name__)
LONGEST_ROLE = 80


@page.get("/point/<point_id>/reader")
@page.get("/reply/<reply_id>/reader")
def show(point_id: str = "", reply_id: str = "") -> ResponseReturnValue:
    return _render(point_id, reply_id, [])


@page.post("/point/<point_id>/reader")
@page.post("/reply/<reply_id>/reader")
def ask(point_id: str = "", reply_id: str = "") -> ResponseReturnValue:
    now, problems = transaction.now(), []
    with transaction.writing() as db:
        wanted = _wanted(db, point_id, reply_id)
        back = _back_to(db, point_id, reply_id, "reader")
        readers = translating.who_reads(db, wanted) if wanted.points else []
        reader = next((one for one in readers if one.id == fields.line("reader", 30)), None)
        asked = readings.on_its_way(db, wanted.check_in.id, wanted.reply_id)
        if asked is not None and (reader is None or asked.reader_id != reader.id):
            problems = [("now", _("Somebody is asked already. Take it back first."))]
        elif reader is None:
            problems = [("reader", _("Choose who you ask")) if readers else ("now", _("Nobody here can be asked."))]
        elif asked is None:  # a second press changes nothing
            made = translating.ask(db, wanted, reader, g.staff, now, partnership.promises_from(db, g.staff.service_id))
            journal.record(db, now, g.staff.id, "ask_reader", "reading", made.id)
    if problems:
        return _render(point_id, reply_id, problems), 422
    return redirect(back, 303)


@page.post("/point/<point_id>/interpreter")
@page.post("/reply/<reply_id>/interpreter")
def keep(point_id: str = "", reply_id: str = "") -> ResponseReturnValue:
    """An interpreter read it out: who by role, on which day, and what they said, written down by this worker."""
    now, role = transaction.now(), fields.line("role", LONGEST_ROLE)
    with transaction.writing() as db:
        wanted = _wanted(db, point_id, reply_id)
        held, kept = (_back_to(db, point_id, reply_id, did) for did in ("held", "translated"))
        on, problems = _day(wanted, now)
        if not role:
            problems.insert(0, ("role", _("Say who read it, by their role and not their name")))
        problems = in_words.too_long("role", LONGEST_ROLE) + problems
        texts = translating.texts_of(db, wanted) if wanted.points else []
        problems += writing_it.problems(texts) if texts else [("now", _("Nothing is written here that could be read."))]
        waits = readings.on_its_way(db, wanted.check_in.id, wanted.reply_id)
        if waits is not None and waits.waits:
            if writing_it.is_what_waits(db, waits, texts):  # a second press
                return redirect(held, 303)
            problems = [("now", str(to_copy.MEANWHILE))]
        if not problems and not writing_it.is_there_already(db, wanted, texts):  # a second press changes nothing
            made = translating.by_interpreter(db, wanted, writing_it.written(texts), role, on, g.staff, now)
            journal.record(db, now, g.staff.id, "translate", "reading", made.id)
            if made.waits:
                return redirect(held, 303)
    if problems:
        return _render(point_id, reply_id, problems), 422
    return redirect(kept, 303)


@page.post("/reading/<reading_id>/take-back")
def take_back(reading_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        one, point = scope.asked_for(db, g.staff, reading_id, now) or abort(404)
        with suppress(NotAllowed):  # a second press changes nothing, nor one that its reader was quicker than
            (held_translations if one.waits else translating).take_back(db, one, now)
            journal.record(db, now, g.staff.id, "take_back_reader", "reading", one.id)
        about = {"reply_id": one.reply_id} if one.reply_id else {"point_id": point.id}
    return redirect(url_for("worker.reader.show", **about), 303)


def _wanted(db, point_id: str, reply_id: str) -> Wanted:
    """The written points of the check-in, or the reply: only of what one may see, and while it can be read at all."""
    point = _point(db, point_id, reply_id)
    reply = replies.one(db, reply_id) if reply_id else None
    said = [point] if reply else scope.written(db, g.staff, point.check_in_id)
    language = readings.language_of(db, point.check_in)
    if content.language(language).is_english:  # until somebody who looks at it says otherwise
        typed = request.values.get("language", "")
        language = typed if typed in content.languages_read() else ""
    if not language or story.is_forgotten(db, point.participant_id):
        said = []
    return Wanted(point.check_in, said, reply, language)


def _day(wanted: Wanted, now) -> tuple[date, list[tuple[str, str]]]:
    today = promises.in_london(now).date()
    try:
        on = fields.day("read_on") or today
    except ValueError:
        return today, [("read_on", _("Give the day as a date"))]
    if on > today or on < promises.in_london(wanted.check_in.sent_at).date():
        return today, [("read_on", _("Give a day between the day they wrote it and today"))]
    return on, []


def _render(point_id: str, reply_id: str, problems: list[tuple[str, str]]) -> str:
    """Their words stand on this page, so the journal says first who looked."""
    now = transaction.now()
    with transaction.writing() as db:
        point = _point(db, point_id, reply_id)
        journal.record(db, now, g.staff.id, "open", "point", point.id)
    with transaction.reading() as db:
        point, wanted = _point(db, point_id, reply_id), _wanted(db, point_id, reply_id)
        asked = readings.on_its_way(db, wanted.check_in.id, wanted.reply_id)
        boxes = writing_it.boxes(db, wanted) if wanted.points else []
        return render_template(
            "worker/reader.html",
            point=point,
            passed=None if scope.sees(g.staff, point) else _passed(db, reply_id),
            wanted=wanted,
            looks_again=writing_it.looks_again(problems),
            name=tongue.name(wanted.language) if wanted.language else "",
            may_choose=_others() if not wanted.language and not reply_id else [],
            readers=left_to_read.readers(db, wanted),
            asked=asked,
            asked_who=tongue.asked_of(db, asked) if asked else "",
            may_take_back=asked is not None and _may_take_back(db, asked, now),
            due=tongue.due(asked) if asked else None,
            asked_by=getattr(staff.one(db, asked.asked_by), "first_name", "") if asked else "",
            boxes=boxes,
            left_over=writing_it.left_over(boxes),
            into=tongue.name(wanted.language if wanted.reply and wanted.language else content.FIRST),
            today=promises.in_london(now).date().isoformat(),
            typed=request.form,
            problems=problems,
            problem=dict(reversed(problems)),
        )


def _may_take_back(db, asked: Reading, now: datetime) -> bool:
    """Whose service asked for it, unless a second reader has it."""
    is_ours = scope.asked_for(db, g.staff, asked.id, now) is not None
    return is_ours and (not asked.waits or not held_translations.readers(db, asked, now))


def _point(db, point_id: str, reply_id: str) -> VoicePoint:
    """The point of either address, if one may see it, or answered with that reply; any other is not found."""
    if reply_id:
        point_id = (replies.one(db, reply_id) or abort(404)).point_id
    if (point := scope.point(db, g.staff, point_id)) is not None:
        return point
    return (_passed(db, reply_id) or abort(404)).point


def _passed(db, reply_id: str | None) -> PassOn | None:
    """What was passed to one's own service and answered with this reply."""
    now, found = transaction.now(), reply_id or ""
    answered = scope.answered_with(db, g.staff, [found], now).get(found)
    return scope.pass_on(db, g.staff, answered.id, now) if answered else None


def _back_to(db, point_id: str, reply_id: str, did: str) -> str:
    """The voice, at this point; or the page of what was passed on, which is all that opens to who answered that."""
    point = _point(db, point_id, reply_id)
    if scope.sees(g.staff, point):
        return voice.at_point(point.participant_id, point.id, did)
    return url_for("worker.passed.show", pass_on_id=_passed(db, reply_id).id, did=did)


def _others() -> list[Option]:
    return [Option(code, tongue.name(code)) for code in content.languages_read()]
