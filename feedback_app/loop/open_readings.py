"""Another language, as a manager looks at it: what their team still reads for others, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from feedback_app.database import Db
from feedback_app.loop import scope
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading, is_open
from feedback_app.loop.staff import Staff


@dataclass(frozen=True)
class Open:
    """One thing that somebody was asked for, by when, and the first point of it.

    ``pass_on`` where it is our own answer to what another service passed to us: its page is all that opens to us.
    """

    reading: Reading
    point: VoicePoint
    due_at: datetime
    pass_on: PassOn | None = None

    def is_late(self, now: datetime) -> bool:
        return self.due_at < now


def owed(db: Db, person: Staff) -> list[Open]:
    """What members of one's own service were asked to put into a language, as far as it still opens to them.

    Both lists are read along an index of what is open, whole: they are as short as the wait. The soonest due first.
    """
    team = select(Staff.id).where(Staff.service_id == person.service_id, Staff.left_at.is_(None))
    asked = list(db.scalars(select(Reading).where(Reading.reader_id.in_(list(db.scalars(team))), is_open())))
    shown = scope.to_read(db, asked)
    return _in_order([Open(one, shown[one.id][0], one.due_at) for one in asked if shown[one.id]])


def waited_for(db: Db, person: Staff, now: datetime) -> list[Open]:
    """What one's own service asked somebody for, as far as one may see what it is about."""
    asked = list(db.scalars(select(Reading).where(Reading.service_id == person.service_id, is_open())))
    about = scope.about(db, asked)
    seen = {one.id: [point for point in about[one.id] if scope.sees(person, point)] for one in asked}
    ours = [Open(one, seen[one.id][0], one.due_at) for one in asked if seen[one.id]]
    others = [one for one in asked if one.reply_id and not seen[one.id]]
    passed = scope.answered_with(db, person, [one.reply_id for one in others], now)
    told = [(one, passed[one.reply_id]) for one in others if one.reply_id in passed]
    return _in_order([*ours, *(Open(one, asked_of_us.point, one.due_at, asked_of_us) for one, asked_of_us in told)])


def _in_order(found: list[Open]) -> list[Open]:
    return sorted(found, key=lambda one: (one.due_at, one.reading.id))
