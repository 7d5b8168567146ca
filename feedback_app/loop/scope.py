"""What one member of staff may see: row scope, in the query and never in a template."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from feedback_app.database import Db
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff

DESK = frozenset(("worker", "team_manager", "safeguarding_lead"))
MANAGERS = frozenset(("team_manager", "safeguarding_lead"))
PAGE = 25


def visible_to(person: Staff) -> ColumnElement[bool]:
    """Own service only; "just my worker" to that worker and managers; "not my worker" never to them."""
    mine = VoicePoint.owner_id == person.id
    only_worker = mine if person.role not in MANAGERS else VoicePoint.who_sees == "worker"
    return and_(
        VoicePoint.service_id == person.service_id,
        or_(
            VoicePoint.who_sees.not_in(("worker", "not_my_worker")),
            and_(VoicePoint.who_sees == "worker", only_worker),
            and_(
                VoicePoint.who_sees == "not_my_worker",
                or_(VoicePoint.owner_id.is_(None), VoicePoint.owner_id != person.id),
            ),
        ),
    )


def inbox(db: Db, person: Staff, after: tuple[datetime, str] | None = None, limit: int = PAGE) -> list[VoicePoint]:
    """What waits, longest against its promise first; ``after`` is the last row's ``(due_at, id)``."""
    query = _rows().where(visible_to(person), VoicePoint.due_at.is_not(None))
    if after is not None:
        query = query.where(tuple_(VoicePoint.due_at, VoicePoint.id) > after)
    return list(db.scalars(query.order_by(VoicePoint.due_at, VoicePoint.id).limit(limit)))


def how_many_wait(db: Db, person: Staff) -> int:
    query = select(func.count()).where(visible_to(person), VoicePoint.due_at.is_not(None))
    return db.scalar(query) or 0


def answered_lately(db: Db, person: Staff, limit: int = PAGE) -> list[VoicePoint]:
    """Points with an outcome, newest first, so that what people said to it can be read."""
    query = _rows().where(visible_to(person), VoicePoint.due_at.is_(None))
    return list(db.scalars(query.order_by(VoicePoint.answered_at.desc(), VoicePoint.id).limit(limit)))


def point(db: Db, person: Staff, point_id: str) -> VoicePoint | None:
    """One point if this person may see it; a foreign id and an unknown one answer the same."""
    return db.scalar(_rows().where(VoicePoint.id == point_id, visible_to(person)))


def voice_of(db: Db, person: Staff, participant_id: str) -> list[VoicePoint]:
    """Everything of one participant that this person may see, newest first."""
    return list(
        db.scalars(
            _rows()
            .where(VoicePoint.participant_id == participant_id, visible_to(person))
            .order_by(VoicePoint.said_at.desc(), VoicePoint.id)
        )
    )


def may_read(db: Db, person: Staff, check_in: CheckIn) -> bool:
    """Whether a whole check-in may be read, also one that was only tapped and so has no point."""
    said = select(VoicePoint.id).where(VoicePoint.check_in_id == check_in.id)
    if db.scalar(said.limit(1)) is not None:
        return db.scalar(said.where(visible_to(person)).limit(1)) is not None
    is_owner = check_in.invitation.worker_id == person.id
    allowed = {"worker": is_owner or person.role in MANAGERS, "not_my_worker": not is_owner}
    return check_in.invitation.service_id == person.service_id and allowed.get(check_in.who_sees, True)


def _rows() -> Select[tuple[VoicePoint]]:
    """Points with what a list says of each: whose, and from which invitation."""
    return select(VoicePoint).options(joinedload(VoicePoint.check_in))
