"""Meetings of the made-up partnership: one that said no, with its reason, and one that is still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from feedback_app.commands import story
from feedback_app.commands.story import Made
from feedback_app.database import Databases, Db
from feedback_app.loop import actions, considerations, meeting_invitations, meetings, promises, scope
from feedback_app.loop.actions import ToDo
from feedback_app.loop.considerations import Weighed
from feedback_app.loop.meetings import Held
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff

SAID_AGO = timedelta(days=6)
HELD_AGO, TO_COME, TO_DO = timedelta(days=2), timedelta(days=9), timedelta(days=7)
VOICE = {
    "by": "personal",
    "card": "LF-3001",
    "age": "13-15",
    "said": {"going_ok": "Boxing on Mondays.", "change": "The meetings are in maths. I always miss maths."},
    "choices": {"who_sees": "team", "hear_back": "code"},
}
HELD = Held(
    chair="independent_chair",
    agencies=("social_care", "education", "voluntary"),
    voice_route="own_words_read",
    parent_route="in_person",
)
NO = Weighed(
    route="own_words_read",
    sharing="asked",
    discussed="fully",
    decision="not_agreed",
    how_decided="asked",
    reason="The room is only free in the day. We ask again after Easter.",
)
YES = Weighed(route="worker_summary", sharing="asked", discussed="partly", decision="agreed", how_decided="asked")


def tell(databases: Databases, made: Made, now: datetime) -> str:
    """Take one voice to a meeting that has been, and plan another; returns the id of whose voice it is."""
    worker = next(one for one, _, _ in made.staff if one.role == "worker")
    sent = story.send(databases, story.came_by(databases, made, VOICE, now), VOICE, now - SAID_AGO)
    with databases.writing() as db:
        said = {point.question: point for point in scope.voice_of(db, worker, sent.participant_id)}
        _one_that_was(db, worker, said["change"], now)
        _one_to_come(db, worker, said["change"], now)
    return sent.participant_id


def _one_that_was(db: Db, worker: Staff, point: VoicePoint, now: datetime) -> None:
    day = promises.in_london(now - HELD_AGO).date()
    meeting = meetings.plan(db, worker, point.participant, "cin", day, now - HELD_AGO)
    db.flush()
    held = replace(HELD, held_on=day)
    rest = considerations.to_weigh(db, worker, meeting, held)
    weighed = {one.id: NO if one.id == point.id else YES for one in rest}
    considerations.record(db, worker, meeting, held, weighed, now)
    by = promises.in_london(now + TO_DO).date()
    to_do = ToDo("Ask the school for another room.", "education", worker.id, by)
    actions.agree(db, worker, point, to_do, now, promises.in_london(now).date())


def _one_to_come(db: Db, worker: Staff, point: VoicePoint, now: datetime) -> None:
    day = promises.in_london(now + TO_COME).date()
    meeting = meetings.plan(db, worker, point.participant, "review", day, now)
    db.flush()
    by = day + TO_DO
    meeting_invitations.invite(
        db, worker, meeting, meeting_invitations.BEFORE, is_safe=True, is_told=True, hear_back_by=by, now=now
    )
