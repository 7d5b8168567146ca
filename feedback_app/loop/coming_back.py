"""Everything somebody finds when they come back, point by point, in four queries however much they said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select

from feedback_app.database import Db
from feedback_app.loop import considerations, held_records, points, told
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.considerations import Consideration
from feedback_app.loop.held_records import HeldRecord
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Receipt, Reply
from feedback_app.loop.trail import TrailEvent
from feedback_app.made_once import MadeOnce

# plain rows: as objects, looked up one by one, they cost thirty times as much
_POINTS = MadeOnce(
    select(
        VoicePoint.id,
        VoicePoint.participant_id,
        VoicePoint.check_in_id,
        VoicePoint.service_id,
        VoicePoint.question,
        VoicePoint.form,
        VoicePoint.status,
        VoicePoint.said_at,
        VoicePoint.due_at,
        VoicePoint.answered_at,
        VoicePoint.understanding,
        VoicePoint.answer_id,
        VoicePoint.merged_into,
        VoicePoint.understanding_ok,
        CheckIn.channel,
        CheckIn.question_set_id,
        CheckIn.supported_by,
    )
    .join_from(VoicePoint, CheckIn, VoicePoint.check_in_id == CheckIn.id)
    .where(VoicePoint.participant_id == bindparam("participant_id"))
    .order_by(VoicePoint.said_at.desc(), VoicePoint.id)
)
_REPLIES = MadeOnce(
    select(
        Reply.id,
        Reply.point_id,
        Reply.pass_on_id,
        Reply.changes_id,
        Reply.in_person_only,
        Reply.language,
        Reply.we_heard.is_not(None).label("we_heard"),
        Reply.signed_by,
        Reply.published_at,
        exists().where(Receipt.reply_id == Reply.id, told.stands()).label("is_told"),
    )
    .where(Reply.participant_id == bindparam("participant_id"))
    .order_by(Reply.version.desc())
)
# a record that no second reader let go: its steps are ours alone, as its reason is
_is_held = (
    exists()
    .where(Consideration.point_id == TrailEvent.point_id, Consideration.recorded_at == TrailEvent.recorded_at)
    .where(HeldRecord.meeting_id == Consideration.meeting_id)
    .where(or_(HeldRecord.ended_how.is_(None), HeldRecord.ended_how != held_records.LET_GO))
)
_EVENTS = MadeOnce(
    select(TrailEvent.point_id, TrailEvent.step, TrailEvent.evidence, TrailEvent.visible, TrailEvent.at)
    .join_from(VoicePoint, TrailEvent, TrailEvent.point_id == VoicePoint.id)
    .where(VoicePoint.participant_id == bindparam("participant_id"))
    .where(or_(and_(*(TrailEvent.evidence != one for one in considerations.EVIDENCE)), ~_is_held))
    .order_by(TrailEvent.point_id, TrailEvent.position)
)
_told = (
    exists()
    .where(Receipt.reply_id == Reply.id, Reply.point_id == PassOn.point_id, told.stands())
    .where(Reply.status == "passed_on", Reply.passed_to == PassOn.agency)
)
# what could not be told without danger is not here until it has been told
_ASKED = MadeOnce(
    select(
        PassOn.id,
        PassOn.point_id,
        PassOn.to_service_id,
        PassOn.agency,
        PassOn.names_agency,
        PassOn.shares_words,
        PassOn.asked_at,
        PassOn.accept_by,
        PassOn.accepted_at,
        PassOn.answer_by,
        PassOn.refused_at,
        PassOn.returned_at,
        PassOn.taken_back_at,
        PassOn.answered_at,
        PassOn.reply_id,
        PassOn.back_at,
    )
    .where(PassOn.participant_id == bindparam("participant_id"), or_(PassOn.danger.is_(None), _told))
    .order_by(PassOn.asked_at, PassOn.id)
)

_WAITS = MadeOnce(select(VoicePoint.id).where(VoicePoint.check_in_id == bindparam("check_in_id")).limit(1))


@dataclass(frozen=True)
class Said:
    """One point, what we understood of it, its replies (newest first), its trail and who was asked."""

    point: Any
    understood: str | None
    replies: list[Any]
    events: list[Any]
    asked: list[Any]


def is_read(db: Db, check_in_id: str) -> bool:
    """Whether anything of what was just sent waits to be read and answered; taps alone may leave nothing that does."""
    return db.first(_WAITS, check_in_id=check_in_id) is not None


def everything_of(db: Db, participant_id: str) -> list[Said]:
    """All of one participant's points, newest first. Raises ``Forgotten`` or ``SealBroken``."""
    replies, events, asked = defaultdict(list), defaultdict(list), defaultdict(list)
    for reply in db.rows(_REPLIES, participant_id=participant_id):
        replies[reply.point_id].append(reply)
    for event in db.rows(_EVENTS, participant_id=participant_id):
        events[event.point_id].append(event)
    for one in db.rows(_ASKED, participant_id=participant_id):
        asked[one.point_id].append(one)
    return [
        Said(point, points.understanding_of(db, point), replies[point.id], events[point.id], asked[point.id])
        for point in db.rows(_POINTS, participant_id=participant_id)
    ]
