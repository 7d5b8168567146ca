"""The record of a meeting with a marked parent: a second reader reads it before they do, or it stays with us."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, column, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, only_where, to_the_minute
from feedback_app.loop import meetings, risk_marks, scope, second_readers
from feedback_app.loop.meetings import Meeting
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff, team_of

ENDS = LET_GO, KEPT_BACK = "let_go", "kept_back"
_OPEN = only_where(column("ended_at").is_(None))


class HeldRecord(Base):
    """That a record waits, or how that ended. The record itself is whole and is never changed.

    Until it is let go nothing of it stands on their page; what is kept back is said in a reply, which two of us read.
    """

    __tablename__ = "held_records"

    meeting_id: Mapped[str] = mapped_column(ForeignKey(Meeting.id, ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    service_id: Mapped[str] = mapped_column(String(22))
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id))
    held_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[Code | None]
    ended_by: Mapped[str | None] = mapped_column(ForeignKey(Staff.id))

    meeting: Mapped[Meeting] = relationship()
    writer: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    reader: Mapped[Staff | None] = relationship(foreign_keys=[ended_by])

    __table_args__ = (Index("ix_held_records_waiting", "service_id", "held_at", **_OPEN),)

    @property
    def waits(self) -> bool:
        return self.ended_at is None


def is_needed(db: Db, meeting: Meeting, weighed: Iterable[VoicePoint]) -> bool:
    """Where its person is marked, the record waits; else it goes as it is.

    Or somebody else whose words it weighs: who answered by its card is mostly its person again, without their words.
    """
    is_parent = meeting.participant.audience == risk_marks.PARENT
    is_marked = is_parent and risk_marks.standing(db, meeting.participant_id) is not None
    return is_marked or any(second_readers.reads_all_to(db, point) for point in weighed)


def hold(db: Db, meeting: Meeting, writer: Staff, now: datetime) -> None:
    made = HeldRecord(meeting_id=meeting.id, participant_id=meeting.participant_id, service_id=meeting.service_id)
    made.staff_id, made.held_at = writer.id, to_the_minute(now)
    db.add(made)


def of_meeting(db: Db, meeting_id: str) -> HeldRecord | None:
    return db.get(HeldRecord, meeting_id)


def to_read(db: Db, person: Staff) -> list[HeldRecord]:
    """What waits for this manager or lead, longest first."""
    if person.role not in scope.MANAGERS:
        return []
    waits = select(HeldRecord).where(HeldRecord.service_id == person.service_id, HeldRecord.ended_at.is_(None))
    return [one for one in db.scalars(waits.order_by(HeldRecord.held_at)) if may_end(db, one, person)]


def may_end(db: Db, held: HeldRecord, person: Staff) -> bool:
    """A manager or lead who did not write it, and may see that voice."""
    is_reader = held.waits and second_readers.may_read(person, held.staff_id)
    return is_reader and meetings.one(db, person, held.meeting_id) is not None


def has_reader(db: Db, held: HeldRecord) -> bool:
    """Whether anybody is there who may."""
    return any(may_end(db, held, one) for one in team_of(db, held.service_id))


def end(db: Db, held: HeldRecord, reader: Staff, how: str, now: datetime) -> None:
    """Let it go to their page, or keep it back for good. Raises ``NotAllowed``."""
    if how not in ENDS or not may_end(db, held, reader):
        raise NotAllowed("held")
    held.ended_at, held.ended_how, held.ended_by = to_the_minute(now), how, reader.id
