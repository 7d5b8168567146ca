"""A worker's reading of a point: what kind, about whom, which themes. Beside the person's taps, never over them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete

from feedback_app.database import Db
from feedback_app.loop import content, points
from feedback_app.loop.points import KINDS, LEVELS, NotAllowed, PointTheme, VoicePoint

WORKER, PERSON = "worker", "person"  # by whose tap a theme is


@dataclass(frozen=True)
class OurReading:
    """How a worker reads a point; empty means as the person tapped it."""

    kind: str = ""
    level: str = ""
    themes: tuple[str, ...] = ()


def of(db: Db, point: VoicePoint) -> OurReading:
    """What is kept of it so far."""
    themes = sorted(one.theme for one in points.themes_of(db, point.id) if one.by == WORKER)
    return OurReading(point.read_kind or "", point.read_level or "", tuple(themes))


def lacks(reading: OurReading) -> list[tuple[str, str]]:
    """What we don't know among it, as ``(field, problem)``."""
    found = [("kind", "choose")] if reading.kind not in ("", *KINDS) else []
    found += [("level", "choose")] if reading.level not in ("", *LEVELS) else []
    known = content.values_of("themes")
    return found + ([("themes", "choose")] if set(reading.themes) - set(known) else [])


def keep(db: Db, point: VoicePoint, reading: OurReading) -> None:
    """Keep it in place of an earlier one. Raises ``NotAllowed``."""
    if point.is_taken_back or lacks(reading):
        raise NotAllowed(lacks(reading) or [("kind", "taken_back")])
    point.read_kind, point.read_level = reading.kind or None, reading.level or None
    db.execute(delete(PointTheme).where(PointTheme.point_id == point.id, PointTheme.by == WORKER))
    for theme in reading.themes:
        db.add(PointTheme(point_id=point.id, theme=theme, by=WORKER))
