"""Who else was asked to help, in plain words, and the person's own say in it: who may read their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from feedback_app.checkin import stays_shut
from feedback_app.checkin.who_is_back import only_back
from feedback_app.loop import caseload, content, pass_ons, passing_on
from feedback_app.loop.pass_ons import PassOn
from feedback_app.web import fields, languages, reply_words, transaction

page = Blueprint("asked", __name__)
OPEN = ("asked", "accepted")
READS_ON = ("answered", "told")  # their answer is there, and what they were let read is still open to them


@dataclass(frozen=True)
class Asked:
    """One service that was asked: who, where it stands, its answer (``(reply, is told)``), and who may read what."""

    id: str
    who: str
    words: str
    answer: tuple[Any, bool] | None
    in_person: str
    to_rate: str  # their answer that was told face to face, and never opens here
    may_choose: bool
    shares_words: bool


@page.post("/back/asked/<pass_on_id>/words")
def share(pass_on_id: str) -> ResponseReturnValue:
    """Their own words, to one service, for as long as they like; not of what stays shut to the words they came with."""
    visit = only_back()
    may_read = fields.is_ticked("may_read")
    with transaction.writing() as db:
        is_said = passing_on.let_them_read(db, visit.participant_id, pass_on_id, may_read, transaction.now())
        if not is_said or stays_shut.is_shut(db, visit, db.get_one(PassOn, pass_on_id).point.check_in_id):
            raise NotFound  # and nothing of it is kept
    return redirect(f"/back/replies#a-{pass_on_id}", 303)


@page.post("/back/worker/<assignment_id>/words")
def old_words(assignment_id: str) -> ResponseReturnValue:
    """What they told one worker only, to the one who works with them now."""
    visit = only_back()
    may_read = fields.is_ticked("may_read")
    with transaction.writing() as db:
        if not caseload.say_who_reads(db, visit.participant_id, assignment_id, may_read, transaction.now()):
            raise NotFound
    return redirect("/back/replies", 303)


def of(said: Any, now: datetime) -> list[Asked]:
    """Everybody who was asked about one point (``coming_back.Said``), each with its own answer."""
    answers = {reply.pass_on_id: reply for reply in said.replies if reply.pass_on_id}
    return [_one(one, answers.get(one.id), now) for one in said.asked]


def _one(one: Any, answer: Any, now: datetime) -> Asked:
    where = pass_ons.state(one, now)
    named = one.agency if one.names_agency else reply_words.NOT_NAMED
    is_for_a_phone = answer is not None and not answer.in_person_only
    return Asked(
        id=one.id,
        who=content.words_for("agencies", named, languages.chosen()),
        words=_words(one, where, now),
        answer=(answer, answer.is_told) if is_for_a_phone else None,
        in_person=reply_words.in_person(answer.signed_by)
        if answer and not is_for_a_phone and not answer.is_told
        else "",
        to_rate=answer.id if answer and answer.in_person_only and answer.is_told else "",
        may_choose=one.to_service_id is not None and (where in OPEN or (one.shares_words and where in READS_ON)),
        shares_words=one.shares_words,
    )


def _words(one: Any, where: str, now: datetime) -> str:
    if where == "asked":
        by = languages.day(one.accept_by)
        return _("We asked them on %(day)s. They say yes or no by %(by)s.", day=languages.day(one.asked_at), by=by)
    if where == "accepted" and pass_ons.is_back(one, now):
        return _("They said yes, but they are late. Sorry. Our team is looking at it.")
    if where == "accepted":
        return _("They said yes. You hear more by %(by)s.", by=languages.day(one.answer_by))
    if where == "answered":
        return _("They answered us. We will tell you what they said.")
    if where == "told":
        return _("They have answered.")
    if where == "taken_back" and not (one.refused_at or one.returned_at):
        return _("We took it back. Our team has it again.")
    return _("They did not take it on. Our team has it again.")
