"""What another service was asked to do about a point: the row, where it stands, and its texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id
from feedback_app.loop import sealed_store, told
from feedback_app.loop.partnership import Service
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Receipt, Reply

TELLS = ("sender", "receiver")
ANSWERS = ("done", "partly", "cant", "answered")
TEXTS = ("what", "why", "danger", "refusal", "answer", "role")


class PassOn(Base):
    """One service asked by another. Whose turn it is follows from these times and the clock, never from a job.

    ``due_at`` is by when the receiver owes something; ``back_at`` is when it is, or will be if nothing
    happens, the sender's turn again. A partner without an account has no ``to_service_id``.
    """

    __tablename__ = "pass_ons"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    from_service_id: Mapped[str] = mapped_column(ForeignKey(Service.id))
    from_staff_id: Mapped[str] = mapped_column(String(22))
    to_service_id: Mapped[str | None] = mapped_column(ForeignKey(Service.id))
    agency: Mapped[Code]
    names_agency: Mapped[bool]
    who_tells: Mapped[Code]
    shares_words: Mapped[bool] = mapped_column(default=False)
    what: Mapped[bytes | None] = mapped_column(LargeBinary)
    why: Mapped[bytes | None] = mapped_column(LargeBinary)
    danger: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime]
    accept_by: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str | None] = mapped_column(String(22))
    answer_by: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    refusal: Mapped[bytes | None] = mapped_column(LargeBinary)
    returned_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(String(22))
    answer_status: Mapped[Code | None]
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    role: Mapped[bytes | None] = mapped_column(LargeBinary)
    reply_id: Mapped[str | None] = mapped_column(String(22))
    due_at: Mapped[datetime | None]
    back_at: Mapped[datetime | None]

    point: Mapped[VoicePoint] = relationship(lazy="joined", innerjoin=True)
    from_service: Mapped[Service] = relationship(foreign_keys=[from_service_id], lazy="joined")
    to_service: Mapped[Service | None] = relationship(foreign_keys=[to_service_id], lazy="joined")

    __table_args__ = (
        Index("ix_pass_ons_received", "to_service_id", "due_at", "id"),
        Index("ix_pass_ons_sent", "from_service_id", "back_at", "id"),
    )


@dataclass(frozen=True)
class Said:
    """The texts of one pass-on, opened."""

    what: str
    why: str
    danger: str
    refusal: str
    answer: str
    role: str


def state(one: PassOn, now: datetime) -> str:
    """Where it stands: ``asked accepted refused returned taken_back answered told``.

    It is returned the moment its five days are over, whether or not anything has written that down.
    """
    if one.reply_id:
        return "told"
    for name in ("taken_back", "answered", "refused", "accepted"):
        if getattr(one, f"{name}_at") is not None:
            return name
    return "returned" if one.returned_at or one.accept_by <= now else "asked"


def is_back(one: PassOn, now: datetime) -> bool:
    """Whether it is the sender's turn: refused, not taken in time, answered to us, or their answer is late."""
    return one.back_at is not None and one.back_at <= now


def opened(db: Db, one: PassOn) -> Said:
    """Its texts in plain. Raises ``Forgotten`` or ``SealBroken``."""
    key = sealed_store.key_of(db, one.participant_id)
    sealed = {name: getattr(one, name) for name in TEXTS}
    return Said(**{name: key.open(text, "pass_ons", name, one.id) if text else "" for name, text in sealed.items()})


def seal_text(db: Db, one: PassOn, name: str, text: str) -> None:
    key = sealed_store.key_of(db, one.participant_id)
    setattr(one, name, key.seal(text, "pass_ons", name, one.id) if text else None)


def not_taken_on(db: Db, now: datetime) -> list[str]:
    """Ids of what nobody took in time, and that is not written down as come back."""
    return list(db.scalars(select(PassOn.id).where(PassOn.accepted_at.is_(None), PassOn.due_at <= now)))


def of_point(db: Db, point_id: str) -> list[PassOn]:
    """Everybody who was asked about one point, oldest first."""
    query = select(PassOn).where(PassOn.point_id == point_id)
    return list(db.scalars(query.order_by(PassOn.asked_at, PassOn.id)))


def told_reply(db: Db, point_id: str, agency: str) -> Reply | None:
    """The reply that told the person we ask this agency, once they have had it; not if they say they never did."""
    query = (
        select(Reply)
        .join(Receipt, Receipt.reply_id == Reply.id)
        .where(Reply.point_id == point_id, Reply.status == "passed_on", Reply.passed_to == agency, told.stands())
    )
    return db.scalar(query.order_by(Reply.version.desc()).limit(1))


def is_known_to_them(db: Db, one: PassOn) -> bool:
    """Whether the person knows that this service was asked: told first, or told since the danger."""
    return one.danger is None or told_reply(db, one.point_id, one.agency) is not None
