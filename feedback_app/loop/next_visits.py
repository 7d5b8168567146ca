"""What to bring to the next visit: replies that somebody has not had, and verdicts that nobody has asked them for.

Bounded by one caseload: from a worker's own people, each with some replies, never from a table read through.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import aliased

from feedback_app.database import Db
from feedback_app.loop import scope, told, writing_down
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.offers import PULSE, TELL, Offer
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.pulses import Pulse
from feedback_app.loop.replies import Receipt, Reply
from feedback_app.loop.sending import NO_REPLY
from feedback_app.loop.staff import Staff

TIME_TO_COME_BACK = timedelta(days=3)  # whoever reads by themselves mostly has by then
BY_SOMEBODY = ("in_person", "advocate")  # how they said they want to hear back: not by coming back
LEFT_ALONE = timedelta(days=28)  # once offered: to be heard is a right, not a duty
JUDGED = ("done", "partly", "cant", "answered")  # thanks for praise, or a step on the way, changes nothing yet
PAGE = 10


@dataclass(frozen=True)
class Owed:
    """One thing to bring up: ``tell`` them, or offer a ``pulse``; waiting ``since`` then."""

    what: str
    since: datetime
    reply: Reply
    point: VoicePoint


def to_bring(
    db: Db, person: Staff, now: datetime, after: tuple[datetime, str] | None = None, limit: int = PAGE
) -> list[list[Owed]]:
    """Participant by participant, whoever waits longest first; ``after`` is the last one's ``(since, id)``."""
    owed = _owed(db, person, now).subquery()
    waits = func.min(owed.c.since)
    whose = select(owed.c.participant_id).group_by(owed.c.participant_id)
    if after is not None:
        whose = whose.having(tuple_(waits, owed.c.participant_id) > after)
    order = list(db.scalars(whose.order_by(waits, owed.c.participant_id).limit(limit)))
    rows = db.execute(select(owed).where(owed.c.participant_id.in_(order)).order_by(owed.c.since, owed.c.id)).all()
    found = _whole(db, rows)
    return [[one for one in found if one.point.participant_id == participant_id] for participant_id in order]


def is_owed(db: Db, person: Staff, reply_id: str, now: datetime) -> str:
    """What is to be offered of one reply now: ``tell``, ``pulse``, or empty when nothing is."""
    owed = _owed(db, person, now).subquery()
    return db.scalar(select(owed.c.what).where(owed.c.id == reply_id)) or ""


def _owed(db: Db, person: Staff, now: datetime) -> CompoundSelect:
    workers = writing_down.works_with(db, person, now)
    has_it = select(Receipt.id).where(Receipt.reply_id == Reply.id, told.stands()).exists()
    since = select(func.min(Receipt.at)).where(Receipt.reply_id == Reply.id, told.stands()).scalar_subquery()
    is_theirs_to_say = or_(_wants_it_said(), Reply.published_at <= now - TIME_TO_COME_BACK)
    has_said = select(Pulse.id).where(Pulse.reply_id == Reply.id, Pulse.wave == "now").exists()
    return union_all(
        _newest(person, workers, now, TELL, Reply.published_at).where(~has_it, is_theirs_to_say),
        _newest(person, workers, now, PULSE, since).where(
            has_it, ~has_said, Reply.status.in_(JUDGED), Reply.in_person_only.is_(False)
        ),
    )


def _wants_it_said() -> ColumnElement[bool]:
    return or_(Reply.in_person_only, VoicePoint.hear_back.in_(BY_SOMEBODY))


def _can_be_met(person: Staff) -> ColumnElement[bool]:
    """Whoever only ever came by a poster nobody can find; unless they say themselves that they are met.

    By what card they said something that is kept from this one, this one does not learn here.
    """
    cards = select(CheckIn.id).join(Invitation, Invitation.id == CheckIn.invitation_id)
    is_known = cards.where(CheckIn.participant_id == Reply.participant_id, Invitation.kind != "poster")
    is_seen = or_(CheckIn.id == VoicePoint.check_in_id, scope.nothing_keeps(person))
    return or_(_wants_it_said(), is_known.where(is_seen).exists())


def _newest(person: Staff, workers: frozenset[str], now: datetime, what: str, since: Any) -> Select:
    """The newest replies to one's own people, of those who want one, that were not offered lately.

    Who says that nobody told them is told, whatever was offered before.
    """
    later = aliased(Reply)
    is_over = (
        select(later.id)
        .where(later.point_id == Reply.point_id, later.version > Reply.version)
        .where(later.pass_on_id.is_not_distinct_from(Reply.pass_on_id))
        .exists()
    )
    offered = select(Offer.id).where(Offer.reply_id == Reply.id, Offer.at > now - LEFT_ALONE)
    if what == TELL:
        never = select(Receipt.id).where(Receipt.reply_id == Offer.reply_id, Receipt.confirmed == told.DENIED)
        offered = offered.where(~never.exists())
    return (
        select(Reply.id, Reply.participant_id, since.label("since"), literal(what).label("what"))
        .join(Participant, Participant.id == Reply.participant_id)
        .join(VoicePoint, VoicePoint.id == Reply.point_id)
        .where(Participant.worker_id.in_(workers), scope.visible_in_a_voice(person), ~is_over, ~offered.exists())
        .where(VoicePoint.hear_back != NO_REPLY, VoicePoint.status != WITHDRAWN, _can_be_met(person))
    )


def _whole(db: Db, rows: list[Any]) -> list[Owed]:
    ids = [row.id for row in rows]
    answers = {one.id: one for one in db.scalars(select(Reply).where(Reply.id.in_(ids)))}
    said = {one.point_id for one in answers.values()}
    points = {one.id: one for one in db.scalars(scope.rows().where(VoicePoint.id.in_(said)))}
    return [Owed(row.what, row.since, answers[row.id], points[answers[row.id].point_id]) for row in rows]
