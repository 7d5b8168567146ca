"""Told, and what the person says to it: receipts, whether that happened, not sorted, and yes, you got me right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from feedback_app.database import Db, new_id, to_the_minute
from feedback_app.loop import partnership, pauses, points, promises, sealed_store, trail
from feedback_app.loop.points import OPEN, OUTCOMES, VoicePoint
from feedback_app.loop.replies import Receipt, Reply, next_due
from feedback_app.loop.staff import Staff
from feedback_app.made_once import MadeOnce

IN_PERSON, READ_ALOUD, BY_ADVOCATE = "told_in_person", "read_aloud", "by_advocate"
WAYS = (IN_PERSON, READ_ALOUD, BY_ADVOCATE)  # what a worker says of it, and the person is asked about
DENIED = "no"
LONGEST_NAME = 60
CONFIRMS = ("yes", DENIED, "dont_remember")
# what a worker says they told somebody, and that person has not said yet whether it is so
_CLAIMS = MadeOnce(
    select(
        Receipt.id,
        Receipt.how,
        Receipt.at,
        Receipt.through,
        Reply.point_id,
        Reply.participant_id,
        func.coalesce(Staff.first_name, Reply.signed_by).label("told_by"),
    )
    .join_from(Receipt, Reply, Receipt.reply_id == Reply.id)
    .outerjoin(Staff, Staff.id == Receipt.staff_id)
    .where(Reply.participant_id == bindparam("participant_id"))
    .where(or_(*(Receipt.how == way for way in WAYS)), Receipt.confirmed.is_(None))
    .order_by(Receipt.at.desc())
)


class NotForAPhone(Exception):
    """This reply is told in person only: nothing of it opens on a phone."""


def open_reply(db: Db, point: VoicePoint, reply: Reply, now: datetime) -> None:
    """The person pressed "Read the reply". Raises :class:`NotForAPhone`."""
    if reply.in_person_only:
        raise NotForAPhone
    if not is_told(db, reply.id):
        db.add(_receipt(reply, "opened", now))
        trail.record(db, point, "told", now, trail.PERSON, "opened")
        _now_they_had_it(db, point)


def claim(
    db: Db,
    point: VoicePoint,
    reply: Reply,
    staff: Staff,
    at: datetime,
    now: datetime,
    way: str = IN_PERSON,
    who: str = "",
) -> None:
    """A worker told them face to face, read it to them, or their advocate ``who`` did, on that day.

    The person is asked on their next visit whether that happened. Raises ``NotAllowed`` once they took it back.
    """
    if point.is_taken_back:
        raise points.NotAllowed(point.status)
    if way not in WAYS or bool(who) != (way == BY_ADVOCATE):
        raise ValueError(f"nobody is told by {way!r}, {who!r}")
    at = max(at, reply.published_at)  # a day is given, not its hour: never before there was anything to tell
    made = _receipt(reply, way, at, staff.id)
    if who:
        made.through = sealed_store.key_of(db, reply.participant_id).seal(who, "receipts", "through", made.id)
    db.add(made)
    trail.record(db, point, "told", now, trail.By(staff.role, staff.id), way, at=at)
    _now_they_had_it(db, point)


def through_whom(db: Db, receipt: Any, participant_id: str) -> str:
    """The advocate who told them, if one did. Raises ``Forgotten`` or ``SealBroken``."""
    return sealed_store.opened(db, participant_id, receipt.through, "receipts", "through", receipt.id)


def is_told(db: Db, reply_id: str) -> bool:
    return db.scalar(select(Receipt.id).where(Receipt.reply_id == reply_id, stands()).limit(1)) is not None


def had_the_last(db: Db, point_ids: Collection[str]) -> set[str]:
    """Those of these points whose last reply the person has had: what we wrote, or asked back, before it is not it."""
    last = select(Reply.point_id, func.max(Reply.version).label("version")).where(Reply.point_id.in_(point_ids))
    newest = last.group_by(Reply.point_id).subquery()
    is_it = and_(Reply.point_id == newest.c.point_id, Reply.version == newest.c.version)
    had = select(Reply.point_id).join(newest, is_it).join(Receipt, Receipt.reply_id == Reply.id).where(stands())
    return set(db.scalars(had))


def stands() -> ColumnElement[bool]:
    """Receipts that count: all but those of which the person says that it did not happen."""
    return or_(Receipt.confirmed.is_(None), Receipt.confirmed != DENIED)


def claims(db: Db, participant_id: str) -> dict[str, list[Any]]:
    """By point, what to ask somebody on their next visit: did that person tell you, on that day?"""
    found: dict[str, list[Any]] = {}
    for claim in db.rows(_CLAIMS, participant_id=participant_id):
        found.setdefault(claim.point_id, []).append(claim)
    return found


def confirm(db: Db, participant_id: str, receipt_id: str, answer: str, now: datetime) -> str | None:
    """The person says whether it happened; returns the point it is about, None when this is nothing of theirs to say.

    No puts the point before the team again, by the next working day: somebody was not told. Not of what we have said
    again since: the newer reply is theirs to have.
    """
    points.hold_voice(db, participant_id)
    receipt = db.get(Receipt, receipt_id)
    reply = db.get(Reply, receipt.reply_id) if receipt else None
    if reply is None or reply.participant_id != participant_id or receipt.how not in WAYS or answer not in CONFIRMS:
        return None
    if receipt.confirmed is None:  # a second press changes nothing
        receipt.confirmed = answer
        point = db.get_one(VoicePoint, reply.point_id)
        if answer == DENIED and not point.is_taken_back:
            trail.record(db, point, "told", now, trail.PERSON, "denied")
            soon = _to_tell_by(db, point, now)
            if reply in _newest(db, point).values():
                point.due_at = min(point.due_at or soon, soon)
    return reply.point_id


def _to_tell_by(db: Db, point: VoicePoint, now: datetime) -> datetime:
    return promises.working_days_after(now, 1, partnership.promises_from(db, point.service_id))


def _now_they_had_it(db: Db, point: VoicePoint) -> None:
    """Where all that was owed was to tell them, it is done; what was promised beside that stands again."""
    events = trail.of(db, point.id) if point.due_at else []
    said_no = [event.at for event in _since(events, "reply") if event.evidence == "denied"]
    if any(event.evidence in ("not_sorted", "not_what_i_meant") for event in _since(events, "reply", "pass_on_told")):
        return  # that is owed an answer
    if said_no and point.due_at == _to_tell_by(db, point, said_no[-1]) and not _is_to_be_told(db, point):
        newest = _newest(db, point).get(None)
        is_over = newest is None or (point.status in OUTCOMES and newest.status not in (*OUTCOMES, "wrong"))
        point.due_at = None if is_over else next_due(db, newest, point)  # over: others were asked, and answered


def _since(events: list[trail.TrailEvent], *words: str) -> list[trail.TrailEvent]:
    """What came after the last word on it: ours alone, or also that of a service that was asked."""
    last = [at for at, event in enumerate(events, 1) if event.step == "answered" and event.evidence in words]
    return events[max(last, default=0) :]


def _is_to_be_told(db: Db, point: VoicePoint) -> bool:
    """Whether one of our replies is left of which they say that nobody told them, and which they have not had since."""
    had = [receipts_of(db, one.id) for one in _newest(db, point).values()]
    return any(some and all(one.confirmed == DENIED for one in some) for some in had)


def _newest(db: Db, point: VoicePoint) -> dict[str | None, Reply]:
    """The last word of each of us: ours, and by what they were asked that of every service that answered."""
    every = db.scalars(select(Reply).where(Reply.point_id == point.id).order_by(Reply.version))
    return {one.pass_on_id: one for one in every}


def receipts_of(db: Db, reply_id: str) -> list[Receipt]:
    return list(db.scalars(select(Receipt).where(Receipt.reply_id == reply_id)))


def say_not_sorted(db: Db, point: VoicePoint, now: datetime, promised: dict[str, int]) -> None:
    """The person's own tap, and nobody else's: an outcome is open again, on a fresh promise."""
    is_again = point.merged_into is None and bool(said_not_sorted(db, [point]))
    if point.is_taken_back or point.status == trail.REOPENED or is_again:
        return  # a second press changes nothing
    pauses.anew(point)
    point.merged_into = point.merged_at = None  # it is looked at by itself again
    status = "reopened" if point.status in OUTCOMES else None
    owed = point.due_at
    trail.record(db, point, trail.REOPENED, now, trail.PERSON, "not_sorted", status=status)
    promise = promises.working_days_after(now, promised["reply_days"], promised)
    point.due_at = point.reply_by = min(owed or promise, promise)  # what is owed sooner, or late, stays so
    if status:
        _both_anew(db, point)


def said_not_sorted(db: Db, some: Iterable[VoicePoint]) -> set[str]:
    """Which of these are open, and their person says of the last word on them that it is not sorted."""
    ids = [one.id for one in some if one.reopened_at is not None and one.status in OPEN]
    if not ids:
        return set()
    said, answered = aliased(trail.TrailEvent), aliased(trail.TrailEvent)
    later = exists().where(answered.point_id == said.point_id, answered.position > said.position)
    is_answered = later.where(answered.step == "answered", answered.evidence.in_(("reply", "pass_on_told")))
    waits = select(said.point_id).where(said.point_id.in_(ids), said.step == trail.REOPENED, ~is_answered)
    return set(db.scalars(waits))


def say_understood(db: Db, point: VoicePoint, is_right: bool, now: datetime) -> None:
    """The person says whether we got them right. No sends the point back to be read again, on a fresh promise if it
    was answered; yes owes nothing more.
    """
    is_again = point.status != "checking" and point.understanding_ok is is_right
    if is_again or point.is_taken_back or point.merged_into is not None:
        return  # a second press changes nothing
    status = "heard" if point.status == "checking" else None
    step = "understood" if is_right else "said"
    evidence = "got_me_right" if is_right else "not_what_i_meant"
    trail.record(db, point, step, now, trail.PERSON, evidence, status=status)
    point.understanding_ok = is_right
    if status:  # the clock stood still until now, and runs again
        pauses.run_on(point, now, points.with_it(db, point))
    elif point.due_at is None and not is_right:
        promised = partnership.promises_from(db, point.service_id)
        pauses.anew(point)
        point.due_at = point.reply_by = promises.working_days_after(now, promised["reply_days"], promised)
        _both_anew(db, point)


def _both_anew(db: Db, point: VoicePoint) -> None:
    """What was answered with it waits for the new answer as well, on the same fresh promise: the old one was kept."""
    for one in points.with_it(db, point):
        pauses.anew(one)
        one.reply_by = point.reply_by


def _receipt(reply: Reply, how: str, at: datetime, staff_id: str | None = None) -> Receipt:
    return Receipt(id=new_id(), reply_id=reply.id, how=how, at=to_the_minute(at), staff_id=staff_id)
