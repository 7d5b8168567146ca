"""What happened to a point, step by step, only ever added to; its clocks follow in the same breath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop.points import VoicePoint

STEPS = (
    "asked",
    "said",
    "received",
    "heard",
    "understood",
    "raised",
    "decided",
    "acted",
    "answered",
    "told",
    "felt",
    "lasted",
    "learned",
)
# not a step of the ladder: the person says it is not sorted, and the point is open again
REOPENED = "reopened"
EVENTS = (*STEPS, REOPENED)
CLOCKS = tuple(f"{step}_at" for step in EVENTS)
AT_ONCE = 500  # points, when all of them are gone through


class TrailEvent(Base):
    """One thing that happened to one point. Rows are never changed or taken away."""

    __tablename__ = "trail_events"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"))
    position: Mapped[int]
    step: Mapped[Code]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    by: Mapped[Code]
    staff_id: Mapped[str | None] = mapped_column(String(22))
    evidence: Mapped[Code]
    status: Mapped[Code | None]
    visible: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (Index("ix_trail_events_in_order", "point_id", "position"),)


@dataclass(frozen=True)
class By:
    """Who did it: ``person``, ``system``, or a member of staff by role and id."""

    who: str
    staff_id: str | None = None


PERSON, SYSTEM = By("person"), By("system")


def record(
    db: Db,
    point: VoicePoint,
    step: str,
    now: datetime,
    by: By,
    evidence: str,
    status: str | None = None,
    visible: bool = True,
    at: datetime | None = None,
) -> TrailEvent:
    """Add an event and move the point's clock and status with it: the only writer of either.

    ``at`` is when it happened, if that was before ``now``, when it is written down. Though the clock be
    put back, nothing that happens now happened before what is on the trail already.
    """
    happened = at or max(now, latest(point) or now)
    event = TrailEvent(**row_of(point.id, point.events, step, happened, now, by, evidence, status, visible))
    point.events += 1
    db.add(event)
    for column, value in clocks([event]).items():
        if column == "status" or getattr(point, column) is None:
            setattr(point, column, value)
    return event


def row_of(
    point_id: str,
    position: int,
    step: str,
    at: datetime,
    recorded_at: datetime,
    by: By,
    evidence: str,
    status: str | None = None,
    visible: bool = True,
) -> dict[str, object]:
    """An event as plain values, for inserting the first few of a point together."""
    if step not in EVENTS:
        raise ValueError(f"no step {step!r}")
    return {
        "id": new_id(),
        "point_id": point_id,
        "position": position,
        "step": step,
        "at": to_the_minute(at),
        "recorded_at": to_the_minute(recorded_at),
        "by": by.who,
        "staff_id": by.staff_id,
        "evidence": evidence,
        "status": status,
        "visible": visible,
    }


def latest(point: VoicePoint) -> datetime | None:
    """The last of a point's clocks."""
    told = (getattr(point, name) for name in CLOCKS)
    return max(filter(None, told), default=None)


def clocks(events: Iterable[Any]) -> dict[str, object]:
    """What a point's columns must say, from its events in order: ``<step>_at`` first time, last status.

    A step's clock keeps its first time. What is told after an answer counts; reopening does not
    undo it, it shows as ``reopened_at`` and as the status.
    """
    told: dict[str, object] = {}
    for event in events:
        told.setdefault(f"{event.step}_at", event.at)
        if event.status is not None:
            told["status"] = event.status
    return told


def of(db: Db, point_id: str) -> list[TrailEvent]:
    """A point's events, oldest first."""
    return list(db.scalars(select(TrailEvent).where(TrailEvent.point_id == point_id).order_by(TrailEvent.position)))


def disagreeing(db: Db) -> int:
    """How many points' clocks or status are not what their trail says."""
    return sum(1 for _ in _wrong(db))


def rebuild(db: Db) -> int:
    """Set every point's clocks and status from its trail again; returns how many disagreed."""
    wrong = dict(_wrong(db))
    for point_id, right in wrong.items():
        point = db.get_one(VoicePoint, point_id)
        for column, value in right.items():
            setattr(point, column, value)
    return len(wrong)


def _wrong(db: Db) -> Iterator[tuple[str, dict[str, object]]]:
    """``(point id, what its trail says otherwise)`` of each that disagrees; some at a time, however many there are."""
    columns = (getattr(VoicePoint, name) for name in ("id", "status", *CLOCKS))
    points = db.execute(select(*columns).order_by(VoicePoint.id).execution_options(yield_per=AT_ONCE))
    for some in points.partitions():
        events = _events_of(db, [point.id for point in some])
        for point in some:
            right = dict.fromkeys(CLOCKS) | clocks(events[point.id])
            if wrong := {name: value for name, value in right.items() if getattr(point, name) != value}:
                yield point.id, wrong


def _events_of(db: Db, point_ids: list[str]) -> dict[str, list[Any]]:
    """Their steps, oldest first; of a point without any, none."""
    columns = (TrailEvent.point_id, TrailEvent.step, TrailEvent.at, TrailEvent.status)
    found: dict[str, list[Any]] = {one: [] for one in point_ids}
    for event in db.execute(select(*columns).where(TrailEvent.point_id.in_(point_ids)).order_by(TrailEvent.position)):
        found[event.point_id].append(event)
    return found
