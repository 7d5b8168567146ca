"""The post to staff: what is taken to be posted, marked as sent or put back, and whose letter could not go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from feedback_app.database import Db
from feedback_app.loop.reminders import Reminder, batches, is_free
from feedback_app.loop.staff import Staff


@dataclass(frozen=True)
class Letter:
    """One letter to one member of staff, for all that they are to be reminded of."""

    email: str
    reminders: tuple[str, ...]


def take(db: Db, now: datetime) -> list[Letter]:
    """What is to be posted now, taken so that nobody else posts it as well."""
    waiting = db.execute(
        select(Reminder.id, Staff.email)
        .join(Staff, Staff.id == Reminder.staff_id)
        .where(Staff.left_at.is_(None), *is_free(now))
        .order_by(Staff.email)
        .with_for_update(skip_locked=True, of=Reminder)
    ).all()
    letters: dict[str, list[str]] = {}
    for one in waiting:
        letters.setdefault(one.email, []).append(one.id)
    _set(db, [one.id for one in waiting], taken_at=now)
    return [Letter(email, tuple(ids)) for email, ids in letters.items()]


def mark_sent(db: Db, letter: Letter, now: datetime) -> None:
    _set(db, list(letter.reminders), sent_at=now)


def put_back(db: Db, letter: Letter) -> None:
    """It was not sent, and waits for the next time."""
    _set(db, list(letter.reminders), taken_at=None)


def unposted_since(db: Db, before: datetime) -> dict[str, datetime]:
    """Whose letter was written down before then and has not gone, with the moment of the first."""
    waiting = (
        select(Staff.email, func.min(Reminder.made_at))
        .join(Staff, Staff.id == Reminder.staff_id)
        .where(Reminder.sent_at.is_(None), Reminder.made_at < before, Staff.left_at.is_(None))
        .group_by(Staff.email)
        .order_by(Staff.email)
    )
    return dict(db.execute(waiting).all())


def _set(db: Db, ids: list[str], **values: datetime | None) -> None:
    for some in batches(ids):
        db.execute(update(Reminder).where(Reminder.id.in_(some)).values(**values))
