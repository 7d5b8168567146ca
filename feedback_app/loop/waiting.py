"""The inbox in the query layer: what waits, oldest against its promise first, page by page, as long as the wait.

Three sources, each in order by an index of its own, are read a page long and merged: our points, what others
asked of us, and what we asked of others that is ours again. Nothing is sorted, and nothing read to be thrown away.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_

from feedback_app.database import Db
from feedback_app.loop import absences, scope
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.staff import Staff

PAGE = 25
TEAM, MINE, OTHERS, NOBODY = "team", "mine", "others", "nobody"
VIEWS = (TEAM, MINE, OTHERS, NOBODY)
OURS, RECEIVED, BACK, SENT = "ours", "received", "back", "sent"


@dataclass(frozen=True)
class Sought:
    """Which part of the inbox: a view, and what a point must be; empty means any."""

    view: str = TEAM
    status: str = ""
    stage: str = ""
    kind: str = ""
    audience: str = ""

    def asked_for(self) -> dict[str, str]:
        found = {name: getattr(self, name) for name in ("status", "stage", "kind", "audience")}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Waits:
    """One row: a point, by when something is owed, and why it is here. ``pass_on`` where another service is in it."""

    due_at: datetime
    id: str
    source: str
    point: VoicePoint
    pass_on: PassOn | None = None


def inbox(
    db: Db,
    person: Staff,
    now: datetime,
    sought: Sought | None = None,
    after: tuple[datetime, str] | None = None,
    limit: int = PAGE,
) -> list[Waits]:
    """What waits for this member of staff; ``after`` is the last row's ``(due_at, id)``."""
    queries = _queries(db, person, now, sought or Sought())
    pages = [_keys(db, source, query, after, limit) for source, query in queries]
    return _whole(db, list(islice(heapq.merge(*pages), limit)))


def how_many(db: Db, person: Staff, now: datetime, sought: Sought | None = None) -> int:
    """How many rows there are in all, exactly."""
    counted = (query.with_only_columns(func.count()) for _, query in _queries(db, person, now, sought or Sought()))
    return sum(db.scalar(one) or 0 for one in counted)


def in_each_view(db: Db, person: Staff, now: datetime) -> dict[str, int]:
    """How many rows each view has, unfiltered: our points are counted once, along one index, for all of them."""
    grouped = select(VoicePoint.owner_id, func.count()).group_by(
        VoicePoint.service_id,
        VoicePoint.who_sees,
        VoicePoint.owner_id,
        VoicePoint.hidden_from,
        VoicePoint.named_before,
    )
    ours = db.execute(grouped.where(scope.visible_to(person), VoicePoint.due_at.is_not(None))).all()
    covered = _and_covered(db, person, now)
    theirs = {TEAM: lambda _: True, MINE: lambda owner: owner in covered, NOBODY: lambda owner: owner is None}
    found = {view: sum(count for owner, count in ours if view in theirs and theirs[view](owner)) for view in VIEWS}
    received = scope.asked().where(scope.passed_to(person, now), PassOn.due_at.is_not(None))
    for by, count in db.execute(_counted(received, PassOn.accepted_by)):
        found[TEAM] += count
        found[NOBODY] += count if by is None else 0
        found[MINE] += count if by in covered else 0
    sent = scope.asked().where(_is_with_others(person), PassOn.back_at.is_not(None))
    for by, is_back, count in db.execute(_counted(sent, PassOn.from_staff_id, PassOn.back_at <= now)):
        found[TEAM if is_back else OTHERS] += count
        found[MINE] += count if is_back and by in covered else 0
    return found


def _counted(query: Select, *by: ColumnElement) -> Select:
    return query.with_only_columns(*by, func.count()).group_by(*by)


def _is_with_others(person: Staff) -> ColumnElement[bool]:
    return and_(scope.sent_by(person), VoicePoint.status != WITHDRAWN)


def come_back(db: Db, person: Staff, now: datetime, limit: int = PAGE) -> list[Waits]:
    """What we asked of others and have again: said no to, not taken on in time, answered to us, or answered late."""
    return _whole(db, _keys(db, BACK, _ours_again(person, now), None, limit))


def come_back_in_all(db: Db, person: Staff, now: datetime) -> int:
    return db.scalar(_ours_again(person, now).with_only_columns(func.count())) or 0


def _ours_again(person: Staff, now: datetime) -> Select:
    return scope.asked().where(_is_with_others(person), PassOn.back_at <= now)


def answered(db: Db, person: Staff, after: tuple[datetime, str] | None = None, limit: int = PAGE) -> list[VoicePoint]:
    """Points with an outcome, newest first, so that what people said to it can be read.

    ``after`` is the last one's ``(answered_at, id)``.
    """
    done = scope.rows().where(scope.visible_to(person), VoicePoint.due_at.is_(None))
    done = done.where(VoicePoint.status != WITHDRAWN, VoicePoint.merged_into.is_(None))
    if after is not None:
        done = done.where(tuple_(VoicePoint.answered_at, VoicePoint.id) < after)
    return list(db.scalars(done.order_by(VoicePoint.answered_at.desc(), VoicePoint.id.desc()).limit(limit)))


def _queries(db: Db, person: Staff, now: datetime, sought: Sought) -> Iterator[tuple[str, Select]]:
    """Every source of a view, not yet in order; each finds its rows by one index."""
    ours = select(VoicePoint).where(scope.visible_to(person), VoicePoint.due_at.is_not(None))
    ours = ours.where(*(getattr(VoicePoint, name) == value for name, value in sought.asked_for().items()))
    if sought.view == TEAM:
        yield OURS, ours
    if sought.view == NOBODY:
        yield OURS, ours.where(VoicePoint.owner_id.is_(None))
    if sought.view == MINE:  # one query each: an IN would have to be sorted
        for owner_id in _and_covered(db, person, now):
            yield OURS, ours.where(VoicePoint.owner_id == owner_id)
    for source, query in _of_pass_ons(db, person, now, sought.view):
        yield source, query.where(*(getattr(VoicePoint, name) == value for name, value in sought.asked_for().items()))


def _and_covered(db: Db, person: Staff, now: datetime) -> list[str]:
    """Whose things are mine today: my own, and those of whom I stand in for."""
    return [person.id, *absences.covered_by(db, person, now)]


def _of_pass_ons(db: Db, person: Staff, now: datetime, view: str) -> Iterator[tuple[str, Select]]:
    received = scope.asked().where(scope.passed_to(person, now), PassOn.due_at.is_not(None))
    sent = scope.asked().where(_is_with_others(person))
    if view == TEAM:
        yield RECEIVED, received
        yield BACK, sent.where(PassOn.back_at <= now)
    if view == NOBODY:
        yield RECEIVED, received.where(PassOn.accepted_by.is_(None))
    if view == MINE:
        for staff_id in _and_covered(db, person, now):
            yield RECEIVED, received.where(PassOn.accepted_by == staff_id)
            yield BACK, sent.where(PassOn.back_at <= now, PassOn.from_staff_id == staff_id)
    if view == OTHERS:
        yield SENT, sent.where(PassOn.back_at > now)


def _keys(
    db: Db, source: str, query: Select, after: tuple[datetime, str] | None, limit: int
) -> list[tuple[datetime, str, str]]:
    """A page of one source as ``(due_at, id, source)``, in order: what is not on the page is never loaded whole."""
    kind = VoicePoint if source == OURS else PassOn
    due = PassOn.back_at if source in (BACK, SENT) else kind.due_at
    query = query.with_only_columns(due, kind.id)
    if after is not None:
        query = query.where(tuple_(due, kind.id) > after)
    return [(due_at, row_id, source) for due_at, row_id in db.execute(query.order_by(due, kind.id).limit(limit))]


def _whole(db: Db, keys: list[tuple[datetime, str, str]]) -> list[Waits]:
    """The rows of these keys, in their order."""
    ours = [row_id for _, row_id, source in keys if source == OURS]
    others = [row_id for _, row_id, source in keys if source != OURS]
    points = {one.id: one for one in db.scalars(scope.rows().where(VoicePoint.id.in_(ours)))} if ours else {}
    asked = {one.id: one for one in db.scalars(scope.whole_asked().where(PassOn.id.in_(others)))} if others else {}
    return [
        Waits(due_at, row_id, source, points[row_id])
        if source == OURS
        else Waits(due_at, row_id, source, asked[row_id].point, asked[row_id])
        for due_at, row_id, source in keys
    ]
