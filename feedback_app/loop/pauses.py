"""A clock waits while we ask somebody "Did we get you right?": ten days in all, then it runs on by itself.

While it waits, ``due_at`` stands where it will be if they never answer, so no list, letter or page needs
anybody to start the clock again. When they answer sooner, the days that were not used are given back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from feedback_app.loop import promises
from feedback_app.loop.points import VoicePoint

LONGEST = 10  # calendar days, for one promise, however often we ask


def promised(point: VoicePoint, others: Sequence[VoicePoint] = ()) -> datetime:
    """By when the next word is owed: the promise, and the days that were waited for the person.

    Of the promises to ``others``, which are answered with it, the earliest holds for all.
    """
    earliest = min([point.reply_by, *(promised(one) for one in others)])
    return promises.days_later(earliest, point.pause_days)


def wait(point: VoicePoint, now: datetime, others: Sequence[VoicePoint] = ()) -> None:
    """We asked and wait. A clock that has run out already can't be paused."""
    _stop(point, now)
    days = LONGEST - point.pause_days if promised(point, others) >= now else 0
    if days:
        point.paused_until = promises.days_later(now, days)
        point.pause_days += days
    point.due_at = promised(point, others)


def run_on(point: VoicePoint, now: datetime, others: Sequence[VoicePoint] = ()) -> None:
    """They answered, or we went on without waiting: what was not waited is not added."""
    _stop(point, now)
    point.due_at = promised(point, others)


def _stop(point: VoicePoint, now: datetime) -> None:
    if point.paused_until is not None:
        point.pause_days -= max(0, min(LONGEST, promises.days_waited(now, point.paused_until)))
        point.paused_until = None


def anew(point: VoicePoint) -> None:
    """A new promise was made: it has all its days again."""
    point.paused_until, point.pause_days = None, 0
