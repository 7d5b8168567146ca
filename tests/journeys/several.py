"""Several people about one thing, in these stories: what they said, and who is offered the same reply."""

from __future__ import annotations

from feedback_app.loop import points as loop_points
from feedback_app.loop.points import VoicePoint
from tests.journeys.people import all_points

SAID = ("The bus was late.", "No bus came.", "Where is the bus?")


def points(house) -> list[VoicePoint]:
    """One of each of them, in the order of what they said."""
    with house.databases.reading() as db:
        by_words = {loop_points.words_of(db, one): one for one in all_points(db)}
    return [by_words[one] for one in SAID]


def boxes(desk) -> list[str]:
    return [one["value"] for one in desk.soup.select("input[name=also]")]
