"""Everybody whom one worker works with, or nobody does: the way back to a voice when nothing of it waits any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, tuple_

from feedback_app.database import Db
from feedback_app.loop import scope
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff

PAGE = 25


@dataclass(frozen=True)
class Voice:
    """One participant: when they last said something, and how many of their points wait; as far as one may see them."""

    person: Participant
    last_said_at: datetime
    waits: int


def voices(
    db: Db, person: Staff, worker_id: str | None, after: tuple[datetime, str] | None = None, limit: int = PAGE
) -> list[Voice]:
    """Those of one's own service who have this worker, or none; whoever spoke last is first.

    ``after`` is the last one's ``(last_said_at, id)``. These are the voices that ``caseload.sizes`` counts.
    """
    last = func.max(VoicePoint.said_at)
    found = select(Participant, last, func.count(VoicePoint.due_at)).join_from(Participant, VoicePoint)
    found = found.where(Participant.worker_id == worker_id, Participant.service_id == person.service_id)
    found = found.where(scope.visible_in_a_voice(person)).group_by(Participant.id)
    if after is not None:
        found = found.having(tuple_(last, Participant.id) < after)
    rows = db.execute(found.order_by(last.desc(), Participant.id.desc()).limit(limit))
    return [Voice(one, said_at, waits) for one, said_at, waits in rows]
