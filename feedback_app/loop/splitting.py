"""One text that says two things becomes two points: by choosing places in the person's own words, never by new ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feedback_app.database import Db, new_id
from feedback_app.loop import our_readings, points, spans, trail
from feedback_app.loop.our_readings import OurReading
from feedback_app.loop.points import NotAllowed, PointTheme, VoicePoint
from feedback_app.loop.spans import Span
from feedback_app.loop.staff import Staff

FROM = ("heard", "working", "passed_on")  # read by one of us, open, and not just now before the person to judge
_SAME = (
    *("participant_id", "check_in_id", "answer_id", "service_id", "owner_id", "hidden_from", "named_before"),
    *("hidden_at", "stage", "audience", "question", "kind", "level", "form", "who_sees", "hear_back"),
    *("heard_by", "reply_by", "pause_days"),
)
_COPIED = ("asked", "said", "received", "heard")  # what happened to the text happened to each part of it


def may_split(point: VoicePoint) -> bool:
    return point.status in FROM and point.merged_into is None


def own_spans(db: Db, point: VoicePoint) -> tuple[str, list[Span]]:
    """The whole text that a point was said in, and which parts of it are this point's."""
    text = points.answer_of(db, point, "words")
    if point.spans is None:
        return text, [(0, len(text))] if text else []
    return text, [(start, end) for start, end in point.spans]


def pieces(db: Db, point: VoicePoint) -> list[tuple[Span, str]]:
    """Where its text may be cut, with the words that stand there; fewer than two can't be split."""
    text, own = own_spans(db, point)
    return [((start, end), text[start:end]) for start, end in spans.pieces(text, own)]


def lacks(db: Db, point: VoicePoint, taken: list[Span]) -> list[tuple[str, str]]:
    """Why these parts can't become a point of their own, as ``(field, problem)``."""
    if not may_split(point):
        return [("pieces", "not_from_here")]
    if not taken:
        return [("pieces", "needed")]
    text, own = own_spans(db, point)
    if not spans.are_within(text, taken, own):
        return [("pieces", "moved")]
    return [] if spans.without(text, taken, own) else [("pieces", "all")]


def made_of(db: Db, point: VoicePoint, taken: Iterable[Span]) -> VoicePoint | None:
    """What was split off with just these parts of its text, if anything was."""
    spans_of = _listed(spans.together(points.answer_of(db, point, "words"), taken))
    parts = (one for one in points.of_answer(db, point) if one.id != point.id and not one.is_taken_back)
    return next((one for one in parts if spans_of and one.spans == spans_of), None)


def split(
    db: Db, point: VoicePoint, taken: Iterable[Span], reading: OurReading, person: Staff, now: datetime
) -> VoicePoint:
    """These parts of its text become a point of their own; what is left stays. Raises ``NotAllowed``.

    The new one has the original's taps, promise and first steps; nobody's clock is moved.
    """
    taken = list(taken)
    if missing := lacks(db, point, taken) or our_readings.lacks(reading):
        raise NotAllowed(missing)
    text, own = own_spans(db, point)
    made = VoicePoint(
        id=new_id(),
        status="received",
        events=0,
        due_at=point.due_at,
        split_from=point.split_from or point.id,
        spans=_listed(spans.together(text, taken)),
        **{name: getattr(point, name) for name in _SAME},
    )
    db.add(made)
    db.flush()
    point.spans = _listed(spans.together(text, spans.without(text, taken, own)))
    _first_steps(db, point, made)
    for one in (point, made):
        trail.record(db, one, "heard", now, trail.By(person.role, person.id), "split")
    for theme in points.themes_of(db, point.id):
        if theme.by == our_readings.PERSON:
            db.add(PointTheme(point_id=made.id, theme=theme.theme, by=theme.by))
    db.flush()
    our_readings.keep(db, made, reading)
    db.flush()
    return made


def _listed(parts: list[Span]) -> list[list[int]]:
    return [list(one) for one in parts]


def _first_steps(db: Db, point: VoicePoint, made: VoicePoint) -> None:
    """What happened to the text before, on the new point's trail too: at the same times, by the same hands."""
    events = list(trail.of(db, point.id))
    for step in _COPIED:
        same = [event for event in events if event.step == step]
        moved = [event for event in same[1:] if event.status and same[0].status is None]  # translated, and read after
        for event in (*same[:1], *moved[:1]):
            by, status = trail.By(event.by, event.staff_id), event.status
            trail.record(db, made, step, event.recorded_at, by, event.evidence, status=status, at=event.at)
