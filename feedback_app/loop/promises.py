"""By when we read, reply and update: working days in England, counted from what was sent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
DAY_ENDS = time(17, 0)


@cache
def _bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG")


@cache
def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays()


def working_days_after(start: datetime, days: int) -> datetime:
    """The end (17:00 in London, given in UTC) of the ``days``-th working day after ``start``.

    ``start`` and the result are naive UTC. The day of ``start`` itself never counts.
    """
    day = in_london(start).date()
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return datetime.combine(day, DAY_ENDS, LONDON).astimezone(UTC).replace(tzinfo=None)


def in_london(moment: datetime) -> datetime:
    """A stored time as people here read it."""
    return moment.replace(tzinfo=UTC).astimezone(LONDON)


def days_waited(since: datetime, now: datetime) -> int:
    """Whole calendar days in London: what a person feels."""
    return (in_london(now).date() - in_london(since).date()).days
