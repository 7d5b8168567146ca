"""One voice on one page, to show or to print: each point's steps and days, what was decided, done, said and felt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import considerations, how_far, journal, points, promises, pulses, scope, voice_map
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.sending import NO_REPLY
from feedback_app.web import languages, transaction
from feedback_app.web.steps import Step
from feedback_app.worker import acting, in_words, meeting, meeting_words, story
from feedback_app.worker.acting import OneAction
from feedback_app.worker.story import OnePoint

page = Blueprint("evidence", __name__)


@dataclass(frozen=True)
class Proof:
    """What there is to show of one point. ``meetings`` are (which and when, labelled lines)."""

    shown: OnePoint
    understood: str
    lines: list[tuple[str, str]]
    steps: list[Step]
    meetings: list[tuple[str, list[tuple[str, str]]]]
    actions: list[OneAction]
    missing: list[str]


@page.get("/voice/<participant_id>/evidence")
def show(participant_id: str) -> ResponseReturnValue:
    """What we understood stands here, and not their own words; the journal says first who looked."""
    now = transaction.now()
    with transaction.writing() as db:
        if not scope.voice_of(db, g.staff, participant_id):
            abort(404)
        journal.record(db, now, g.staff.id, "evidence", "participant", participant_id)
    with transaction.reading() as db:
        said = scope.voice_of(db, g.staff, participant_id)
        told_so_far = [one for visit in story.of(db, said) for one in visit.points]
        held, to_do = _meetings(db, participant_id), acting.of_voice(db, said)
        judged = pulses.judged(db, [point.id for point in said])
        proofs = [
            _proof(db, one, held.get(one.point.id, []), to_do.get(one.point.id, []), one.point.id in judged)
            for one in told_so_far
        ]
    return render_template(
        "worker/evidence.html", person=said[0].participant, proofs=proofs, today=_with_year(now), with_year=_with_year
    )


def _proof(db, one: OnePoint, held: list, to_do: list[OneAction], is_judged: bool) -> Proof:
    is_gone = one.words is None or one.point.is_taken_back
    return Proof(
        shown=one,
        understood="" if is_gone else points.understanding_of(db, one.point) or "",
        lines=_lines(one.point, one.kind),
        steps=[replace(step, on=f"{step.on} {step.date[:4]}") for step in one.steps],
        meetings=held,
        actions=[_dated(action) for action in to_do],
        missing=[] if one.point.is_taken_back or one.point.merged_into else _missing(one, is_judged),
    )


def _lines(point: VoicePoint, kind: str) -> list[tuple[str, str]]:
    return meeting_words.lines(
        [
            (_("Said on"), _with_year(point.said_at) if point.said_at else ""),
            (_("Stage"), meeting_words.kind(point.stage) if point.stage else ""),
            (_("Kind"), kind),
            (_("How it came"), in_words.came_by(point.check_in)),
            (_("How to tell them"), _("They need no reply") if point.hear_back == NO_REPLY else ""),
        ]
    )


def _dated(action: OneAction) -> OneAction:
    """By which day it was to be done, with its year."""
    due = action.opened.row.due
    lines = [(label, _with_year(due) if said == languages.day(due) else said) for label, said in action.lines]
    return replace(action, lines=lines)


def _with_year(moment: datetime | date) -> str:
    """On paper a day without its year says little."""
    on = promises.in_london(moment) if isinstance(moment, datetime) else moment
    return f"{languages.day(moment)} {on.year}"


def _missing(one: OnePoint, is_judged: bool) -> list[str]:
    """The steps that are not there yet, in words; nobody is asked for a decision on praise, or for what a no rules out.

    Who says that nobody told them has not had an answer, though somebody once said so; nor who was only asked back.
    Whoever needs no reply lacks none.
    """
    point, had = one.point, any(reply.is_told and reply.reply.status != "checking" for reply in one.replies)
    steps = [
        (point.status != "received", _("Nobody has said that they read it.")),
        (point.answered_at, _("No answer yet.")),
    ]
    if not point.is_praise and not how_far.is_answer_enough(point):
        steps += [(point.decided_at, _("No decision.")), (point.acted_at, _("Nothing done."))]
    if point.hear_back != NO_REPLY:
        steps += [(had, _("They have not had an answer.")), (is_judged, _("They have not said what it changed."))]
    return [words for is_there, words in steps if not is_there]


def _meetings(db, participant_id: str) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """By point: each meeting it was put to or set aside at, oldest first."""
    found: dict[str, list] = {}
    for one in reversed(voice_map.meetings_of(db, g.staff, participant_id)):
        heading = f"{meeting_words.kind(one.kind)}, {_with_year(one.held_on)}"
        for point_id, row in considerations.of_meeting(db, one.id).items():
            if scope.point(db, g.staff, point_id):
                found.setdefault(point_id, []).append((heading, meeting.lines(db, row)))
    return found
