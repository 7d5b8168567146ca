"""They have had our reply: told in person, read aloud to them, or told by an advocate who is named; on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import journal, plain_words, promises, replies, scope, told
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Reply
from feedback_app.web import fields, transaction
from feedback_app.worker import in_words, story, voice

page = Blueprint("tell", __name__)
WAYS = {
    told.IN_PERSON: _l("I told them in person"),
    told.READ_ALOUD: _l("I read it aloud to them"),
    told.BY_ADVOCATE: _l("Their advocate told them"),
}


@dataclass(frozen=True)
class Had:
    """How they had a reply, as it came in: which way, who, and when; with what is wrong, by field."""

    way: str
    who: str
    at: datetime
    problems: list[tuple[str, str]]

    def keep(self, db, point: VoicePoint, reply: Reply, now: datetime) -> None:
        """Once: a second press changes nothing."""
        if not told.is_told(db, reply.id):
            told.claim(db, point, reply, g.staff, self.at, now, self.way, self.who)


@page.post("/reply/<reply_id>/told")
def keep(reply_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        reply = replies.one(db, reply_id) or abort(404)
        point = scope.point(db, g.staff, reply.point_id) or abort(404)
        had = read(reply, now)
        is_gone = point.is_taken_back or story.is_forgotten(db, point.participant_id)
        if not had.problems and not is_gone:
            had.keep(db, point, reply, now)
            journal.record(db, now, g.staff.id, "tell_in_person", "reply", reply.id)
    if is_gone:
        return voice.has_moved(point, "told_who")
    if had.problems:
        return voice.render(point.participant_id, had.problems), 422
    if fields.line("from") == "next_visit":
        return redirect(url_for("worker.next_visit.show", did="told"), 303)
    return voice.back_to(point, "told")


def read(reply: Reply, now: datetime) -> Had:
    """What a form of ``_told.html`` says of this reply."""
    way = fields.line(f"told_how-{reply.id}", 40) or told.IN_PERSON
    who = fields.line(f"told_who-{reply.id}", told.LONGEST_NAME)
    at, problem = _when_told(f"told_on-{reply.id}", reply, now)
    problems = [(f"told_on-{reply.id}", problem)] if problem else []
    if way == told.BY_ADVOCATE:
        problems += in_words.too_long(f"told_who-{reply.id}", told.LONGEST_NAME)
    if way not in WAYS:
        problems.append((f"told_how-{reply.id}", _("Choose which way they had it")))
    if way == told.BY_ADVOCATE and not who:
        problems.append((f"told_who-{reply.id}", _("Say who told them: a first name, or what they are to them")))
    elif way == told.BY_ADVOCATE and plain_words.not_on_a_phone(who):
        problems.append((f"told_who-{reply.id}", _("They read this on their phone: a first name, or “your advocate”")))
    return Had(way, who if way == told.BY_ADVOCATE else "", at, problems)


def _when_told(name: str, reply: Reply, now: datetime) -> tuple[datetime, str]:
    """The day they were told, as the middle of that day; with what is wrong with it, if anything is."""
    today = promises.in_london(now).date()
    on = fields.day_or_none(name)
    if on is None:
        return now, _("Give the day you told them")
    if on > today:
        return now, _("This day is still to come")
    if on < promises.in_london(reply.published_at).date():
        return now, _("This is before the reply was written")
    return now if on == today else datetime.combine(on, time(12)), ""
