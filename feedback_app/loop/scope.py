"""What one member of staff may see: row scope, in the query and never in a template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from feedback_app.database import Db
from feedback_app.loop import points, readings, sealed_store
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.participants import Participant
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from feedback_app.loop.sending import NOT_MY_WORKER
from feedback_app.loop.staff import MANAGERS, Staff

_Before = aliased(CheckIn)
DESK = frozenset(("worker", "team_manager", "safeguarding_lead"))


def visible_to(person: Staff) -> ColumnElement[bool]:
    """Own service only; "just my worker" to that worker and managers; "not my worker" never to them."""
    return and_(VoicePoint.service_id == person.service_id, *_as_they_chose(person))


def visible_in_a_voice(person: Staff) -> ColumnElement[bool]:
    """The same of one person's points, or of one check-in's.

    Without statistics SQLite would look for them through all that the service was ever told, by an index of that.
    """
    return and_(func.coalesce(VoicePoint.service_id, "") == person.service_id, *_as_they_chose(person))


def _as_they_chose(person: Staff) -> list[ColumnElement[bool]]:
    """What the person said of who may read it (``who_sees``), for this member of staff."""
    chosen = [_is_not_named(person)]
    if person.role not in MANAGERS:
        chosen.append(or_(VoicePoint.who_sees != "worker", VoicePoint.owner_id == person.id))
    return chosen


def _is_not_named(person: Staff) -> ColumnElement[bool]:
    """They said "not my worker" of somebody else, or of nobody."""
    others_now = or_(VoicePoint.hidden_from.is_(None), VoicePoint.hidden_from != person.id)
    others_before = ~VoicePoint.named_before.contains(person.id, autoescape=True)
    return and_(others_now, or_(VoicePoint.named_before.is_(None), others_before))


def may_work_with(person: Staff, service_id: str | None) -> bool:
    """Who may be given a voice of this service, or cover for its worker: of its team, with a desk to read it at."""
    return person.left_at is None and person.service_id == service_id and person.role in DESK


def is_named(person: Staff, point: VoicePoint) -> bool:
    """The other way about, of a point at hand: whether they said it of this member of staff, then or before."""
    return person.id in (point.hidden_from, *(point.named_before or "").split())


def sees(person: Staff, point: VoicePoint) -> bool:
    """The same of a point at hand: who of a team may see it, without asking for each of them."""
    is_theirs = point.who_sees != "worker" or point.owner_id == person.id or person.role in MANAGERS
    return point.service_id == person.service_id and not is_named(person, point) and is_theirs


def sees_for(person: Staff, point: VoicePoint, service_id: str | None) -> bool:
    """The same for a service that answers it: its own, or one that was asked, of which all may but whom they named."""
    return sees(person, point) if point.service_id == service_id else not is_named(person, point)


def point(db: Db, person: Staff, point_id: str) -> VoicePoint | None:
    """One point if this person may see it; a foreign id and an unknown one answer the same."""
    points.hold_voice(db, select(VoicePoint.participant_id).where(VoicePoint.id == point_id).scalar_subquery())
    return db.scalar(rows().where(VoicePoint.id == point_id, visible_to(person)))


def hold_voices(db: Db, participant_ids: Iterable[str]) -> None:
    """Several at once, always in one order: of two who need the same, neither waits for who waits for them."""
    for one in sorted(set(participant_ids)):
        points.hold_voice(db, one)


def hold_voices_of(db: Db, point_ids: Collection[str]) -> None:
    """The same of whoever said these; before any of them is looked up."""
    hold_voices(db, db.scalars(select(VoicePoint.participant_id).where(VoicePoint.id.in_(point_ids))))


def voice_of(db: Db, person: Staff, participant_id: str) -> list[VoicePoint]:
    """Everything of one participant that this person may see, newest first."""
    return list(
        db.scalars(
            rows()
            .where(VoicePoint.participant_id == participant_id, visible_in_a_voice(person))
            .order_by(VoicePoint.said_at.desc(), VoicePoint.id)
        )
    )


def participant(db: Db, person: Staff, participant_id: str) -> Participant | None:
    """Somebody of whose voice this person may see anything; anybody else is not found."""
    points.hold_voice(db, participant_id)
    said = voice_of(db, person, participant_id)
    return said[0].participant if said else None


def sent_the_same(db: Db, person: Staff, group_id: str) -> int:
    """How many replies went together, of those whose points this member of staff may see."""
    together = select(func.count()).select_from(Reply).join(VoicePoint, VoicePoint.id == Reply.point_id)
    return db.scalar(together.where(Reply.group_id == group_id, visible_to(person))) or 0


def may_read(db: Db, person: Staff, check_in: CheckIn) -> bool:
    """Whether a whole check-in may be read, also one that was only tapped and so has no point."""
    said = select(VoicePoint.id).where(VoicePoint.check_in_id == check_in.id)
    if db.scalar(said.limit(1)) is not None:
        return db.scalar(said.where(visible_in_a_voice(person)).limit(1)) is not None
    is_kept = select(CheckIn.id).where(CheckIn.id == check_in.id, kept_from(db, person, check_in.participant_id))
    return check_in.invitation.service_id == person.service_id and db.scalar(is_kept) is None


def kept_from(db: Db, person: Staff, participant_id: str) -> ColumnElement[bool]:
    """Check-ins of somebody that this member of staff is not to read, by what they chose; of whichever service."""
    same = [participant_id, *sealed_store.came_by_same_card(db, participant_id)]
    until_then = (_Before.participant_id.in_(same), _Before.sent_at <= CheckIn.sent_at)
    was_named = exists().where(*until_then, _Before.who_sees == NOT_MY_WORKER, _Before.worker_id == person.id)
    # and where those other words are forgotten, the points that were made of it still know
    is_hidden = exists().where(VoicePoint.check_in_id == CheckIn.id, ~_is_not_named(person))
    named = and_(CheckIn.who_sees == NOT_MY_WORKER, or_(was_named, is_hidden))
    if person.role in MANAGERS:
        return named
    is_anothers = or_(CheckIn.worker_id.is_(None), CheckIn.worker_id != person.id)
    return or_(named, and_(CheckIn.who_sees == "worker", is_anothers))


def nothing_keeps(person: Staff) -> ColumnElement[bool]:
    """Check-ins that no wish keeps from this member of staff, whomever "not my worker" named: for lists of many."""
    is_for_more = CheckIn.who_sees.not_in((NOT_MY_WORKER, "worker"))
    theirs = and_(CheckIn.who_sees == "worker", CheckIn.worker_id == person.id)
    return or_(is_for_more, theirs) if person.role not in MANAGERS else CheckIn.who_sees != NOT_MY_WORKER


def passed_to(person: Staff, now: datetime) -> ColumnElement[bool]:
    """What was passed on to one's own service, while it is theirs."""
    return and_(
        PassOn.to_service_id == (person.service_id or ""),  # who is of no service is no partner without an account
        is_theirs_now(now),
        _is_not_named(person),
    )


def is_theirs_now(now: datetime) -> ColumnElement[bool]:
    """Pass-ons that are their receiver's to take, to answer or to see through."""
    return and_(
        PassOn.taken_back_at.is_(None),
        PassOn.refused_at.is_(None),
        VoicePoint.status != WITHDRAWN,  # what the person took back, they took back from everybody
        or_(PassOn.accepted_at.is_not(None), PassOn.accept_by > now),
    )


def pass_on(db: Db, person: Staff, pass_on_id: str, now: datetime) -> PassOn | None:
    """What one's service asked of another, or was asked, as far as one may see it; anything else is not found."""
    points.hold_voice(db, select(PassOn.participant_id).where(PassOn.id == pass_on_id).scalar_subquery())
    return db.scalar(whole_asked().where(PassOn.id == pass_on_id, or_(sent_by(person), passed_to(person, now))))


def sent_by(person: Staff) -> ColumnElement[bool]:
    """What one's own service asked of others, about points that one may see."""
    return and_(PassOn.from_service_id == person.service_id, *_as_they_chose(person))


def may_read_for_others(person: Staff, point: VoicePoint) -> bool:
    """What somebody may be asked to read because they know its language, of any service of the partnership.

    "Just my worker" opens to nobody more, and "not my worker" never to that one; what was taken back to nobody.
    """
    is_for_more_than_one = point.who_sees != "worker" and not is_named(person, point)
    return not point.is_taken_back and (is_for_more_than_one or sees(person, point))


def written(db: Db, person: Staff, check_in_id: str) -> list[VoicePoint]:
    """The points of one check-in that were written and not taken back, as far as this person may see them."""
    there = _in_words([check_in_id]).where(visible_in_a_voice(person), VoicePoint.status != WITHDRAWN)
    return list(db.scalars(there))


def _in_words(check_in_ids: Collection[str]) -> Select[tuple[VoicePoint]]:
    return readings.written_of(check_in_ids).options(joinedload(VoicePoint.check_in)).order_by(VoicePoint.id)


def to_read(db: Db, some: Sequence[Reading]) -> dict[str, list[VoicePoint]]:
    """By reading, its points as far as its reader may still be shown them; none once it has ended."""
    there = about(db, [one for one in some if one.reader is not None and readings.ended_at(one) is None])
    return {
        one.id: [point for point in there.get(one.id, ()) if may_read_for_others(one.reader, point)] for one in some
    }


def about(db: Db, some: Sequence[Reading]) -> dict[str, list[VoicePoint]]:
    """By reading, the written points of its check-in, or the one point of its reply: two queries for all of them."""
    found: dict[str, list[VoicePoint]] = defaultdict(list)
    for point in db.scalars(_in_words({one.check_in_id for one in some if one.reply_id is None})):
        found[point.check_in_id].append(point)
    answered = rows().add_columns(Reply.id).join(Reply, Reply.point_id == VoicePoint.id)
    for point, reply_id in db.execute(answered.where(Reply.id.in_({one.reply_id for one in some if one.reply_id}))):
        found[reply_id].append(point)
    return {one.id: found[one.reply_id or one.check_in_id] for one in some}


def asked_for(db: Db, person: Staff, reading_id: str, now: datetime) -> tuple[Reading, VoicePoint] | None:
    """What one's own service asked somebody to read, and the first point of it; if one may see that."""
    one = db.get(Reading, reading_id)
    if one is None or one.service_id != person.service_id:
        return None
    shown = (point for point in about(db, [one])[one.id] if sees_reply(db, person, point, one.reply_id, now))
    point = next(shown, None)
    return (one, point) if point else None


def sees_reply(db: Db, person: Staff, point: VoicePoint, reply_id: str | None, now: datetime) -> bool:
    """Who may see the point; and what a reply to it says, a service that answered with it what was passed to it."""
    return sees(person, point) or (reply_id is not None and reply_id in answered_with(db, person, [reply_id], now))


def answered_with(db: Db, person: Staff, reply_ids: Collection[str], now: datetime) -> dict[str, PassOn]:
    """By reply, what was passed to one's own service and answered to the person with it, as far as one may see it."""
    points = select(Reply.point_id).where(Reply.id.in_(reply_ids))
    answered = whole_asked().where(PassOn.point_id.in_(points), PassOn.reply_id.in_(reply_ids))
    return {str(one.reply_id): one for one in db.scalars(answered.where(passed_to(person, now)))}


def rows() -> Select[tuple[VoicePoint]]:
    """Points with what a list says of each: whose, and from which invitation."""
    return select(VoicePoint).options(joinedload(VoicePoint.check_in))


def asked() -> Select[tuple[PassOn]]:
    """Pass-ons beside their points, to choose among."""
    return select(PassOn).join(VoicePoint, VoicePoint.id == PassOn.point_id)


def whole_asked() -> Select[tuple[PassOn]]:
    """The same with all that a list says of them."""
    return asked().options(contains_eager(PassOn.point).joinedload(VoicePoint.check_in))
