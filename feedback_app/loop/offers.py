"""That a worker offered somebody to read our reply, or to say what difference it made: who asked, how, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop.participants import Participant
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff

TELL, PULSE = "tell", "pulse"
CARD, TOGETHER = "card", "together"
WAYS = (CARD, TOGETHER)


class Offer(Base):
    """One offer; whether they take it up is theirs. A verdict that staff asked for is known as such."""

    __tablename__ = "offers"

    id: Mapped[Id]
    reply_id: Mapped[str] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"))
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id))
    what: Mapped[Code]
    way: Mapped[Code]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_offers_reply_id", "reply_id", "at"),)


def offer(db: Db, reply: Reply, what: str, way: str, staff: Staff, now: datetime) -> None:
    """Write down that it was offered. Within one minute it is one offer, however often it is pressed."""
    made = {"reply_id": reply.id, "staff_id": staff.id, "what": what, "way": way, "at": to_the_minute(now)}
    if db.scalar(select(Offer.id).filter_by(**made)) is None:
        db.add(Offer(id=new_id(), participant_id=reply.participant_id, **made))


def of_reply(db: Db, reply_id: str) -> list[Any]:
    """Every offer of one reply, oldest first, with who made it."""
    query = select(Offer.what, Offer.way, Offer.at, Staff.first_name).join(Staff, Staff.id == Offer.staff_id)
    return list(db.execute(query.where(Offer.reply_id == reply_id).order_by(Offer.at, Offer.id)))
