"""What is due by tomorrow or late is brought to mind once, to those who owe it, by a letter that says nothing of it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, delete, insert, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, raiseload

from feedback_app.database import Base, Code, Databases, Db, Id, new_id
from feedback_app.loop import (
    absences,
    held_replies,
    partnership,
    promises,
    readings_owed,
    scope,
    second_readers,
)
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.staff import Staff

SOON, LATE, PRAISE = "soon", "late", "praise"
MANAGER = "team_manager"
# who took a letter to post and did not come back has died; a slow mail server takes seconds
GIVEN_UP_AFTER = timedelta(minutes=10)
AT_ONCE = 200  # as many as SQLite writes while nobody notices
One = TypeVar("One")


class Reminder(Base):
    """That one member of staff is to be told that one point is due, or late. Each is told once."""

    __tablename__ = "reminders"

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id, ondelete="CASCADE"), index=True)
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    kind: Mapped[Code]
    due_at: Mapped[datetime]
    made_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("staff_id", "point_id", "kind", "due_at"),)


class Due(NamedTuple):
    """A reminder as it is to be written down."""

    staff_id: str
    point_id: str
    kind: str
    due_at: datetime


@dataclass(frozen=True)
class Owes:
    """What one service owes on a point by then: its own, or one that another service passed on to it."""

    point: VoicePoint
    service_id: str
    owner_id: str | None
    due_at: datetime
    is_passed_on: bool


@dataclass(frozen=True)
class Team:
    """Those of a service who work there now, and who of them is away today, with who covers."""

    people: list[Staff]
    covers: dict[str, str]


def note_what_is_due(databases: Databases, now: datetime) -> int:
    """Write down every reminder that is due and not there yet; returns how many.

    Soon: the owner or who covers for them, or the whole team where there is none. Late: the team's managers too.
    Who was asked to read another language: soon they, late also whoever asked them. Praise: whom it is for, at once.
    What was not posted yet, and nobody owes any more, goes. It looks without a lock and writes a few at a time: whoever
    sends meanwhile waits for none of it.
    """
    with databases.reading() as db:
        due = dict.fromkeys([*_to_read(db, now), *_owed(db, now)])
        new = [one for some in batches(list(due)) for one in _not_there(db, some)]
        over = _over(db, due, now)
    for some in batches(over):
        with databases.writing() as db:
            db.execute(delete(Reminder).where(Reminder.id.in_(some), *is_free(now)))
    made = 0
    for some in batches(new):
        with databases.writing() as db:
            made += _note(db, some, now)
    return made


def _over(db: Db, due: Container[Due], now: datetime) -> list[str]:
    """What waits to be posted and is nobody's to do now. Who was to be reminded before it was late still is, since
    the mail was away; in one letter, where they are reminded that it is.
    """
    waiting = {row[0]: Due(*row[1:]) for row in db.execute(select(Reminder.id, *_columns()).where(*is_free(now)))}
    unsure = {one_id: one for one_id, one in waiting.items() if one not in due}
    kept = {one for one in _owed(db, now, SOON) if one._replace(kind=LATE) not in due} if unsure else set()
    return [one_id for one_id, one in unsure.items() if one not in kept]


def _owed(db: Db, now: datetime, late_as: str = LATE) -> Iterator[Due]:
    teams: dict[str, Team] = {}
    waiting = held_replies.waiting_by(db)
    for owes in _due(db, now, now + timedelta(days=14)):
        kind = _kind(db, owes.due_at, owes.service_id, now) or (PRAISE if _is_praise_for_one(owes) else None)
        if kind is None:
            continue
        kind = late_as if kind == LATE else kind
        if owes.service_id not in teams:
            teams[owes.service_id] = _team(db, owes.service_id, now)
        whom = _whom(owes, teams[owes.service_id], kind)
        if writer := waiting.get((owes.point.id, owes.service_id)):  # who can read it keeps the promise now, or nobody
            whom = [*whom, *_readers(owes, teams[owes.service_id], writer)]
        yield from (Due(person.id, owes.point.id, kind, owes.due_at) for person in whom)


def _to_read(db: Db, now: datetime) -> Iterator[Due]:
    for owed in readings_owed.by(db, now + timedelta(days=14), now):
        if (kind := _kind(db, owed.due_at, owed.service_id, now)) is not None:
            whom = owed.late if kind == LATE else owed.soon
            yield from (Due(staff_id, owed.point_id, kind, owed.due_at) for staff_id in sorted(whom))


def is_free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Not posted, and in nobody's hands who is posting it."""
    return Reminder.sent_at.is_(None), or_(Reminder.taken_at.is_(None), Reminder.taken_at < now - GIVEN_UP_AFTER)


def _due(db: Db, now: datetime, until: datetime) -> Iterator[Owes]:
    mine = select(VoicePoint).options(raiseload("*")).where(VoicePoint.due_at <= until).order_by(VoicePoint.due_at)
    for point in db.scalars(mine.execution_options(yield_per=AT_ONCE)):
        yield Owes(point, point.service_id, point.owner_id, point.due_at, is_passed_on=False)
    passed = scope.whole_asked().where(scope.is_theirs_now(now), PassOn.due_at <= until).order_by(PassOn.due_at)
    for one in db.scalars(passed).unique():
        if one.to_service_id is not None:  # a partner without an account is reminded by nobody's letter
            yield Owes(one.point, one.to_service_id, one.accepted_by, one.due_at, is_passed_on=True)


def _kind(db: Db, due_at: datetime, service_id: str, now: datetime) -> str | None:
    """Late once its moment has passed; soon from the working day before."""
    if due_at < now:
        return LATE
    hours = partnership.promises_from(db, service_id)
    return SOON if due_at <= promises.working_days_after(now, 1, hours) else None


def _is_praise_for_one(owes: Owes) -> bool:
    """What somebody is glad of reaches whom they named, before it is owed an answer."""
    return owes.point.is_praise and owes.point.heard_at is None and bool(owes.owner_id) and not owes.is_passed_on


def _team(db: Db, service_id: str, now: datetime) -> Team:
    """Leaders and administrators are nobody's team: they read nobody's words."""
    here = (Staff.service_id == service_id, Staff.left_at.is_(None), Staff.role.in_(scope.DESK))
    people = list(db.scalars(select(Staff).where(*here).order_by(Staff.email)))
    away = [one for one in absences.of_team(db, service_id, now) if absences.is_away(one, now)]
    return Team(people, {one.staff_id: one.cover_id for one in away})


def _whom(owes: Owes, team: Team, kind: str) -> list[Staff]:
    """Only who may see the point, and is here; while nobody of them is, all of them."""
    may_see = [one for one in team.people if _may_see(owes, one)]
    here = [one for one in may_see if one.id not in team.covers] or may_see
    theirs = {owes.owner_id, team.covers.get(owes.owner_id or "")}
    owner = [one for one in here if one.id in theirs]
    if kind == PRAISE:
        return owner
    managers = [one for one in here if one.role == MANAGER and one not in owner]
    if kind == LATE:
        return owner + managers or here
    return owner or (managers if owes.owner_id else []) or here


def _readers(owes: Owes, team: Team, writer_id: str) -> list[Staff]:
    """Who can let go of a reply that waits: managers and leads who may see it, here rather than away."""
    can = [one for one in team.people if second_readers.may_read(one, writer_id) and _may_see(owes, one)]
    return [one for one in can if one.id not in team.covers] or can


def _may_see(owes: Owes, person: Staff) -> bool:
    """As ``scope`` has it: a reminder of what one may not open would be a riddle, and a hint."""
    return scope.sees_for(person, owes.point, owes.service_id)


def _note(db: Db, some: list[Due], now: datetime) -> int:
    """What was looked for a moment ago: nobody is reminded of what was taken back or forgotten since."""
    there = select(VoicePoint.id).where(VoicePoint.id.in_({one.point_id for one in some}))
    points = set(db.scalars(there.where(VoicePoint.status != WITHDRAWN).with_for_update(read=True)))
    rows = [{"id": new_id(), "made_at": now, **one._asdict()} for one in _not_there(db, some) if one.point_id in points]
    if rows:
        db.execute(insert(Reminder), rows)
    return len(rows)


def _not_there(db: Db, some: list[Due]) -> list[Due]:
    rows = db.execute(select(*_columns()).where(Reminder.point_id.in_({one.point_id for one in some})))
    there = {tuple(row) for row in rows}
    return [one for one in some if one not in there]


def _columns() -> list[InstrumentedAttribute]:
    return [getattr(Reminder, name) for name in Due._fields]


def batches(some: Sequence[One]) -> Iterator[Sequence[One]]:
    """So many as are written at once."""
    return (some[at : at + AT_ONCE] for at in range(0, len(some), AT_ONCE))
