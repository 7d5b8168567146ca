"""One line of a trail as a page shows it, for whoever said it and for whoever works with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedback_app.loop import promises
from feedback_app.web import languages


@dataclass(frozen=True)
class Step:
    """What happened; ``on`` which day, as people read it, and ``date`` in ISO."""

    words: str
    on: str
    date: str


def step(words: str, at: datetime) -> Step:
    """The day is the one it was in London."""
    day = promises.in_london(at).date()
    return Step(words, languages.day(day), day.isoformat())
