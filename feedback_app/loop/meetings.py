"""A meeting that one person's voice is taken to: planned first, then recorded once and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import content, points, promises, scope, sealed_store
from feedback_app.loop.participants import Participant
from feedback_app.loop.partnership import Service
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.staff import Staff

STRATEGY = "strategy"
# stages at which nobody meets to decide
NO_MEETING = ("direct_work", "after", "unsure")
NOT_PRESENTED, NOT_INVITED = "not_presented", "not_invited"
ROUTES = ("in_person", "advocate", "own_words_read", "recorded_or_drawn", "worker_summary", NOT_PRESENTED)
PARENT_ROUTES = (*ROUTES, NOT_INVITED)
CHAIRS = (
    "independent_chair",
    "reviewing_officer",
    "team_manager",
    "lead_practitioner",
    "social_worker",
    "police",
    "health",
    "education",
    "youth_justice",
    "other",
)


class Meeting(Base):
    """One meeting, as far as one participant's voice is concerned: ``kind`` is its stage.

    A parent's and a young person's records of the same meeting are two rows, and never join.
    """

    __tablename__ = "meetings"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id))
    kind: Mapped[Code]
    held_on: Mapped[date]
    chair: Mapped[Code | None]
    agencies: Mapped[list[str]] = mapped_column(JSON, default=list)
    voice_route: Mapped[Code | None]
    parent_route: Mapped[Code | None]
    minute_ref: Mapped[bytes | None] = mapped_column(LargeBinary)
    planned_by: Mapped[str] = mapped_column(String(22))
    planned_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(String(22))
    recorded_at: Mapped[datetime | None]
    moved_from: Mapped[date | None]  # the day it was to be, when it is on another now
    called_off_at: Mapped[datetime | None]

    participant: Mapped[Participant] = relationship(lazy="joined")

    @property
    def is_recorded(self) -> bool:
        return self.recorded_at is not None

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def is_to_be(self) -> bool:
        """Neither recorded nor called off: it may still be moved, and asked about."""
        return not (self.is_recorded or self.is_called_off)


@dataclass(frozen=True)
class Held:
    """What a record says of the meeting itself; empty means not given."""

    held_on: date | None = None
    chair: str = ""
    agencies: tuple[str, ...] = ()
    voice_route: str = ""
    parent_route: str = ""
    minute_ref: str = ""


def kinds() -> list[str]:
    """The stages at which there are meetings."""
    return [one for one in content.values_of("stages") if one not in NO_MEETING]


def plan(db: Db, person: Staff, participant: Participant, kind: str, held_on: date, now: datetime) -> Meeting:
    """A meeting that is to be, or was. Raises ``NotAllowed`` for what is no meeting."""
    if kind not in kinds():
        raise NotAllowed([("kind", "choose")])
    meeting = Meeting(
        id=new_id(),
        participant_id=participant.id,
        service_id=str(person.service_id),
        kind=kind,
        held_on=held_on,
        agencies=[],
        planned_by=person.id,
        planned_at=to_the_minute(now),
    )
    meeting.participant = participant
    db.add(meeting)
    return meeting


def planned(db: Db, person: Staff, participant: Participant, kind: str, held_on: date) -> Meeting | None:
    """The meeting of this kind on this day that their service has planned already, and that is still to be."""
    kept = of_voice(db, person, participant.id)
    return next((one for one in kept if one.is_to_be and (one.kind, one.held_on) == (kind, held_on)), None)


def one(db: Db, person: Staff, meeting_id: str) -> Meeting | None:
    """A meeting of a voice this person may read, kept by their service; any other is not found."""
    points.hold_voice(db, select(Meeting.participant_id).where(Meeting.id == meeting_id).scalar_subquery())
    found = db.get(Meeting, meeting_id)
    if found is None or found.service_id != person.service_id:
        return None
    return found if scope.voice_of(db, person, found.participant_id) else None


def of_voice(db: Db, person: Staff, participant_id: str) -> list[Meeting]:
    """Their meetings that this person's service keeps, latest first. Whoever asks may read the voice."""
    mine = (Meeting.participant_id == participant_id, Meeting.service_id == person.service_id)
    return list(db.scalars(select(Meeting).where(*mine).order_by(Meeting.held_on.desc(), Meeting.id)))


def lacks(held: Held, today: date) -> list[tuple[str, str]]:
    """What a record does not yet say of the meeting, as ``(field, problem)``."""
    found = []
    if held.held_on is None or held.held_on > today:
        found.append(("held_on", "future" if held.held_on else "needed"))
    if held.chair not in CHAIRS:
        found.append(("chair", "choose"))
    if not held.agencies or not set(held.agencies) <= set(content.values_of("agencies")):
        found.append(("agencies", "choose"))
    if held.voice_route not in ROUTES:
        found.append(("voice_route", "choose"))
    if held.parent_route not in PARENT_ROUTES:
        found.append(("parent_route", "choose"))
    return found


def close(db: Db, meeting: Meeting, held: Held, person: Staff, now: datetime) -> None:
    """Write down how it was. Only ``considerations.record`` calls this: no record without every open point."""
    key = sealed_store.key_of(db, meeting.participant_id)
    if held.held_on is not None:
        meeting.held_on = held.held_on
    meeting.chair, meeting.agencies = held.chair, list(held.agencies)
    meeting.voice_route, meeting.parent_route = held.voice_route, held.parent_route
    if held.minute_ref:
        meeting.minute_ref = key.seal(held.minute_ref, "meetings", "minute_ref", meeting.id)
    meeting.recorded_by, meeting.recorded_at = person.id, to_the_minute(now)


def moment_of(held: Held, said_at: datetime | None, now: datetime) -> datetime | None:
    """The middle of a meeting's day, but never before the point was said; None is now."""
    day = held.held_on
    if day is None or day == promises.in_london(now).date():
        return None
    noon = datetime.combine(day, time(12))
    return max(noon, said_at) if said_at else noon


def minute_ref_of(db: Db, meeting: Meeting) -> str:
    """Where the minutes are, while their key is there. Raises ``SealBroken``."""
    place = ("meetings", "minute_ref", meeting.id)
    return sealed_store.opened_if_there(db, meeting.participant_id, meeting.minute_ref, *place)
