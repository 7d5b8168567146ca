"""What somebody meant, in their own words, when we got them wrong: beside what they said first, never over it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Db, Id, new_id, to_the_minute
from feedback_app.loop import sealed_store, trail
from feedback_app.loop.points import NotAllowed, VoicePoint

LONGEST = 1000  # letters as people count them


class Correction(Base):
    """One "I meant …". Rows are never changed; taking the point back takes them away."""

    __tablename__ = "corrections"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    words: Mapped[bytes] = mapped_column(LargeBinary)
    said_at: Mapped[datetime]


def say(db: Db, point: VoicePoint, words: str, now: datetime) -> None:
    """Keep what they meant. Said again in the same words, it changes nothing. Raises ``NotAllowed``.

    It is on the trail: whoever writes to them meanwhile, or reads what waits, looks again.
    """
    if point.is_taken_back or not words:
        raise NotAllowed(point.status)
    if any(said == words for _on, said in of_point(db, point)):
        return
    row_id, key = new_id(), sealed_store.key_of(db, point.participant_id)
    sealed = key.seal(words, "corrections", "words", row_id)
    whose = {"point_id": point.id, "participant_id": point.participant_id}
    db.add(Correction(id=row_id, words=sealed, said_at=to_the_minute(now), **whose))
    trail.record(db, point, "said", now, trail.PERSON, "meant")
    db.flush()


def of_point(db: Db, point: VoicePoint) -> list[tuple[datetime, str]]:
    """``(when, what they meant)``, oldest first. Raises ``Forgotten`` or ``SealBroken``."""
    rows = db.scalars(select(Correction).where(Correction.point_id == point.id))
    in_order = sorted(rows, key=lambda one: (one.said_at, one.id))
    if not in_order:
        return []
    key = sealed_store.key_of(db, point.participant_id)
    return [(one.said_at, key.open(one.words, "corrections", "words", one.id)) for one in in_order]
