"""Another language, as a manager looks at it: what their team still reads for others, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
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
    asked = db.scalars(select(Reading).where(Reading.reader_id.in_(list(db.scalars(team))), is_open()))
    found = [(one, next(iter(scope.to_read(db, one.reader, one)), None)) for one in asked]
    return _in_order(found)


def waited_for(db: Db, person: Staff, now: datetime) -> list[Open]:
    """What one's own service asked somebody for, as far as one may see what it is about."""
    asked = list(db.scalars(select(Reading).where(Reading.service_id == person.service_id, is_open())))
    found = []
    for one in asked:
        if seen := scope.asked_for(db, person, one.id):
            found.append(seen)
        elif one.reply_id and (passed := scope.answered_with(db, person, one.reply_id, now)):
            found.append((one, passed.point, passed))
    return _in_order(found)


def _in_order(found: Sequence[tuple[Reading, VoicePoint | None] | tuple[Reading, VoicePoint, PassOn]]) -> list[Open]:
    whole = [
        Open(one, point, one.due_at, *passed)
        for one, point, *passed in found
        if point is not None and one.due_at is not None
    ]
    return sorted(whole, key=lambda one: (one.due_at, one.reading.id))
