"""The person's own verdict: did it make a difference? now, at six weeks, at three months."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import trail
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Reply

WORSE = "worse"
DIFFERENCES = ("big", "small", "none", WORSE)  # a verdict; "too soon to say" is none yet


class Pulse(Base):
    """One answer to "did this make a difference?"; a second one in a wave takes the first's place."""

    __tablename__ = "pulses"

    id: Mapped[Id]
    reply_id: Mapped[str] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"))
    point_id: Mapped[str] = mapped_column(ForeignKey("voice_points.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    wave: Mapped[Code]
    difference: Mapped[Code | None]
    answered: Mapped[Code | None]
    again: Mapped[Code | None]
    feel: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("reply_id", "wave"), Index("ix_pulses_said", "difference", "at"))


def give(
    db: Db,
    point: VoicePoint,
    reply: Reply,
    now: datetime,
    *,
    difference: str | None,
    answered: str | None,
    again: str | None,
    feel: list[str],
    wave: str = "now",
) -> Pulse:
    """Keep what the person says; every part may be skipped. The trail says "felt" the first time."""
    pulse = of_reply(db, reply.id, wave)
    if pulse is None:
        pulse = Pulse(
            id=new_id(),
            reply_id=reply.id,
            point_id=point.id,
            participant_id=point.participant_id,
            wave=wave,
        )
        db.add(pulse)
        step = "felt" if wave == "now" else "lasted"
        trail.record(db, point, step, now, trail.PERSON, difference or "skipped")
    pulse.difference, pulse.answered, pulse.again = difference, answered, again
    pulse.feel, pulse.at = feel, to_the_minute(now)
    return pulse


def of_reply(db: Db, reply_id: str, wave: str = "now") -> Pulse | None:
    return db.scalar(select(Pulse).where(Pulse.reply_id == reply_id, Pulse.wave == wave))


def latest(db: Db, point_ids: list[str]) -> dict[str, Pulse]:
    """The last pulse of each of these points that has one."""
    rows = db.scalars(select(Pulse).where(Pulse.point_id.in_(point_ids)).order_by(Pulse.at))
    return {pulse.point_id: pulse for pulse in rows}


def judged(db: Db, point_ids: list[str]) -> set[str]:
    """Those of these points of which the person has said what difference it made."""
    said = Pulse.point_id.in_(point_ids), Pulse.difference.in_(DIFFERENCES)
    return set(db.scalars(select(Pulse.point_id).where(*said)))
