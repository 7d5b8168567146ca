"""Letters to staff that could not be posted: who is still to be reminded, and since when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from feedback_app.database import Db
from feedback_app.loop.reminders import Reminder
from feedback_app.loop.staff import Staff


def since(db: Db, before: datetime) -> dict[str, datetime]:
    """Whose letter was written down before then and has not gone, with the moment of the first."""
    waiting = (
        select(Staff.email, func.min(Reminder.made_at))
        .join(Staff, Staff.id == Reminder.staff_id)
        .where(Reminder.sent_at.is_(None), Reminder.made_at < before, Staff.left_at.is_(None))
        .group_by(Staff.email)
        .order_by(Staff.email)
    )
    return dict(db.execute(waiting).all())
