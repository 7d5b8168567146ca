"""What stays of an answer when another point that was split from it is taken back: its own part, copied as it was."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Db
from feedback_app.loop import sealed_store


class KeptWords(Base):
    """One point's own words, once the answer they stood in is emptied. Never changed, only taken away."""

    __tablename__ = "kept_words"

    point_id: Mapped[str] = mapped_column(
        String(22), ForeignKey("voice_points.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    drawing: Mapped[bytes | None] = mapped_column(LargeBinary)


def keep(db: Db, participant_id: str, point_id: str, words: str, drawing: str) -> None:
    key = sealed_store.key_of(db, participant_id)
    sealed = {
        name: key.seal(text, "kept_words", name, point_id) if text else None
        for name, text in (("words", words), ("drawing", drawing))
    }
    db.add(KeptWords(point_id=point_id, participant_id=participant_id, **sealed))


def are_there(db: Db, point_id: str) -> bool:
    """Whether words were kept of this point; they stay sealed."""
    row = db.get(KeptWords, point_id)
    return row is not None and row.words is not None


def opened(db: Db, participant_id: str, point_id: str, column: str) -> str:
    """What was kept of this point; nothing, if nothing had to be. Raises ``Forgotten`` or ``SealBroken``."""
    row = db.get(KeptWords, point_id)
    sealed = getattr(row, column) if row else None
    return sealed_store.opened(db, participant_id, sealed, "kept_words", column, point_id)
