"""By when we read, reply and update: working days in England, counted from what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from feedback_app.loop import content

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
DAY_ENDS, MONDAY_TO_FRIDAY = 17 * 60, 0b11111
USUAL: Mapping[str, int] = MappingProxyType({"weekdays": MONDAY_TO_FRIDAY, "day_ends": DAY_ENDS, "update_days": 20})


@cache
def _bank_holidays() -> frozenset[date]:
    # from a file that bin/bank_holidays.py writes: the library itself loads every country, 12 MB for eight days a year
    known: dict[str, str] = content.of("bank_holidays")
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, days in known.items() for day in days.split())


@cache
def is_working_day(day: date, weekdays: int = MONDAY_TO_FRIDAY) -> bool:
    """Bit 0 of ``weekdays`` is Monday. A bank holiday is nobody's working day."""
    return bool(weekdays >> day.weekday() & 1) and day not in _bank_holidays()


def working_days_after(start: datetime, days: int, hours: Mapping[str, int] = USUAL) -> datetime:
    """The end (in London, given in UTC) of the ``days``-th working day after ``start``.

    ``start`` and the result are naive UTC. The day of ``start`` itself never counts. ``hours`` may
    say ``weekdays`` (bits, Monday first; one at least) and ``day_ends`` (minutes after midnight).
    """
    weekdays = hours.get("weekdays", MONDAY_TO_FRIDAY)
    day = in_london(start).date()
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, weekdays)
    return end_of(day, hours)


def end_of(day: date, hours: Mapping[str, int] = USUAL) -> datetime:
    """When the work of a day ends: a clock on a wall in London, kept in UTC."""
    ends = time(*divmod(hours.get("day_ends", DAY_ENDS), 60))
    return datetime.combine(day, ends, LONDON).astimezone(UTC).replace(tzinfo=None)


def is_over(day: date, now: datetime, hours: Mapping[str, int] = USUAL) -> bool:
    """Whether the work of this day has ended."""
    return end_of(day, hours) <= now


def hear_back_on(asked: date, now: datetime, promised: Mapping[str, int]) -> date:
    """By which day who speaks now hears back: as the ask says; once that is over, as the service promises everybody."""
    if not is_over(asked, now, promised):
        return asked
    return in_london(working_days_after(now, promised["reply_days"], promised)).date()


def answered_by(asked: date, now: datetime, promised: Mapping[str, int]) -> datetime:
    """By when who speaks now is answered: as the service promises, or on the day they were told, if that is sooner."""
    told = end_of(hear_back_on(asked, now, promised), promised)
    return min(working_days_after(now, promised["reply_days"], promised), told)


def read_by(asked: date, now: datetime, promised: Mapping[str, int]) -> datetime:
    """By when somebody has read what is said now: never after they are to be answered."""
    promise = working_days_after(now, promised["heard_days"], promised)
    return min(promise, answered_by(asked, now, promised))


def update_on(now: datetime, promised: Mapping[str, int] = USUAL) -> date:
    """By which day at the latest they hear how it is going, however long all of it may take."""
    return in_london(working_days_after(now, promised.get("update_days", USUAL["update_days"]), promised)).date()


def last_minute_of(day: date) -> datetime:
    """The end of a whole day in London, in UTC: what may be used up to that day."""
    return datetime.combine(day, time(23, 59), LONDON).astimezone(UTC).replace(tzinfo=None)


def last_evening(now: datetime, hours: Mapping[str, int] = USUAL) -> datetime:
    """The end of the last working day before today, in UTC: on a Monday, Friday at five in London."""
    day = in_london(now).date() - timedelta(days=1)
    while not is_working_day(day, hours.get("weekdays", MONDAY_TO_FRIDAY)):
        day -= timedelta(days=1)
    return end_of(day, hours)


def in_london(moment: datetime) -> datetime:
    """A stored time as people here read it."""
    return moment.replace(tzinfo=UTC).astimezone(LONDON)


def days_waited(since: datetime, now: datetime) -> int:
    """Whole calendar days in London: what a person feels."""
    return (in_london(now).date() - in_london(since).date()).days


def days_later(moment: datetime, days: int) -> datetime:
    """The same time of day in London, so many calendar days on."""
    there = in_london(moment)
    later = datetime.combine(there.date() + timedelta(days=days), there.time(), LONDON)
    return later.astimezone(UTC).replace(tzinfo=None)
