"""One voice on one page, to show or to print: each point's steps and days, what was decided, done, said and felt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import considerations, journal, meetings, points, scope, told
from feedback_app.loop.points import VoicePoint
from feedback_app.web import languages, transaction
from feedback_app.web.steps import Step
from feedback_app.worker import acting, in_words, meeting, meeting_words, story
from feedback_app.worker.acting import OneAction
from feedback_app.worker.story import OnePoint, OneReply

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
    languages.with_years()  # on paper a day without its year says little
    with transaction.writing() as db:
        if not scope.voice_of(db, g.staff, participant_id):
            abort(404)
        journal.record(db, now, g.staff.id, "evidence", "participant", participant_id)
    with transaction.reading() as db:
        said = scope.voice_of(db, g.staff, participant_id)
        told_so_far = [one for visit in story.of(db, said) for one in visit.points]
        held, to_do = _meetings(db, participant_id), acting.of_voice(db, said)
        proofs = [_proof(db, one, held.get(one.point.id, []), to_do.get(one.point.id, [])) for one in told_so_far]
    return render_template("worker/evidence.html", person=said[0].participant, proofs=proofs, today=languages.day(now))


def _proof(db, one: OnePoint, held: list, to_do: list[OneAction]) -> Proof:
    is_gone = one.words is None or one.point.is_taken_back
    return Proof(
        shown=replace(one, replies=[_nameless(db, reply) for reply in one.replies]),
        understood="" if is_gone else points.understanding_of(db, one.point) or "",
        lines=_lines(one.point, one.kind),
        steps=one.steps,
        meetings=held,
        actions=to_do,
        missing=[] if one.point.is_taken_back or one.point.merged_into else _missing(one),
    )


def _nameless(db, reply: OneReply) -> OneReply:
    """Who of their own told them is named at the desk alone: on paper a sister's name says whose voice this is."""
    return replace(reply, had=[in_words.receipt(one) for one in told.receipts_of(db, reply.reply.id)])


def _lines(point: VoicePoint, kind: str) -> list[tuple[str, str]]:
    return meeting_words.lines(
        [
            (_("Said on"), languages.day(point.said_at) if point.said_at else ""),
            (_("Stage"), meeting_words.kind(point.stage) if point.stage else ""),
            (_("Kind"), kind),
            (_("How it came"), in_words.came_by(point.check_in)),
        ]
    )


def _missing(one: OnePoint) -> list[str]:
    """The steps that are not there yet, in words; praise asks for no decision.

    Who says that nobody told them has not had an answer, though somebody once said so.
    """
    point, had = one.point, any(reply.is_told for reply in one.replies)
    steps = [(point.heard_at, _("Nobody has said that they read it.")), (point.answered_at, _("No answer yet."))]
    if not point.is_praise:
        steps += [(point.decided_at, _("No decision.")), (point.acted_at, _("Nothing done."))]
    steps += [
        (point.told_at if had else None, _("They have not had an answer.")),
        (point.felt_at, _("They have not said what it changed.")),
    ]
    return [words for at, words in steps if at is None]


def _meetings(db, participant_id: str) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """By point: each meeting it was put to or set aside at, oldest first."""
    found: dict[str, list] = {}
    for one in reversed(meetings.of_voice(db, g.staff, participant_id)):
        heading = f"{meeting_words.kind(one.kind)}, {languages.day(one.held_on)}"
        for point_id, row in considerations.of_meeting(db, one.id).items():
            if scope.point(db, g.staff, point_id):
                found.setdefault(point_id, []).append((heading, meeting.lines(db, row)))
    return found
