"""What a manager looks at first on a Monday: what came in, what came back, what got worse, what nobody owns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from feedback_app.database import Db
from feedback_app.loop import absences, partnership, promises, pulses, scope, waiting
from feedback_app.loop.absences import Absence
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from feedback_app.loop.waiting import NOBODY, PAGE, Sought, Waits


@dataclass(frozen=True)
class Monday:
    """The five lists of one screen, each a page long at most; ``since`` is when the last working day ended."""

    since: datetime
    came_in: list[VoicePoint]
    came_back: list[Waits]
    worse: list[tuple[VoicePoint, Pulse]]
    away: list[Absence]
    nobodys: list[Waits]
    in_all: dict[str, int]


def morning(db: Db, person: Staff, now: datetime) -> Monday:
    hours = partnership.promises_from(db, person.service_id) if person.service_id else promises.USUAL
    since = promises.last_evening(now, hours)
    everything = waiting.in_each_view(db, person, now)
    return Monday(
        since=since,
        came_in=_came_in(db, person, since),
        came_back=waiting.come_back(db, person, now),
        worse=_made_worse(db, person),
        away=absences.of_team(db, person.service_id, now),
        nobodys=waiting.inbox(db, person, now, Sought(view=NOBODY)),
        in_all={
            "came_in": _counted(db, select(VoicePoint.id).where(*_is_new(person, since))),
            "came_back": waiting.come_back_in_all(db, person, now),
            "worse": _counted(db, _worse(person)),
            "nobodys": everything[NOBODY],
        },
    )


def _counted(db: Db, rows: Select) -> int:
    return db.scalar(rows.with_only_columns(func.count()).order_by(None)) or 0


def _is_new(person: Staff, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return scope.visible_to(person), VoicePoint.said_at >= since


def _came_in(db: Db, person: Staff, since: datetime) -> list[VoicePoint]:
    new = scope.rows().where(*_is_new(person, since))
    return list(db.scalars(new.order_by(VoicePoint.said_at, VoicePoint.id).limit(PAGE)))


def _worse(person: Staff) -> Select:
    """Whoever says that our reply made it worse, newest first: a task for the manager until they have a new word.

    Of ours; of another service's answer also a new one of theirs. What somebody else answers meanwhile is none.
    """
    later = aliased(Reply)
    is_to_it = or_(later.pass_on_id.is_(None), later.pass_on_id == Reply.pass_on_id)
    answered = (
        select(later.id).where(later.point_id == Pulse.point_id, later.published_at > Pulse.at, is_to_it).exists()
    )
    said = (
        select(VoicePoint, Pulse).join(Pulse, Pulse.point_id == VoicePoint.id).join(Reply, Reply.id == Pulse.reply_id)
    )
    waits = said.where(scope.visible_to(person), Pulse.difference == pulses.WORSE, ~answered)
    return waits.where(VoicePoint.status != WITHDRAWN).order_by(Pulse.at.desc(), Pulse.id)


def _made_worse(db: Db, person: Staff) -> list[tuple[VoicePoint, Pulse]]:
    newest = _worse(person).options(joinedload(VoicePoint.check_in)).limit(PAGE)
    return [(point, pulse) for point, pulse in db.execute(newest)]
