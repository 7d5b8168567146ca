"""A voice that a worker wrote down after a talk: by whom, when it was said, and what its person said to that."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Db, Id, to_the_minute
from feedback_app.loop import journal, trail
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.sending import TalkNote
from feedback_app.loop.staff import Staff
from feedback_app.made_once import MadeOnce

ONE_TO_ONE, PHONE = "one_to_one_note", "phone_call"
CHANNELS = (ONE_TO_ONE, PHONE)


class WrittenDown(Base):
    """What makes a check-in a worker's note of a talk; ``check_ins.channel`` says of which kind. Never changed."""

    __tablename__ = "written_down"

    check_in_id: Mapped[Id] = mapped_column(ForeignKey("check_ins.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id))
    said_on: Mapped[date]
    their_exact_words: Mapped[bool]
    they_checked_it: Mapped[bool]
    they_know_it_is_here: Mapped[bool]
    written_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("they_know_it_is_here", name="they_know"),)


_OF_PERSON = MadeOnce(
    select(
        WrittenDown.check_in_id,
        WrittenDown.said_on,
        WrittenDown.their_exact_words,
        WrittenDown.they_checked_it,
        Staff.first_name,
    )
    .join_from(WrittenDown, Staff, WrittenDown.staff_id == Staff.id)
    .where(WrittenDown.participant_id == bindparam("participant_id"))
)


def keep(db: Db, written: TalkNote, participant_id: str, check_in_id: str, now: datetime) -> None:
    """Beside the check-in, who wrote it down; whoever wrote it has heard it. Journalled.

    The database refuses a note of which its person does not know.
    """
    db.add(
        WrittenDown(
            check_in_id=check_in_id,
            participant_id=participant_id,
            staff_id=written.by.staff_id,
            said_on=written.said_on,
            their_exact_words=written.their_exact_words,
            they_checked_it=written.they_checked_it,
            they_know_it_is_here=written.they_know_it_is_here,
            written_at=to_the_minute(now),
        )
    )
    for point in db.scalars(select(VoicePoint).where(VoicePoint.check_in_id == check_in_id)):
        trail.record(db, point, "heard", now, written.by, "written_down", status="heard")
        point.due_at = point.reply_by
    journal.record(db, now, written.by.staff_id, "write_down", "check_in", check_in_id)


def of_person(db: Db, participant_id: str) -> dict[str, Any]:
    """Every note of one participant, by its check-in, with the first name of who wrote it."""
    return {row.check_in_id: row for row in db.rows(_OF_PERSON, participant_id=participant_id)}
