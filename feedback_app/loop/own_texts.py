"""Texts a team wrote for itself, to begin a reply with: about nobody, and never sent as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop.drafts import TEXTS, Draft
from feedback_app.loop.partnership import Service
from feedback_app.loop.staff import Staff

LONGEST_TITLE = 80


class OwnText(Base):
    """One text of one team. Not sealed: there is no person in it."""

    __tablename__ = "own_texts"

    id: Mapped[Id]
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id), index=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    status: Mapped[Code]
    we_heard: Mapped[str] = mapped_column(Text)
    we_did: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    instead: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(22))
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


@dataclass(frozen=True)
class TypedText:
    """A text as somebody types it: what it is for, and the boxes it fills."""

    title: str
    draft: Draft


def of_team(db: Db, service_id: str | None) -> list[OwnText]:
    """What a team has to begin with now, by title."""
    own = select(OwnText).where(OwnText.service_id == service_id, OwnText.retired_at.is_(None))
    return list(db.scalars(own.order_by(OwnText.title, OwnText.id)))


def one(db: Db, person: Staff, text_id: str) -> OwnText | None:
    """A text of one's own team that is still in use; any other is not found."""
    return next((own for own in of_team(db, person.service_id) if own.id == text_id), None)


def add(db: Db, person: Staff, written: TypedText, now: datetime) -> OwnText:
    """A new text for one's own team."""
    own = OwnText(id=new_id(), service_id=person.service_id, made_by=person.id, made_at=to_the_minute(now))
    change(own, written)
    db.add(own)
    return own


def change(own: OwnText, written: TypedText) -> None:
    """Say it otherwise from now on; replies that began with it stay as they were sent."""
    own.title, own.status = written.title, written.draft.status
    for name in TEXTS:
        setattr(own, name, getattr(written.draft, name))


def retire(own: OwnText, now: datetime) -> None:
    """It is offered no more."""
    own.retired_at = own.retired_at or to_the_minute(now)


def is_retired(db: Db, person: Staff, text_id: str) -> bool:
    own = db.get(OwnText, text_id)
    return own is not None and own.service_id == person.service_id and own.retired_at is not None


def is_sent_unread(db: Db, service_id: str | None, draft: Draft) -> bool:
    """Whether a reply is one of the team's texts with nothing of its own in it: every box as it was offered."""
    if not draft.whole_text().strip():
        return False
    said = [" ".join(getattr(draft, name).split()) for name in TEXTS]
    return any(said == [" ".join(getattr(own, name).split()) for name in TEXTS] for own in of_team(db, service_id))
