"""A point folded away in our lists: one of us asks and says why, a second one agrees. Its clocks run on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, and_, column, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Db, Id, new_id, only_where, to_the_minute
from feedback_app.loop import scope, sealed_store
from feedback_app.loop.points import WITHDRAWN, NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff

_TO_DECIDE = only_where(and_(column("decided_at").is_(None), column("ended_at").is_(None)))


class Hiding(Base):
    """That somebody asked to hide a point, who said yes or no, and when it was shown again."""

    __tablename__ = "hidings"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_by: Mapped[str] = mapped_column(String(22))
    asked_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(String(22))
    decided_at: Mapped[datetime | None]
    is_agreed: Mapped[bool | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_hidings_to_decide", "asked_at", "id", **_TO_DECIDE),)


def ask(db: Db, point: VoicePoint, person: Staff, reason: str, now: datetime) -> Hiding:
    """Ask a second one to agree, with the reason. Raises ``NotAllowed``."""
    if point.is_taken_back or point.hidden_at is not None or of_point(db, point) is not None:
        raise NotAllowed([("reason", "already")])
    if not reason:
        raise NotAllowed([("reason", "needed")])
    row_id, key = new_id(), sealed_store.key_of(db, point.participant_id)
    made = Hiding(
        id=row_id,
        point_id=point.id,
        participant_id=point.participant_id,
        reason=key.seal(reason, "hidings", "reason", row_id),
        asked_by=person.id,
        asked_at=to_the_minute(now),
    )
    db.add(made)
    db.flush()
    return made


def may_decide(asked: Hiding, person: Staff) -> bool:
    """A manager or safeguarding lead who may see the point, and never whoever asked."""
    return asked.decided_at is None and person.role in scope.MANAGERS and person.id != asked.asked_by


def decide(point: VoicePoint, asked: Hiding, person: Staff, is_agreed: bool, now: datetime) -> None:
    """The second one says yes or no. Raises ``NotAllowed``."""
    if not may_decide(asked, person) or point.is_taken_back:
        raise NotAllowed([("agree", "not_yours")])
    asked.decided_by, asked.decided_at, asked.is_agreed = person.id, to_the_minute(now), is_agreed
    if is_agreed:
        point.hidden_at = to_the_minute(now)
    else:
        asked.ended_at = to_the_minute(now)


def show_again(db: Db, point: VoicePoint, now: datetime) -> None:
    """Whoever may see it may show it again: that needs nobody's leave. So ends a wish that nobody has decided, too."""
    point.hidden_at, asked = None, of_point(db, point)
    if asked is not None:
        asked.ended_at = to_the_minute(now)


def of_point(db: Db, point: VoicePoint) -> Hiding | None:
    """The wish that stands: not decided yet, or agreed and not ended."""
    return db.scalar(select(Hiding).where(Hiding.point_id == point.id, Hiding.ended_at.is_(None)))


def to_decide(db: Db, person: Staff) -> list[VoicePoint]:
    """Points that somebody else wants hidden and this manager or lead may say yes or no to, the oldest wish first."""
    if person.role not in scope.MANAGERS:
        return []
    wishes = select(Hiding.point_id).where(Hiding.ended_at.is_(None), Hiding.decided_at.is_(None))
    ids = list(db.scalars(wishes.where(Hiding.asked_by != person.id).order_by(Hiding.asked_at, Hiding.id)))
    # first the few wishes, then their points: joined, SQLite would go through all that was ever said
    theirs = scope.rows().where(VoicePoint.id.in_(ids), scope.visible_to(person), VoicePoint.status != WITHDRAWN)
    found = {point.id: point for point in db.scalars(theirs)} if ids else {}
    return [found[point_id] for point_id in ids if point_id in found]


def reason_of(db: Db, asked: Hiding) -> str:
    """Why. Raises ``Forgotten`` or ``SealBroken``."""
    return sealed_store.opened(db, asked.participant_id, asked.reason, "hidings", "reason", asked.id)
