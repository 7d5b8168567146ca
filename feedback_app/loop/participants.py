"""Somebody who speaks here with no name; may come back for years under a friendly pseudonym."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id
from feedback_app.loop import content
from feedback_app.loop.partnership import Service
from feedback_app.loop.staff import Staff

AUDIENCES = ("young_person", "parent_carer")
AGE_BANDS = ("10-12", "13-15", "16-17", "18-25")


class Participant(Base):
    """One thread of voice. Who it may be stands only in the sealed store, if anywhere.

    ``service_id`` and ``worker_id`` say who must answer: an assignment, not an identity.
    """

    __tablename__ = "participants"

    id: Mapped[Id]
    pseudonym: Mapped[str] = mapped_column(String(60))
    audience: Mapped[Code]
    link_mode: Mapped[Code]
    language: Mapped[Code]
    age_band: Mapped[Code | None]
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id), index=True)
    worker_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id), index=True)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


def new_pseudonym() -> str:
    """Two gentle words and a number, e.g. ``Amber Otter 42``: to talk about, never to find by."""
    lists = content.of("pseudonyms")
    first, second = secrets.choice(lists["first"]), secrets.choice(lists["second"])
    return f"{first} {second} {secrets.randbelow(90) + 10}"


def exists(db: Db, participant_id: str) -> bool:
    return db.get(Participant, participant_id) is not None
