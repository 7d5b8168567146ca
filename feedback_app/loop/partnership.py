"""Who is listening: the partnership, its agencies, and the services that must answer."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, bindparam, select, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id
from feedback_app.made_once import MadeOnce

THE_PARTNERSHIP = "the-partnership"
DEFAULT_PROMISES = {"heard_days": 1, "reply_days": 5, "update_days": 20, "language_days": 3}
NUMBER = re.compile(r"\+?\(?\d[\d ()-]{7,}\d")
# what Ofcom keeps for drama: nobody answers there
DRAMA = re.compile(
    r"01(632960|1[3-8]4960|[2-6]14960|914980)|02(079460|896496|920180)|03069990|07700900|08081570|09098790"
)


class Partnership(Base):
    """The whole: one install serves one. Texts are ``{language: text}``, numbers to call are plain.

    ``promises`` are working days, and what a working day is (``weekdays`` as bits, Monday first, and
    ``day_ends`` in minutes). ``languages`` and ``question_sets`` say which are switched on, empty means
    all; ``labels`` is ``{"statuses": {"done": {"en": "Sorted"}}}``; an empty ``leave_url`` means the setting's.
    ``signed_clips`` names, for some pages, the file of the same words in British Sign Language.
    """

    __tablename__ = "partnership"

    id: Mapped[Id]
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    controller: Mapped[str] = mapped_column(String(200))
    duty_number: Mapped[str] = mapped_column(String(40))
    out_of_hours_number: Mapped[str] = mapped_column(String(40))
    advocate: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    advocate_number: Mapped[str] = mapped_column(String(40), default="")
    complaints: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    retention: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    promises: Mapped[dict[str, int]] = mapped_column(JSON, default=lambda: dict(DEFAULT_PROMISES))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    question_sets: Mapped[list[str]] = mapped_column(JSON, default=list)
    labels: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    leave_url: Mapped[str] = mapped_column(String(300), default="")
    signed_clips: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    made_at: Mapped[datetime]


class Agency(Base):
    """A member organisation of the partnership."""

    __tablename__ = "agencies"

    id: Mapped[Id]
    kind: Mapped[Code]
    name: Mapped[str] = mapped_column(String(120), unique=True)


class Service(Base):
    """A team that must answer. ``name`` is in words a child knows, per language."""

    __tablename__ = "services"

    id: Mapped[Id]
    agency_id: Mapped[str] = mapped_column(ForeignKey(Agency.id))
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    promises: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)

    agency: Mapped[Agency] = relationship(lazy="joined")


_PROMISES = MadeOnce(
    select(Service.promises.label("own"), Partnership.promises.label("whole"))
    .join_from(Service, Partnership, true(), isouter=True)
    .where(Service.id == bindparam("service_id"))
)


def ours(db: Db) -> Partnership | None:
    return db.get(Partnership, THE_PARTNERSHIP)


def promises_from(db: Db, service_id: str) -> dict[str, int]:
    """``heard_days`` and ``reply_days`` in working days, ``update_days`` too; the service's own first."""
    found = db.first(_PROMISES, service_id=service_id)
    return promised(found.own, found.whole)


def promised(own: dict[str, int], whole: dict[str, int] | None) -> dict[str, int]:
    """A service's own promises, over the partnership's, over what everybody promises."""
    return {**DEFAULT_PROMISES, **(whole or {}), **own}


def agencies(db: Db) -> list[Agency]:
    return list(db.scalars(select(Agency)))


def made_up_numbers(text: str) -> list[str]:
    """The numbers in a text, however they are written, that are from the ranges kept for drama, which ring nowhere."""
    return [number for number in NUMBER.findall(text) if DRAMA.match(_as_dialled_here(number))]


def _as_dialled_here(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return re.sub("^(00)?440?", "0", digits)


def services(db: Db) -> list[Service]:
    return list(db.scalars(select(Service)))


def service(db: Db, service_id: str) -> Service:
    return db.get_one(Service, service_id)


def hold_service(db: Db, service_id: str | None) -> None:
    """Whoever writes what is about nobody has their team's to themselves until they are done: as with a voice.

    What people send meanwhile does not wait for it: to point at a row takes no more than that its key stays.
    """
    if db.is_writing and not db.is_sqlite:
        db.execute(select(Service.id).where(Service.id == service_id).with_for_update(key_share=True))
