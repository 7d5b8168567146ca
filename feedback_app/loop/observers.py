"""A third account of a meeting: what somebody who only watched saw, kept apart from the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import sealed_store
from feedback_app.loop.considerations import DISCUSSED
from feedback_app.loop.meetings import ROUTES, Meeting
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.staff import Staff

OBSERVERS = ("advocate", "independent_visitor", "researcher", "young_adviser", "colleague", "other")


class ObserverAccount(Base):
    """What one observer saw. Rows are never changed: a second thought is a second account."""

    __tablename__ = "observer_accounts"

    id: Mapped[Id]
    meeting_id: Mapped[str] = mapped_column(ForeignKey(Meeting.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    observer: Mapped[Code]
    route: Mapped[Code]
    discussed: Mapped[Code]
    account: Mapped[bytes | None] = mapped_column(LargeBinary)
    written_by: Mapped[str] = mapped_column(String(22))
    written_at: Mapped[datetime]


@dataclass(frozen=True)
class Saw:
    """An observer's account as it is being written, in plain text."""

    observer: str = ""
    route: str = ""
    discussed: str = ""
    account: str = ""


def lacks(saw: Saw) -> list[tuple[str, str]]:
    """What is still missing, as ``(field, problem)``."""
    wanted = (("observer", OBSERVERS), ("route", ROUTES), ("discussed", DISCUSSED))
    return [(name, "choose") for name, allowed in wanted if getattr(saw, name) not in allowed]


def write(db: Db, person: Staff, meeting: Meeting, saw: Saw, now: datetime) -> ObserverAccount:
    """Keep it beside the record, never in it. Raises ``NotAllowed``."""
    if missing := lacks(saw):
        raise NotAllowed(missing)
    row_id, key = new_id(), sealed_store.key_of(db, meeting.participant_id)
    made = ObserverAccount(
        id=row_id,
        meeting_id=meeting.id,
        participant_id=meeting.participant_id,
        observer=saw.observer,
        route=saw.route,
        discussed=saw.discussed,
        account=key.seal(saw.account, "observer_accounts", "account", row_id) if saw.account else None,
        written_by=person.id,
        written_at=to_the_minute(now),
    )
    db.add(made)
    return made


def is_written(db: Db, person: Staff, meeting: Meeting, saw: Saw) -> bool:
    """Whether this person wrote down this very account already: the form was sent twice."""
    return any(
        row.written_by == person.id and Saw(row.observer, row.route, row.discussed, account) == saw
        for row, account in of_meeting(db, meeting.id)
    )


def of_meeting(db: Db, meeting_id: str) -> list[tuple[ObserverAccount, str]]:
    """Every observer's account with its words, oldest first; without them once the key is gone."""
    query = select(ObserverAccount).where(ObserverAccount.meeting_id == meeting_id)
    rows = db.scalars(query.order_by(ObserverAccount.written_at, ObserverAccount.id))
    place = (ObserverAccount.__tablename__, "account")
    return [(row, sealed_store.opened_if_there(db, row.participant_id, row.account, *place, row.id)) for row in rows]
