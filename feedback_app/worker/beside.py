"""What stands beside a point at the desk: what they meant, how we read it, what it is part of, who wants it hidden."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import corrections, hiding, merging, our_readings, points, splitting, staff
from feedback_app.loop.hiding import Hiding
from feedback_app.loop.points import VoicePoint
from feedback_app.web import languages
from feedback_app.worker import in_words

LEVELS = {
    "me": _l("About them"),
    "service": _l("About how a service works"),
    "system": _l("About how services work together"),
}


@dataclass(frozen=True)
class Beside:
    """For one point; ``asked`` is a wish to hide it, with why and by whom."""

    meant: list[tuple[str, str]]
    read_as: list[tuple[str, str]]
    parts: int
    merged_into: VoicePoint | None
    waits_until: str
    asked: Hiding | None
    why: str
    asked_by: str
    may_decide: bool
    deeds: list[tuple[str, str]]


def of(db, point: VoicePoint, is_gone: bool) -> Beside:
    """Everything beside it. ``is_gone``: their key was destroyed, and no text opens."""
    asked = hiding.of_point(db, point)
    return Beside(
        meant=[] if is_gone else [(languages.day(on), words) for on, words in corrections.of_point(db, point)],
        read_as=[] if point.is_all_gone else _read_as(db, point),
        parts=len(points.of_answer(db, point)),
        merged_into=db.get(VoicePoint, point.merged_into) if point.merged_into else None,
        waits_until=languages.day(point.paused_until) if point.paused_until else "",
        asked=asked,
        why=hiding.reason_of(db, asked) if asked and not is_gone else "",
        asked_by=_name(db, asked),
        may_decide=bool(asked) and hiding.may_decide(asked, g.staff),
        deeds=[] if is_gone or point.is_taken_back else _deeds(db, point, asked),
    )


def _read_as(db, point: VoicePoint) -> list[tuple[str, str]]:
    read = our_readings.of(db, point)
    lines = [
        (_("We read it as"), str(in_words.KINDS[read.kind]) if read.kind else ""),
        (_("Whom it is about"), str(LEVELS[read.level]) if read.level else ""),
        (_("What it is about"), "; ".join(in_words.theme(one) for one in read.themes)),
    ]
    return [line for line in lines if line[1]]


def _name(db, asked: Hiding | None) -> str:
    found = staff.one(db, asked.asked_by) if asked else None
    return found.first_name if found else ""


def _deeds(db, point: VoicePoint, asked: Hiding | None) -> list[tuple[str, str]]:
    """What may be done beside answering it, as ``(endpoint, words)``."""
    deeds = [("worker.our_reading.show", _("How we read it"))]
    if splitting.may_split(point) and len(splitting.pieces(db, point)) > 1:
        deeds.append(("worker.split.show", _("They said more than one thing")))
    if point.merged_into or merging.candidates(db, g.staff, point):
        deeds.append(("worker.merge.show", _("Answer it together with another")))
    if asked is None:
        deeds.append(("worker.hide.show", _("Hide it in our lists")))
    return deeds
