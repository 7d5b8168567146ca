"""How far what was said to a service has come in a year, and what was said at a plan with nothing after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from feedback_app.database import Db
from feedback_app.loop import meetings, pulses, scope, told
from feedback_app.loop.actions import STOPPED, Action
from feedback_app.loop.points import PRAISE, WITHDRAWN, VoicePoint
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.replies import Receipt, Reply
from feedback_app.loop.staff import Staff
from feedback_app.loop.trail import TrailEvent

STEPS = ("said", "heard", "understood", "raised", "decided", "acted", "answered", "told", "felt")
YEAR = timedelta(days=365)
PAGE = 50
# somebody has it to do, or has done it; what was stopped changed nothing
_TO_DO = select(Action.id).where(Action.point_id == VoicePoint.id, Action.state != STOPPED).exists()
_IS_ACTED = or_(VoicePoint.acted_at.is_not(None), _TO_DO)
# the same as ``is_answer_enough``, in a query
_IS_ANSWER_ENOUGH = or_(
    VoicePoint.status == "cant", and_(VoicePoint.status == "answered", VoicePoint.kind == "question")
)
_SAID, _LATER = aliased(TrailEvent), aliased(TrailEvent)
_SAID_NO_SINCE = exists().where(
    _LATER.point_id == _SAID.point_id, _LATER.position > _SAID.position, _LATER.evidence == "not_what_i_meant"
)
_HOLDS: dict[str, ColumnElement[bool]] = {
    # one who put it into English has read it, and whoever is asked has not yet
    "heard": VoicePoint.status != "received",
    # what they said of it last; we may have written something else since
    "understood": exists().where(_SAID.point_id == VoicePoint.id, _SAID.step == "understood", ~_SAID_NO_SINCE),
    # of an answer, and not of our asking back; where the person says no, they have not had it
    "told": exists().where(
        Reply.point_id == VoicePoint.id, Reply.status != "checking", Receipt.reply_id == Reply.id, told.stands()
    ),
    # every question can be skipped, and it may be too soon to say
    "felt": exists().where(Pulse.point_id == VoicePoint.id, Pulse.difference.in_(pulses.DIFFERENCES)),
}


@dataclass(frozen=True)
class NothingAfter:
    """A point said where plans are made, of which nobody decided anything, or has anything to do."""

    point: VoicePoint
    is_decided: bool
    is_acted: bool


def is_answer_enough(point: VoicePoint) -> bool:
    """A no with its reason, or a question with its answer: nothing is left to decide, or to do."""
    return point.status == "cant" or (point.status, point.kind) == ("answered", "question")


def _asks_for_something(person: Staff, now: datetime) -> ColumnElement[bool]:
    """Praise asks for nothing, and what was taken back or is answered with another is not counted."""
    return and_(
        scope.visible_to(person),
        VoicePoint.said_at >= now - YEAR,
        VoicePoint.kind.not_in(PRAISE),
        VoicePoint.status != WITHDRAWN,
        VoicePoint.merged_into.is_(None),
    )


def steps(db: Db, person: Staff, now: datetime) -> dict[str, int]:
    """How many points reached each step, of those that this member of staff may see.

    A clock keeps its first time, whatever was said since: what counts is what still holds (``_HOLDS``).
    """
    clocks = {step: getattr(VoicePoint, f"{step}_at") for step in STEPS}
    counted = [func.count(case((_HOLDS[step], at)) if step in _HOLDS else at) for step, at in clocks.items()]
    row = db.execute(select(*counted).where(_asks_for_something(person, now))).one()
    return dict(zip(STEPS, row, strict=True))


def nothing_after(
    db: Db, person: Staff, now: datetime, after: tuple[datetime, str] | None = None, limit: int = PAGE
) -> list[NothingAfter]:
    """Oldest first; ``after`` is the last one's ``(said_at, id)``."""
    at_a_plan = and_(_asks_for_something(person, now), VoicePoint.stage.in_(meetings.kinds()))
    lacks = and_(or_(VoicePoint.decided_at.is_(None), ~_IS_ACTED), ~_IS_ANSWER_ENOUGH)
    query = scope.rows().add_columns(_IS_ACTED).where(at_a_plan, lacks)
    if after is not None:
        query = query.where(tuple_(VoicePoint.said_at, VoicePoint.id) > after)
    found = db.execute(query.order_by(VoicePoint.said_at, VoicePoint.id).limit(limit))
    return [NothingAfter(point, point.decided_at is not None, bool(is_acted)) for point, is_acted in found]
