"""When each thing of the made-up story happens: by chance, the same at every telling, and never tomorrow."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from typing import Any


def drawn(chance: str) -> random.Random:
    """Chance for one thing alone, named by what it is: ``7/30/change``."""
    return random.Random(chance)  # noqa: S311  made-up voices, not secrets


def said_at(voice: dict[str, Any], now: datetime, by: random.Random, told_before: bool) -> datetime:
    """Some day of the last forty; what must wait for somebody whenever the story is told names its own."""
    if "days_ago" in voice and not told_before:
        return now - timedelta(days=voice["days_ago"])
    at = _in_the_day(now - timedelta(days=by.uniform(0.1, 40)), by)
    return at - timedelta(days=at > now)


def _in_the_day(at: datetime, by: random.Random) -> datetime:
    return datetime.combine(at.date(), time(by.randint(8, 20), by.randint(0, 59)))


def at_work(at: datetime, by: random.Random) -> datetime:
    """Some time in office hours on that day, or on the Monday after a weekend."""
    day = at.date() + timedelta(days=7 - at.weekday() if at.weekday() > 4 else 0)
    return datetime.combine(day, time(by.randint(9, 16), by.randint(0, 59)))
