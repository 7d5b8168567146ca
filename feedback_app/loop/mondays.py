"""What a manager looks at first on a Monday: what came in, what came back, what got worse, what nobody owns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from feedback_app.database import Db
from feedback_app.loop import absences, promises, pulses, scope, waiting
from feedback_app.loop.absences import Absence
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.staff import Staff
from feedback_app.loop.waiting import NOBODY, PAGE, Sought, Waits

WORSE_FOR = timedelta(days=28)


@dataclass(frozen=True)
class Monday:
    """The five lists of one screen, each a page long at most; ``since`` is when the last working day ended."""

    since: datetime
    came_in: list[VoicePoint]
    came_back: list[Waits]
    worse: list[tuple[VoicePoint, Pulse]]
    away: list[Absence]
    nobodys: list[Waits]
    nobodys_in_all: int


def morning(db: Db, person: Staff, now: datetime) -> Monday:
    since = last_evening(now)
    everything = waiting.in_each_view(db, person, now)
    return Monday(
        since=since,
        came_in=_came_in(db, person, since),
        came_back=waiting.come_back(db, person, now),
        worse=_worse(db, person, now),
        away=absences.of_team(db, person.service_id, now),
        nobodys=waiting.inbox(db, person, now, Sought(view=NOBODY)),
        nobodys_in_all=everything[NOBODY],
    )


def last_evening(now: datetime) -> datetime:
    """The end of the last working day before today, in UTC: on a Monday, Friday at five in London."""
    day = promises.in_london(now).date() - timedelta(days=1)
    while not promises.is_working_day(day):
        day -= timedelta(days=1)
    evening = datetime.combine(day, time(*divmod(promises.DAY_ENDS, 60)), promises.LONDON)
    return evening.astimezone(promises.UTC).replace(tzinfo=None)


def _came_in(db: Db, person: Staff, since: datetime) -> list[VoicePoint]:
    new = scope.rows().where(scope.visible_to(person), VoicePoint.said_at >= since)
    return list(db.scalars(new.order_by(VoicePoint.said_at, VoicePoint.id).limit(PAGE)))


def _worse(db: Db, person: Staff, now: datetime) -> list[tuple[VoicePoint, Pulse]]:
    """Whoever says that our reply made it worse, newest first: each is a task for the manager."""
    said = select(VoicePoint, Pulse).join(Pulse, Pulse.point_id == VoicePoint.id)
    lately = said.where(scope.visible_to(person), Pulse.difference == pulses.WORSE, Pulse.at >= now - WORSE_FOR)
    query = lately.options(joinedload(VoicePoint.check_in)).order_by(Pulse.at.desc(), Pulse.id).limit(PAGE)
    return [(point, pulse) for point, pulse in db.execute(query)]
