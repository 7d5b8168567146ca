"""That a parent or carer may be a risk: for staff who answer them, never for them; set and cleared with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Db, Id
from feedback_app.loop import sealed_store
from feedback_app.loop.participants import Participant
from feedback_app.loop.staff import Staff

PARENT = "parent_carer"


class RiskMark(Base):
    """One time somebody was marked, and by whom it was cleared. A mark that was set is never taken away."""

    __tablename__ = "risk_marks"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    set_by: Mapped[str] = mapped_column(String(22))
    service_id: Mapped[str | None] = mapped_column(String(22))  # where they worked then
    set_at: Mapped[datetime]
    cleared_reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    cleared_by: Mapped[str | None] = mapped_column(String(22))
    cleared_at: Mapped[datetime | None]


def standing(db: Db, participant_id: str) -> RiskMark | None:
    """The mark somebody has now, or had when they came by the same card: new words are no way round it."""
    same = [participant_id, *sealed_store.came_by_same_card(db, participant_id)]
    query = select(RiskMark).where(RiskMark.participant_id.in_(same), RiskMark.cleared_at.is_(None))
    return db.scalar(query.order_by(RiskMark.set_at, RiskMark.id).limit(1))


def was_last_set_by(db: Db, person: Participant, staff: Staff) -> bool:
    """Whether this hand was the last to set or clear the mark of this person: then a form was sent twice."""
    marks = select(RiskMark).where(RiskMark.participant_id == person.id)
    last = db.scalar(marks.order_by(RiskMark.set_at.desc(), RiskMark.id).limit(1))
    return last is not None and (last.cleared_by or last.set_by) == staff.id


def reason_of(db: Db, mark: RiskMark) -> str:
    """Why they were marked. Raises ``Forgotten`` or ``SealBroken``."""
    return sealed_store.key_of(db, mark.participant_id).open(mark.reason, "risk_marks", "reason", mark.id)
