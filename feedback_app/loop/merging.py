"""Two points of one person about the same thing are answered together; parted again until a reply was written."""

from __future__ import annotations

from datetime import datetime

from feedback_app.database import Db, to_the_minute
from feedback_app.loop import held_replies, partnership, pass_ons, pauses, promises, replies, scope, trail
from feedback_app.loop.points import NotAllowed, VoicePoint, with_it
from feedback_app.loop.staff import Staff

_EQUAL = ("participant_id", "service_id", "who_sees", "hidden_from", "named_before", "owner_id", "audience")
_DATED = ("working", "passed_on")
_REPLIED = ("reply", "check_back", "pass_on_told")


def may_merge(db: Db, point: VoicePoint, into: VoicePoint) -> bool:
    """One person's, seen by the same people: the first one read and nobody's answer yet, the other open."""
    return _is_free(db, point) and _may_take_in(into, point)


def candidates(db: Db, person: Staff, point: VoicePoint) -> list[VoicePoint]:
    """What it may be answered together with, as far as this member of staff may see it."""
    if not _is_free(db, point):
        return []
    return [one for one in scope.voice_of(db, person, point.participant_id) if _may_take_in(one, point)]


def _is_free(db: Db, point: VoicePoint) -> bool:
    """Read, and neither answered, nor about to be, nor asked of another service, nor bound to another point."""
    is_bound = point.status != "heard" or point.merged_into is not None
    is_taken = is_bound or pass_ons.of_point(db, point.id) or replies.of_point(db, point.id) or with_it(db, point)
    return not (is_taken or held_replies.of_point(db, point.id))


def _may_take_in(into: VoicePoint, point: VoicePoint) -> bool:
    is_same = all(getattr(point, name) == getattr(into, name) for name in _EQUAL)
    return is_same and into.id != point.id and into.is_open and into.status != "received"


def merge(db: Db, point: VoicePoint, into: VoicePoint, person: Staff, now: datetime) -> None:
    """From now on ``into`` is answered for both, by the earlier of their promises. Raises ``NotAllowed``.

    It is on the trail of both: who is writing to one of them, or reads what waits there, looks again.
    """
    if not may_merge(db, point, into):
        raise NotAllowed([("into", "choose")])
    point.merged_into, point.merged_at = into.id, to_the_minute(now)
    if into.due_at and point.due_at:
        into.due_at = min(into.due_at, point.due_at)
    point.due_at = None
    for one in (point, into):
        trail.record(db, one, "heard", now, trail.By(person.role, person.id), "merged")


def may_part(db: Db, point: VoicePoint) -> bool:
    """Until a reply was written: from then on it has answered both."""
    if point.merged_into is None or point.merged_at is None:
        return False
    since = [one for one in replies.of_point(db, point.merged_into) if one.published_at >= point.merged_at]
    if any(one.published_at > point.merged_at for one in since):
        return False
    return not since or _were_before_it(db, point)


def _were_before_it(db: Db, point: VoicePoint) -> bool:
    """Whether replies of the very minute went before it was put to them: which was first stands on the trail.

    Of several that were put to it in that minute the first counts for all.
    """
    into = db.get_one(VoicePoint, point.merged_into)
    several, steps = sum(one.merged_at == point.merged_at for one in with_it(db, into)), trail.of(db, into.id)
    merged = [at for at, one in enumerate(steps) if (one.evidence, one.recorded_at) == ("merged", point.merged_at)]
    return bool(merged) and not any(one.evidence in _REPLIED for one in steps[merged[-several:][0] :])


def is_answered_with_another(db: Db, point: VoicePoint) -> bool:
    """Whether a reply to what it was merged into has answered both: that one is the other's, and stays with it."""
    return point.merged_into is not None and not may_part(db, point)


def part(db: Db, point: VoicePoint, person: Staff, now: datetime) -> None:
    """Answered by itself again, by its own promise. Raises ``NotAllowed``."""
    if not may_part(db, point):
        raise NotAllowed([("into", "answered")])
    into, by = db.get_one(VoicePoint, point.merged_into), trail.By(person.role, person.id)
    _by_itself(db, point, now, by)
    trail.record(db, into, "heard", now, by, "parted")
    db.flush()
    if into.due_at is not None:
        into.due_at = _due_without(db, into, point)


def part_all(db: Db, point: VoicePoint, now: datetime) -> None:
    """This one was taken back: what was to be answered with it still is, by itself; what was, on a fresh promise.

    And what it was to be answered with itself is owed no sooner because of it.
    """
    into = db.get(VoicePoint, point.merged_into) if may_part(db, point) else None
    if into is not None:
        trail.record(db, into, "heard", now, trail.SYSTEM, "parted")
        if into.due_at == pauses.promised(point):
            into.due_at = _due_without(db, into, point)
    promised = partnership.promises_from(db, point.service_id)
    for one in with_it(db, point):
        if not may_part(db, one):
            pauses.anew(one)
            one.reply_by = promises.working_days_after(now, promised["reply_days"], promised)
        _by_itself(db, one, now, trail.SYSTEM)


def _by_itself(db: Db, point: VoicePoint, now: datetime, by: trail.By) -> None:
    point.merged_into = point.merged_at = None
    point.due_at = pauses.promised(point)
    trail.record(db, point, "heard", now, by, "parted")


def _due_without(db: Db, into: VoicePoint, point: VoicePoint) -> datetime:
    """By when a point is owed a word once this one is not answered with it any more."""
    others = [one for one in with_it(db, into) if one.id != point.id]
    return min([_own_due(db, into), *(pauses.promised(one) for one in others)])


def _own_due(db: Db, point: VoicePoint) -> datetime:
    """By when a point is owed a word if nothing is merged into it: the day our last reply named, or the promise."""
    named = [one.next_by for one in replies.of_point(db, point.id) if one.next_by and not one.pass_on_id]
    if point.status in _DATED and named:
        return promises.end_of(named[0], partnership.promises_from(db, point.service_id))
    return pauses.promised(point)
