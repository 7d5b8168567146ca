"""A meeting that is called off, or moved to another day, before its record is made; and what its people learn of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from feedback_app.database import Db, to_the_minute
from feedback_app.loop import invitations, meeting_invitations, promises, risk_marks
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import TOGETHER
from feedback_app.loop.meeting_invitations import AFTER, BEFORE, MeetingInvitation
from feedback_app.loop.meetings import Meeting
from feedback_app.loop.points import NotAllowed
from feedback_app.made_once import MadeOnce

CALLED_OFF, MOVED, OVER = "called_off", "moved", "over"
# a card that was made once the meeting had its new day was given with that day
_HAS_MOVED = func.coalesce(MeetingInvitation.meant_for, Meeting.moved_from) != Meeting.held_on
_CHANGED = (
    select(Meeting.called_off_at, Meeting.held_on, CheckIn.id.label("check_in_id"))
    .join_from(MeetingInvitation, Meeting, Meeting.id == MeetingInvitation.meeting_id)
    .where(Meeting.recorded_at.is_(None), or_(Meeting.called_off_at.is_not(None), _HAS_MOVED))
)
_OF_CARD = MadeOnce(
    select(
        Meeting.called_off_at,
        Meeting.recorded_at,
        _HAS_MOVED.label("has_moved"),
        Meeting.participant_id,
        MeetingInvitation.meeting_id,
        MeetingInvitation.moment,
    )
    .join_from(MeetingInvitation, Meeting, Meeting.id == MeetingInvitation.meeting_id)
    .where(MeetingInvitation.invitation_id == bindparam("invitation_id"))
)
_OF_PERSON = MadeOnce(
    _CHANGED.join(CheckIn, CheckIn.invitation_id == MeetingInvitation.invitation_id).where(
        CheckIn.participant_id == bindparam("participant_id"), MeetingInvitation.moment == BEFORE
    )
)


def call_off(db: Db, meeting: Meeting, now: datetime) -> bool:
    """It does not happen: its cards stop, and what was said for it stays open. False when it was called off before.

    Raises ``NotAllowed`` once there is a record. Called off is for good: another meeting is another plan.
    """
    if meeting.is_recorded:
        raise NotAllowed("recorded")
    if meeting.is_called_off:
        return False
    meeting.called_off_at = to_the_minute(now)
    for one in meeting_invitations.of_meeting(db, meeting.id):
        invitations.revoke(one.invitation, now)
    return True


def move(db: Db, meeting: Meeting, to: date, now: datetime) -> bool:
    """It is on another day: its cards are open until then, and those that ask how it was stop if it is still to be.

    Back on its first day it is as if nobody had moved it. False when that is its day already.

    Raises ``NotAllowed`` for a meeting that has a record or was called off.
    """
    if not meeting.is_to_be:
        raise NotAllowed("over")
    if meeting.held_on == to:
        return False
    first = meeting.moved_from or meeting.held_on
    meeting.moved_from, meeting.held_on = None if to == first else first, to
    for one in meeting_invitations.of_meeting(db, meeting.id):
        if one.moment == AFTER and to > promises.in_london(now).date():
            invitations.revoke(one.invitation, now)
        elif one.invitation.kind != TOGETHER:
            one.invitation.expires_at = meeting_invitations.ends(meeting, one.moment)
    return True


def has_been(db: Db, meeting: Meeting, now: datetime) -> None:
    """Its record is made: a card that asks what it should know would be heard by no meeting any more."""
    for one in meeting_invitations.of_meeting(db, meeting.id):
        if one.moment == BEFORE:
            invitations.revoke(one.invitation, now)


def of_card(db: Db, invitation_id: str) -> str:
    """What somebody with a card of a meeting has to know: ``called_off``, ``moved``, that it is ``over``, or nothing.

    With the card of a parent who may be a risk they learn nothing of the meeting: it was stopped, and that is all.
    """
    found = db.first(_OF_CARD, invitation_id=invitation_id)
    if found is None or meeting_invitations.is_of_marked(db, found.meeting_id, found.participant_id):
        return ""
    if found.called_off_at is not None:
        return CALLED_OFF
    if found.moment == BEFORE and found.recorded_at is not None:
        return OVER
    if not found.has_moved:
        return ""
    return MOVED if found.moment == BEFORE else OVER  # a card that was made too soon; its link has ended


def of_person(db: Db, participant_id: str) -> dict[str, Any]:
    """By check-in that was sent for a meeting: that this meeting was called off, or its new day. Until its record.

    A parent who may be a risk learns of neither on a page: what they are to know of it is said in a reply.
    """
    found = {row.check_in_id: row for row in db.rows(_OF_PERSON, participant_id=participant_id)}
    return {} if found and risk_marks.standing(db, participant_id) else found
