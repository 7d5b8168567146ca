"""Who is away, from which day until which, and who covers for them meanwhile."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Db, Id, new_id, to_the_minute
from feedback_app.loop import promises, scope
from feedback_app.loop.staff import Staff


class Absence(Base):
    """Somebody away for some days, both named ones among them. Cover never opens what is for one worker only."""

    __tablename__ = "absences"

    id: Mapped[Id]
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id, ondelete="CASCADE"), index=True)
    cover_id: Mapped[str] = mapped_column(ForeignKey(Staff.id, ondelete="CASCADE"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date]
    made_at: Mapped[datetime]

    who: Mapped[Staff] = relationship(foreign_keys=[staff_id], lazy="joined", innerjoin=True)
    cover: Mapped[Staff] = relationship(foreign_keys=[cover_id], lazy="joined", innerjoin=True)


def lacks(away: Staff, cover: Staff | None, from_day: date | None, until_day: date | None, today: date) -> list:
    """What is wrong with an absence, as ``(field, problem)``."""
    found = []
    if from_day is None:
        found.append(("from_day", "needed"))
    if until_day is None:
        found.append(("until_day", "needed"))
    elif until_day < (from_day or today) or until_day < today:
        found.append(("until_day", "past"))
    if cover is None or not scope.may_work_with(cover, away.service_id):
        found.append(("cover", "needed"))
    elif cover.id == away.id:
        found.append(("cover", "oneself"))
    return found


def note(db: Db, away: Staff, cover: Staff, from_day: date, until_day: date, now: datetime) -> Absence:
    made = Absence(
        id=new_id(),
        staff_id=away.id,
        cover_id=cover.id,
        from_day=from_day,
        until_day=until_day,
        made_at=to_the_minute(now),
    )
    db.add(made)
    return made


def is_noted(db: Db, away: Staff, cover: Staff, from_day: date, until_day: date) -> bool:
    same = {"staff_id": away.id, "cover_id": cover.id, "from_day": from_day, "until_day": until_day}
    return db.scalar(select(Absence.id).filter_by(**same).limit(1)) is not None


def of_team(db: Db, service_id: str | None, now: datetime) -> list[Absence]:
    """Who of a service is away now or will be, soonest first."""
    today = promises.in_london(now).date()
    ours = select(Absence).join(Staff, Staff.id == Absence.staff_id).where(Staff.service_id == service_id)
    return list(db.scalars(ours.where(Absence.until_day >= today).order_by(Absence.from_day, Absence.id)))


def is_away(one: Absence, now: datetime) -> bool:
    return one.from_day <= promises.in_london(now).date() <= one.until_day


def covered_by(db: Db, person: Staff, now: datetime) -> list[str]:
    """Ids of those whom this member of staff covers today."""
    today = promises.in_london(now).date()
    mine = select(Absence.staff_id).where(Absence.cover_id == person.id)
    return list(db.scalars(mine.where(Absence.from_day <= today, Absence.until_day >= today).distinct()))


def end(db: Db, absence_id: str, service_id: str | None) -> str | None:
    """They are back, or it was a mistake; whose absence it was, or None when it is not this service's."""
    one = db.get(Absence, absence_id)
    if one is None or service_id is None or one.who.service_id != service_id:
        return None
    db.delete(one)
    return one.staff_id


def hand_over(db: Db, leaver: Staff, to: Staff | None) -> None:
    """Who leaves is not away. Whom they covered for is still: whoever closes them covers now, unless it is that one."""
    db.execute(delete(Absence).where(Absence.staff_id == leaver.id))
    covered = Absence.cover_id == leaver.id
    if to is not None:
        db.execute(update(Absence).where(covered, Absence.staff_id != to.id).values(cover_id=to.id))
    db.execute(delete(Absence).where(covered))
