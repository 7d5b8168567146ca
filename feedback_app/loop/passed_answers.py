"""What a service that was asked tells the person: whose hand and which moment it is, and what the point comes to."""

from __future__ import annotations

from datetime import datetime

from feedback_app.database import Db, to_the_minute
from feedback_app.loop import partnership, pass_ons, points, replies, second_readers, trail
from feedback_app.loop.drafts import Draft, not_said
from feedback_app.loop.pass_ons import ANSWERS, PassOn, state
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff


def may_tell(db: Db, one: PassOn, staff: Staff, now: datetime, written_in: str | None = None) -> bool:
    """Whether this is the hand, and the moment, to write to the person what came of it.

    What waited for a second reader is its service's (``written_in``), also when its writer has changed team since.

    Never while they do not know who was asked: they could not read it, and their page would say that it came.
    """
    if one.point.is_taken_back or not pass_ons.is_known_to_them(db, one):
        return False
    by = written_in or staff.service_id
    if (where := state(one, now)) == "answered":
        return by == one.from_service_id
    return where == "accepted" and one.who_tells == "receiver" and by == one.to_service_id


def lacks_to_tell(
    db: Db, one: PassOn, draft: Draft, staff: Staff, now: datetime, written_in: str | None = None
) -> list[tuple[str, str]]:
    """What keeps this answer from going to the person, as ``(field, problem)``."""
    hours = partnership.promises_from(db, written_in or str(staff.service_id))
    missing = not_said(draft, ANSWERS, now, hours)
    return missing or ([] if may_tell(db, one, staff, now, written_in) else [("status", "not_from_here")])


def tell(
    db: Db,
    one: PassOn,
    draft: Draft,
    staff: Staff,
    now: datetime,
    grade: float,
    *,
    approved_by: Staff | None = None,
    written_in: str | None = None,
) -> Reply:
    """Publish this service's own answer to the person. The last of several closes what was only passed on."""
    points.hold(db, one.point)
    if missing := lacks_to_tell(db, one, draft, staff, now, written_in):
        raise NotAllowed(missing)
    point, by = one.point, trail.By(staff.role, staff.id)
    second_readers.refuse_unread(db, point, draft, staff, approved_by)
    reply = replies.sealed_reply(db, point, draft, staff, now, grade)
    reply.pass_on_id, reply.service_id = one.id, one.to_service_id or one.from_service_id
    reply.approved_by = approved_by.id if approved_by else None
    db.add(reply)
    if one.answered_at is None:
        one.answered_at, one.answered_by, one.answer_status = to_the_minute(now), staff.id, draft.status
    one.reply_id, one.due_at, one.back_at = reply.id, None, None
    db.flush()
    replies.record_claims(db, point, draft, by, now)
    outcome = _outcome(db, point)
    trail.record(db, point, "answered", now, by, "pass_on_told", status=outcome)
    if outcome:
        point.due_at = None
    return reply


def _outcome(db: Db, point: VoicePoint) -> str | None:
    """What the point has come to once everybody who was asked has told the person; until then, nothing.

    What was answered before they said that it is not sorted made nothing sorted, and counts no more.
    """
    if point.status != "passed_on":
        return None
    asked = [one for one in pass_ons.of_point(db, point.id) if one.taken_back_at is None]
    if any(one.reply_id is None for one in asked):
        return None
    steps = trail.of(db, point.id)
    again = max((at for at, event in enumerate(steps, 1) if event.step == trail.REOPENED), default=0)
    how_many = 1 + sum(event.evidence == "pass_on_told" for event in steps[again:])  # this one is not on it yet
    answers = [one.pass_on_id for one in replies.of_point(db, point.id) if one.pass_on_id]
    said = {one.answer_status for one in asked if one.id in answers[:how_many]}
    return said.pop() if len(said) == 1 else "partly"
