"""Told, and what the person says to it: receipts, not sorted, and yes, you got me right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from feedback_app.database import Db, new_id, to_the_minute
from feedback_app.loop import promises, trail
from feedback_app.loop.points import OUTCOMES, VoicePoint
from feedback_app.loop.replies import Receipt, Reply
from feedback_app.loop.staff import Staff


class NotForAPhone(Exception):
    """This reply is told in person only: nothing of it opens on a phone."""


def open_reply(db: Db, point: VoicePoint, reply: Reply, now: datetime) -> None:
    """The person pressed "Read the reply". Raises :class:`NotForAPhone`."""
    if reply.in_person_only:
        raise NotForAPhone
    if not is_told(db, reply.id):
        _add(db, reply, "opened", now, None)
        trail.record(db, point, "told", now, trail.PERSON, "opened")


def tell_in_person(db: Db, point: VoicePoint, reply: Reply, staff: Staff, at: datetime, now: datetime) -> None:
    """A worker told them face to face, on that day; the person may be asked whether that happened."""
    _add(db, reply, "told_in_person", at, staff.id)
    trail.record(db, point, "told", now, trail.By(staff.role, staff.id), "told_in_person", at=at)


def is_told(db: Db, reply_id: str) -> bool:
    return db.scalar(select(Receipt.id).where(Receipt.reply_id == reply_id).limit(1)) is not None


def receipts_of(db: Db, reply_id: str) -> list[Receipt]:
    return list(db.scalars(select(Receipt).where(Receipt.reply_id == reply_id)))


def say_not_sorted(db: Db, point: VoicePoint, now: datetime, promised: dict[str, int]) -> None:
    """The person's own tap, and nobody else's: an outcome is open again, on a fresh promise."""
    status = "reopened" if point.status in OUTCOMES else None
    trail.record(db, point, trail.REOPENED, now, trail.PERSON, "not_sorted", status=status)
    point.reply_by = promises.working_days_after(now, promised["reply_days"], promised)
    point.due_at = point.reply_by


def say_understood(db: Db, point: VoicePoint, is_right: bool, now: datetime) -> None:
    """The person says whether we got them right. No sends the point back to be read again."""
    status = "heard" if point.status == "checking" else None
    step = "understood" if is_right else "said"
    evidence = "got_me_right" if is_right else "not_what_i_meant"
    trail.record(db, point, step, now, trail.PERSON, evidence, status=status)
    point.understanding_ok = is_right
    point.due_at = point.due_at or point.reply_by


def _add(db: Db, reply: Reply, how: str, at: datetime, staff_id: str | None) -> None:
    db.add(Receipt(id=new_id(), reply_id=reply.id, how=how, at=to_the_minute(at), staff_id=staff_id))
