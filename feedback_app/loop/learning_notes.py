"""What a team got wrong, and what it does differently now: about nobody, written down so that it is not forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Db, Id, new_id, to_the_minute
from feedback_app.loop.partnership import Service, hold_service
from feedback_app.loop.staff import Staff

LONGEST = 500
TEXTS = ("went_wrong", "we_do_now")


class LearningNote(Base):
    """One thing learned by one team. Not sealed: there is no person in it."""

    __tablename__ = "learning_notes"

    id: Mapped[Id]
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id), index=True)
    went_wrong: Mapped[str] = mapped_column(Text)
    we_do_now: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(22))
    made_at: Mapped[datetime]


def of_team(db: Db, service_id: str | None) -> list[LearningNote]:
    """What a team has learned, newest first."""
    ours = select(LearningNote).where(LearningNote.service_id == service_id)
    return list(db.scalars(ours.order_by(LearningNote.made_at.desc(), LearningNote.id)))


def note(db: Db, person: Staff, went_wrong: str, we_do_now: str, now: datetime) -> LearningNote | None:
    """Write it down for one's own team; None when these very words stand there already."""
    hold_service(db, person.service_id)
    if any((one.went_wrong, one.we_do_now) == (went_wrong, we_do_now) for one in of_team(db, person.service_id)):
        return None
    made = LearningNote(id=new_id(), service_id=person.service_id, went_wrong=went_wrong, we_do_now=we_do_now)
    made.made_by, made.made_at = person.id, to_the_minute(now)
    db.add(made)
    db.flush()
    return made
