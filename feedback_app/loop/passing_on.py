"""Passing on: another service is asked to act, takes it or not, and owes the person its own answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from feedback_app.database import Db, new_id, to_the_minute
from feedback_app.loop import held_replies, pass_ons, points, promises, second_readers, trail
from feedback_app.loop.pass_ons import ANSWERS, TELLS, PassOn, state
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff

ACCEPT_DAYS = 5  # working days; then it is back on the sender's clock
FROM = ("heard", "checking", "working", "passed_on")  # somebody has read it, and it is still open


@dataclass(frozen=True)
class Wish:
    """What one service asks of another; ``service_id`` is empty for a partner without an account."""

    agency: str = ""
    service_id: str | None = None
    what: str = ""
    why: str = ""
    who_tells: str = "sender"
    understood: str = ""
    danger: str = ""


def may_ask(point: VoicePoint) -> bool:
    """Whether it is one that can be passed on: what is answered with another goes where that goes."""
    return point.status in FROM and point.merged_into is None


def lacks(db: Db, point: VoicePoint, wish: Wish) -> list[tuple[str, str]]:
    """What keeps it from being passed on, as ``(field, problem)``. Told first, or a reason why that is a danger."""
    if not may_ask(point):
        return [("to", "not_from_here")]
    found = []
    if not wish.agency:
        found.append(("to", "needed"))
    elif wish.service_id == point.service_id:
        found.append(("to", "ourselves"))
    elif _is_asked_already(db, point, wish):
        found.append(("to", "already"))
    if point.understanding is None:
        found += _understood(wish, second_readers.reads_all_to(db, point))
    found += [(name, "needed") for name in ("what", "why") if not getattr(wish, name).strip()]
    if wish.who_tells not in TELLS or (wish.who_tells == "receiver" and wish.agency and not wish.service_id):
        found.append(("who_tells", "choose"))
    if wish.agency and not wish.danger.strip() and pass_ons.told_reply(db, point.id, wish.agency) is None:
        found.append(("danger", "not_told"))
    return found


def _understood(wish: Wish, is_read_by_two: bool) -> list[tuple[str, str]]:
    """It stands on the person's page at once: everybody else's is needed, a marked parent's nobody may write here."""
    if is_read_by_two:
        return [("understood", "second_reader")] if wish.understood.strip() else []
    return [] if wish.understood.strip() else [("understood", "needed")]


def _is_asked_already(db: Db, point: VoicePoint, wish: Wish) -> bool:
    asked = (one for one in pass_ons.of_point(db, point.id) if one.taken_back_at is None and one.answered_at is None)
    return any((one.to_service_id, one.agency) == (wish.service_id, wish.agency) for one in asked)


def ask(db: Db, point: VoicePoint, wish: Wish, staff: Staff, now: datetime, promised: dict[str, int]) -> PassOn:
    """Ask another service. ``promised`` is the receiver's working week. Raises ``NotAllowed`` with what is missing."""
    points.hold(db, point)
    if missing := lacks(db, point, wish):
        raise NotAllowed(missing)
    told = pass_ons.told_reply(db, point.id, wish.agency)
    accept_by = promises.working_days_after(now, ACCEPT_DAYS, promised)
    made = PassOn(
        id=new_id(),
        point_id=point.id,
        participant_id=point.participant_id,
        from_service_id=point.service_id,
        from_staff_id=staff.id,
        to_service_id=wish.service_id,
        agency=wish.agency,
        names_agency=told.names_agency if told else False,
        who_tells=wish.who_tells,
        shares_words=False,
        asked_at=to_the_minute(now),
        accept_by=accept_by,
        due_at=accept_by,
        back_at=accept_by,
    )
    made.point = point
    for name in ("what", "why"):
        pass_ons.seal_text(db, made, name, getattr(wish, name).strip())
    # once they have been told, no reason is kept why they could not be
    pass_ons.seal_text(db, made, "danger", "" if told else wish.danger.strip())
    if point.understanding is None and wish.understood.strip():
        points.say_understanding(db, point, wish.understood.strip())
    db.add(made)
    db.flush()
    _record(db, made, "decided", now, staff, "pass_on")
    return made


def accept(db: Db, one: PassOn, staff: Staff, now: datetime, promised: dict[str, int]) -> None:
    """The receiver takes it on: from now on they owe an answer, by their own promise."""
    _only_from(one, now, staff, one.to_service_id, "asked")
    one.accepted_at, one.accepted_by = to_the_minute(now), staff.id
    one.answer_by = one.due_at = one.back_at = promises.working_days_after(now, promised["reply_days"], promised)
    _record(db, one, "raised", now, staff, "pass_on_accepted")


def refuse(db: Db, one: PassOn, staff: Staff, why: str, now: datetime) -> None:
    """The receiver says no, with a reason; it is the sender's turn from this moment."""
    _only_from(one, now, staff, one.to_service_id, "asked")
    if not why.strip():
        raise NotAllowed([("refusal", "needed")])
    pass_ons.seal_text(db, one, "refusal", why.strip())
    one.refused_at = one.back_at = to_the_minute(now)
    one.due_at = None
    _record(db, one, "decided", now, staff, "pass_on_refused")


def take_back(db: Db, one: PassOn, staff: Staff, now: datetime) -> None:
    """The sender has it again, by choice or because nobody took it; the receiver sees it no more.

    With its answer, too, where the person must not know that anybody was asked: who sent it says it in a reply.
    """
    answered = () if pass_ons.is_known_to_them(db, one) else ("answered",)
    _only_from(one, now, staff, one.from_service_id, "asked", "accepted", "refused", "returned", *answered)
    note_return(db, one, now)
    one.taken_back_at = to_the_minute(now)
    one.due_at = one.back_at = None
    held_replies.no_longer_asked(db, one, now)
    _record(db, one, "decided", now, staff, "pass_on_taken_back")


def answer_sender(db: Db, one: PassOn, staff: Staff, status: str, text: str, now: datetime) -> None:
    """The receiver tells the sender what came of it: who tells the person, or has to tell them first who was asked.

    What the receiver wrote to the person before that, and nobody let go, waits no more: the sender tells them.
    """
    _only_from(one, now, staff, one.to_service_id, "accepted")
    if one.who_tells != "sender" and pass_ons.is_known_to_them(db, one):
        raise NotAllowed([("answer_status", "not_from_here")])
    _keep_answer(db, one, status, text, now)
    held_replies.no_longer_asked(db, one, now)
    one.answered_by = staff.id
    _record(db, one, "decided", now, staff, "pass_on_answered")


def answer_by_phone(
    db: Db, one: PassOn, staff: Staff, status: str, text: str, role: str, on: date, now: datetime
) -> None:
    """A partner without an account answered by phone: the sender writes down what, who by role, and on which day."""
    _only_from(one, now, staff, one.from_service_id, "asked", "returned")
    if one.to_service_id is not None or not role.strip():
        raise NotAllowed([("role", "needed")])
    note_return(db, one, now)
    _keep_answer(db, one, status, text, now)
    pass_ons.seal_text(db, one, "role", role.strip())
    one.answered_by, one.answered_on = staff.id, on
    _record(db, one, "decided", now, staff, "pass_on_by_phone")


def _keep_answer(db: Db, one: PassOn, status: str, text: str, now: datetime) -> None:
    if status not in ANSWERS or not text.strip():
        raise NotAllowed([("answer", "needed")])
    pass_ons.seal_text(db, one, "answer", text.strip())
    one.answer_status, one.due_at = status, None
    one.answered_at = one.back_at = to_the_minute(now)


def let_them_read(db: Db, participant_id: str, pass_on_id: str, may_read: bool, now: datetime) -> bool:
    """The person's own tap: whether this service may read their words, and not only what we understood.

    False when it is not theirs to say, or they do not know of it.
    """
    points.hold_voice(db, participant_id)
    one = db.get(PassOn, pass_on_id)
    is_theirs = one is not None and one.participant_id == participant_id and pass_ons.is_known_to_them(db, one)
    if not is_theirs or one.point.is_taken_back:
        return False
    if one.shares_words != may_read:
        one.shares_words = may_read
        trail.record(db, one.point, "decided", now, trail.PERSON, "words_shared" if may_read else "words_closed")
    return True


def bring_back(db: Db, pass_on_id: str, now: datetime) -> bool:
    """Write down on the trail what nobody took in time; whose turn it is, the clock has said already."""
    points.hold_voice(db, select(PassOn.participant_id).where(PassOn.id == pass_on_id).scalar_subquery())
    return (one := db.get(PassOn, pass_on_id)) is not None and note_return(db, one, now)


def note_return(db: Db, one: PassOn, now: datetime) -> bool:
    """Write down that it came back, when it did; False when it has not, or that is written already."""
    if one.returned_at is not None or state(one, now) != "returned":
        return False
    one.returned_at, one.due_at = one.accept_by, None
    is_known = pass_ons.is_known_to_them(db, one)
    trail.record(db, one.point, "decided", now, trail.SYSTEM, "pass_on_returned", visible=is_known, at=one.accept_by)
    return True


def _only_from(one: PassOn, now: datetime, staff: Staff, service_id: str | None, *states: str) -> None:
    """Raises ``NotAllowed`` from anywhere else, by any other service, or once the person took the point back."""
    where, is_theirs = state(one, now), service_id is not None and staff.service_id == service_id
    if where not in states or not is_theirs or one.point.is_taken_back:
        raise NotAllowed(where)


def _record(db: Db, one: PassOn, step: str, now: datetime, staff: Staff, evidence: str) -> None:
    """On the trail; for the person to see as soon as they know that somebody was asked."""
    by = trail.By(staff.role, staff.id)
    trail.record(db, one.point, step, now, by, evidence, visible=pass_ons.is_known_to_them(db, one))
