"""We did: what one service answers to one point, sealed under the person's key, signed by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import (
    content,
    drafts,
    partnership,
    pauses,
    points,
    promises,
    sealed_store,
    second_readers,
    trail,
)
from feedback_app.loop.drafts import STATUSES, Draft, KeptDraft, not_said
from feedback_app.loop.points import OUTCOMES, NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff


class Reply(KeptDraft, Base):
    """One answer. A changed answer is a new version; the old one stays."""

    __tablename__ = "replies"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey("voice_points.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[str | None] = mapped_column(String(22))
    pass_on_id: Mapped[str | None] = mapped_column(String(22))  # what another service was asked, if this answers it
    version: Mapped[int]
    changes_id: Mapped[str | None] = mapped_column(String(22))  # the reply that this one says again, otherwise
    staff_id: Mapped[str] = mapped_column(String(22))
    approved_by: Mapped[str | None] = mapped_column(String(22))  # who read it before the person could
    published_at: Mapped[datetime]


class Receipt(Base):
    """That a person has actually had a reply, and how. A poster on a wall never counts.

    ``confirmed`` is what the person says to a worker's claim that they told them; ``through`` is the advocate
    who told them, by first name or role, under the person's key.
    """

    __tablename__ = "receipts"

    id: Mapped[Id]
    reply_id: Mapped[str] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"), index=True)
    how: Mapped[Code]
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(String(22))
    through: Mapped[bytes | None] = mapped_column(LargeBinary)
    confirmed: Mapped[Code | None]


@dataclass(frozen=True)
class Shown:
    """A reply opened for reading: plain text again, beside what is not sealed."""

    reply: Reply
    draft: Draft


def lacks(
    point: VoicePoint, draft: Draft, now: datetime, hours: Mapping[str, int] = promises.USUAL
) -> list[tuple[str, str]]:
    """What keeps this reply from being posted, as ``(field, problem)``; empty when it may go."""
    if draft.status in STATUSES and not can_post(point, draft.status):
        return [("status", "not_from_here")]
    return not_said(draft, STATUSES, now, hours)


def can_post(point: VoicePoint, status: str) -> bool:
    """Whether the point may go there now; thanks for praise needs no other press before it."""
    if status == "keep":
        return point.is_praise and not point.merged_into and point.status in ("received", "heard")
    if status == point.status and status in (*OUTCOMES, "passed_on"):
        return True  # a new version of the same answer: its promise has come, or one more service is asked
    return points.may_move(point, status) and point.status not in ("received", "reopened")


def post(
    db: Db,
    point: VoicePoint,
    draft: Draft,
    staff: Staff,
    now: datetime,
    grade: float,
    *,
    approved_by: Staff | None = None,
    group_id: str | None = None,
) -> Reply:
    """Publish a reply and move the point with it. Raises ``NotAllowed`` when rules are not met."""
    points.hold(db, point)
    if missing := lacks(point, draft, now, partnership.promises_from(db, point.service_id)):
        raise NotAllowed(missing)
    second_readers.refuse_unread(db, point, draft, staff, approved_by)
    by = trail.By(staff.role, staff.id)
    reply = sealed_reply(db, point, draft, staff, now, grade)
    reply.approved_by, reply.group_id = approved_by.id if approved_by else None, group_id
    reply.changes_id = _changed_by_it(db, point, draft)
    db.add(reply)
    if point.status == "received":
        trail.record(db, point, "heard", now, by, "thanked", status="heard")
    if draft.we_heard and not draft.in_person_only:  # what we understood stands on their page
        points.say_understanding(db, point, draft.we_heard)
    _record_what_it_says(db, point, draft, by, now)
    return reply


def sealed_reply(db: Db, point: VoicePoint, draft: Draft, staff: Staff, now: datetime, grade: float) -> Reply:
    """The row of a reply, its texts under the person's key; what it moves is the caller's to say."""
    reply_id, key = new_id(), sealed_store.key_of(db, point.participant_id)
    return Reply(
        id=reply_id,
        point_id=point.id,
        participant_id=point.participant_id,
        version=_versions_so_far(db, point.id) + 1,
        staff_id=staff.id,
        service_id=point.service_id,
        grade=grade,
        published_at=to_the_minute(now),
        **drafts.columns(draft, key, "replies", reply_id),
    )


def _changed_by_it(db: Db, point: VoicePoint, draft: Draft) -> str | None:
    """The reply that is said again otherwise, when the point stands already where this one would put it."""
    if point.status != draft.status or draft.status not in OUTCOMES:
        return None
    return next((one.id for one in of_point(db, point.id) if one.status == draft.status and not one.pass_on_id), None)


def _record_what_it_says(db: Db, point: VoicePoint, draft: Draft, by: trail.By, now: datetime) -> None:
    status = None if draft.status == "wrong" else draft.status
    others = points.with_it(db, point)
    pauses.run_on(point, now, others)
    record_claims(db, point, draft, by, now)
    step = "heard" if draft.status == "checking" else "answered"
    trail.record(db, point, step, now, by, "check_back" if step == "heard" else "reply", status)
    if draft.status == "passed_on":
        point.passed_to = draft.passed_to
    point.due_at = next_due(db, draft, point)
    if draft.status == "checking" and not draft.next_by:
        pauses.wait(point, now, others)


def record_claims(db: Db, point: VoicePoint, draft: Draft, by: trail.By, now: datetime) -> None:
    """What a reply says was done, or decided and why."""
    if draft.status in ("done", "partly"):
        since = datetime.combine(draft.since, time()) if draft.since else now
        trail.record(db, point, "acted", now, by, draft.status, at=min(since, now))
    if draft.status in ("cant", "partly", "passed_on"):
        trail.record(db, point, "decided", now, by, draft.reason or draft.status)


def next_due(db: Db, draft: Draft | KeptDraft, point: VoicePoint) -> datetime | None:
    """By when something is owed once this was said: what it promises, nothing after an outcome, or what was before."""
    if draft.next_by:
        return promises.end_of(draft.next_by, partnership.promises_from(db, point.service_id))
    return None if draft.status in OUTCOMES else pauses.promised(point, points.with_it(db, point))


def hear(db: Db, point: VoicePoint, staff: Staff, now: datetime) -> None:
    """Somebody pressed "I have read this": the first reply's clock still runs."""
    if not points.may_move(point, "heard"):
        raise NotAllowed(point.status)
    trail.record(db, point, "heard", now, trail.By(staff.role, staff.id), "read", status="heard")
    pauses.run_on(point, now, points.with_it(db, point))


def one(db: Db, reply_id: str) -> Reply | None:
    return db.get(Reply, reply_id)


def of_point(db: Db, point_id: str) -> list[Reply]:
    """Every version of every reply to a point, newest first."""
    return list(db.scalars(select(Reply).where(Reply.point_id == point_id).order_by(Reply.version.desc())))


def understood_in(some: Iterable[Any]) -> str:
    """Of one point's replies, newest first: the language of what we understood, as the last that said it on a phone."""
    said = (one.language for one in some if one.we_heard and not one.pass_on_id and not one.in_person_only)
    return next(said, content.FIRST)


def changed_to(db: Db, reply: Reply) -> Reply | None:
    """The reply that says this one again, otherwise; the newest, if there are several."""
    newer = select(Reply).where(Reply.changes_id == reply.id, Reply.point_id == reply.point_id)
    return db.scalar(newer.order_by(Reply.version.desc()).limit(1))


def of_person(db: Db, participant_id: str) -> dict[str, list[Reply]]:
    """All replies to one participant by point, newest first."""
    found: dict[str, list[Reply]] = {}
    query = select(Reply).where(Reply.participant_id == participant_id)
    for reply in db.scalars(query.order_by(Reply.version.desc())):
        found.setdefault(reply.point_id, []).append(reply)
    return found


def opened(db: Db, reply: Reply) -> Shown:
    """A reply in plain text. Raises ``Forgotten`` or ``SealBroken``."""
    return Shown(reply, drafts.opened(reply, sealed_store.key_of(db, reply.participant_id)))


def _versions_so_far(db: Db, point_id: str) -> int:
    return db.scalar(select(func.count()).where(Reply.point_id == point_id)) or 0
