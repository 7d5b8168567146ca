"""What a reply says in another language, when two of us read that reply: a second reader lets go of this as well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from feedback_app.database import Db, to_the_minute
from feedback_app.loop import points, readings, scope, second_readers, staff, trail
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.readings import Reading, Translation
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff


def of_team(db: Db, person: Staff, now: datetime) -> list[Reading]:
    """What waits for this manager or lead, longest first."""
    if person.role not in scope.MANAGERS:
        return []
    waits = select(Reading).where(Reading.service_id == person.service_id, readings.is_held())
    # by the index alone: only those of one minute are put in order here
    in_order = sorted(db.scalars(waits.order_by(Reading.held_at)), key=lambda one: (one.held_at, one.id))
    return [one for one in in_order if may_read(db, one, person, now)]


def may_read(db: Db, one: Reading, person: Staff, now: datetime) -> bool:
    return one.waits and is_for(db, one, person, now)


def is_for(db: Db, one: Reading, person: Staff, now: datetime) -> bool:
    """A manager or lead of who asked for it who may see it, and wrote neither the reply nor this."""
    reply, point = _of(db, one)
    hand = one.reader_id or one.asked_by  # an interpreter has no account: whoever wrote down what they said
    is_second = one.held_at is not None and person.id != hand and person.service_id == one.service_id
    is_second = is_second and second_readers.may_read(person, reply.staff_id) and not point.is_taken_back
    return is_second and scope.sees_reply(db, person, point, reply.id, now)


def readers(db: Db, one: Reading, now: datetime) -> list[tuple[Staff, str]]:
    """Whoever can let go of it, each with the point that it is about: for reminders."""
    point = _of(db, one)[1]
    return [(each, point.id) for each in staff.team_of(db, one.service_id) if may_read(db, one, each, now)]


def stuck(db: Db, now: datetime) -> list[Reading]:
    """What waits for good: nobody who works here today can let go of it."""
    waits = db.scalars(select(Reading).where(readings.is_held()).order_by(Reading.held_at, Reading.id))
    return [one for one in waits if not _of(db, one)[1].is_taken_back and not readers(db, one, now)]


def only_translators(db: Db) -> list[tuple[Staff, str]]:
    """Managers and leads who alone read a language, and after whose translation nobody of their team is left, if a
    colleague of theirs wrote the reply: each with the language.
    """
    desk = [one for one in staff.everyone(db) if one.left_at is None and one.role in scope.DESK and one.service_id]
    return [
        (one, language)
        for one in desk
        if one.role in staff.MANAGERS
        and _is_needed([other for other in desk if other.service_id == one.service_id], one)
        for language in one.languages
        if not any(language in other.languages for other in desk if other.id != one.id)
    ]


def _is_needed(team: Sequence[Staff], one: Staff) -> bool:
    """Whether some colleague's reply has nobody else to read it."""
    managers = {other.id for other in team if other.role in staff.MANAGERS}
    return any(not managers - {one.id, writer.id} for writer in team if writer.id != one.id)


def _of(db: Db, one: Reading) -> tuple[Reply, VoicePoint]:
    reply = db.get_one(Reply, one.reply_id)
    return reply, db.get_one(VoicePoint, reply.point_id)


def let_go(db: Db, one: Reading, person: Staff, now: datetime, *, is_read_back: bool = False) -> None:
    """It stands on their page from now on. Raises ``NotAllowed``: by other hands, or where nobody knows what it says.

    ``is_read_back``: somebody else who reads the language told this second reader what it says.
    """
    point = _hold(db, one, person, now)
    if not (person.reads(one.language) or is_read_back):
        raise NotAllowed("read_back")
    one.let_go_at, one.let_go_by = to_the_minute(now), person.id
    trail.record(db, point, "answered", now, trail.By(person.role, person.id), "translated")


def send_back(db: Db, one: Reading, person: Staff, now: datetime) -> None:
    """It does not say the same: its texts go, and whoever asked for it asks anew. Raises ``NotAllowed``."""
    _hold(db, one, person, now)
    _discard(db, one, now)


def take_back(db: Db, one: Reading, now: datetime) -> None:
    """Where nobody can let go of it, whoever asked has it again, and asks anew. Raises ``NotAllowed`` where one can."""
    db.refresh(one)
    if not one.waits or readers(db, one, now):
        raise NotAllowed("not_yours")
    _discard(db, one, now)


def _discard(db: Db, one: Reading, now: datetime) -> None:
    db.execute(delete(Translation).where(Translation.reading_id == one.id))
    one.done_at, one.taken_back_at = None, to_the_minute(now)


def _hold(db: Db, one: Reading, person: Staff, now: datetime) -> VoicePoint:
    points.hold_voice(db, one.participant_id)
    db.refresh(one)
    if not may_read(db, one, person, now):
        raise NotAllowed("not_yours")
    return _of(db, one)[1]
