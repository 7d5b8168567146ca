"""What is still owed to somebody in another language, by whom: its reader, a second reader, or who has to ask anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from feedback_app.database import Db
from feedback_app.loop import held_translations, readings, scope, staff
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading, is_held, is_open
from feedback_app.loop.replies import Reply


@dataclass(frozen=True)
class Owed:
    """One thing that was promised in a language: about which point, and who is reminded when it is due, or late."""

    point_id: str
    service_id: str
    due_at: datetime
    soon: frozenset[str]
    late: frozenset[str]


def by(db: Db, until: datetime, now: datetime) -> Iterator[Owed]:
    """Everything of it that is due by then."""
    asked = _due(db, is_open(), until)
    shown = scope.to_read(db, asked)
    for one in asked:
        if shown[one.id] and one.reader_id is not None:
            reader, asker = frozenset((one.reader_id,)), _asker(db, one, shown[one.id], now)
            yield Owed(shown[one.id][0].id, one.service_id, one.due_at, reader, reader | asker)
    for one in _due(db, is_held(), until):
        readers = held_translations.readers(db, one, now)
        whom = frozenset(person.id for person, _point_id in readers)
        yield from (Owed(point_id, one.service_id, one.due_at, whom, whom) for _person, point_id in readers[:1])
        if not readers:  # who asked finds somebody to set up, or has it put into their language by somebody else
            yield from _whoever_asked(db, one, now)
    for one in _due(db, _is_left(), until):
        yield from _whoever_asked(db, one, now)


def _due(db: Db, state: ColumnElement[bool], until: datetime) -> list[Reading]:
    return list(db.scalars(select(Reading).where(state, Reading.due_at <= until).order_by(Reading.due_at)))


def _is_left() -> ColumnElement[bool]:
    """A reply whose reader gave it back or has left, or a second reader sent it back, and nobody was asked since."""
    other = aliased(Reading)
    is_there = or_(other.done_at.is_not(None), and_(other.taken_back_at.is_(None), other.given_back_at.is_(None)))
    went_on = or_(is_there, other.asked_at > Reading.asked_at)
    others = exists().where(other.reply_id == Reading.reply_id, other.id != Reading.id, went_on)
    came_back = or_(Reading.given_back_at.is_not(None), and_(Reading.held_at.is_not(None), Reading.done_at.is_(None)))
    return and_(came_back, Reading.reply_id.is_not(None), ~others)


def _whoever_asked(db: Db, one: Reading, now: datetime) -> Iterator[Owed]:
    """Who asked for it: somebody else has to be found by the same day."""
    point = db.get_one(VoicePoint, db.get_one(Reply, one.reply_id).point_id)
    whom = _asker(db, one, [point], now)
    if not point.is_taken_back:
        yield Owed(point.id, one.service_id, one.due_at, whom, whom)


def _asker(db: Db, one: Reading, about: Sequence[VoicePoint], now: datetime) -> frozenset[str]:
    """Who asked for it, or their team when they have left, or left that team: whoever of it may see any of this.

    A service that answered what was passed to it asks for its own answer, though the voice is shut to it.
    """
    team = [each for each in staff.team_of(db, one.service_id) if each.role in scope.DESK]
    see = {each.id for each in team if any(scope.sees_reply(db, each, point, one.reply_id, now) for point in about)}
    return frozenset(see & {one.asked_by} or see)


def still_owed(asked: Sequence[Any]) -> list[Any]:
    """Of all that was asked for somebody, oldest first, what they still wait for: also a reply that came back to us."""
    under_way = [one for one in asked if readings.is_on_its_way(one)]
    settled = {one.reply_id for one in asked if one.done_at} | {one.reply_id for one in under_way}
    last = {one.reply_id: one for one in asked if one.reply_id and one.reply_id not in settled}
    return [*under_way, *(one for one in last.values() if one.given_back_at or one.held_at)]
