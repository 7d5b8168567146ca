"""Asking one person before and after a meeting: only when it is safe, and when they were told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, to_the_minute
from feedback_app.loop import check_ins, content, invitations, partnership, promises, questions, scope, sealed_store
from feedback_app.loop import staff as desk
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import LINES, Invitation
from feedback_app.loop.meetings import STRATEGY, Meeting
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.staff import Staff

BEFORE, AFTER = "before", "after"
MOMENTS = (BEFORE, AFTER)
SETS = {
    (BEFORE, "young_person"): "before_meeting_yp",
    (BEFORE, "parent_carer"): "before_meeting_parent",
    (AFTER, "young_person"): "meeting_yp",
    (AFTER, "parent_carer"): "meeting_parent",
}
DAYS_BEFORE = 5  # SUBJECT.md: offered at least five days before, or there is no time to bring it in
OPEN_AFTER = timedelta(days=28)


class MeetingInvitation(Base):
    """Which meeting an invitation is about, and who made sure that it is safe."""

    __tablename__ = "meeting_invitations"

    invitation_id: Mapped[str] = mapped_column(ForeignKey(Invitation.id), primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey(Meeting.id, ondelete="CASCADE"), index=True)
    moment: Mapped[Code]
    made_by: Mapped[str] = mapped_column(String(22))
    made_at: Mapped[datetime]

    invitation: Mapped[Invitation] = relationship(lazy="joined")


@dataclass(frozen=True)
class Wish:
    """How somebody wants a meeting to hear what they said before it."""

    keeps_back: bool
    rather_not: bool


@dataclass(frozen=True)
class Account:
    """What one check-in says of a meeting: ``lines`` are (question, answer) in the words of the question set."""

    check_in: CheckIn
    moment: str
    lines: list[tuple[str, str]]


def may_ask(person: Staff, kind: str, is_safe: bool, is_told: bool, *, is_meeting: bool = True) -> list[str]:
    """What stands against asking: ``not_safe``, ``not_told``, ``needs_manager``; empty when nothing does."""
    found = [] if is_safe else ["not_safe"]
    if is_meeting and not is_told:
        found.append("not_told")
    if is_meeting and kind == STRATEGY and person.role not in scope.MANAGERS:
        found.append("needs_manager")
    return found


def is_in_time(meeting: Meeting, moment: str, today: date) -> bool:
    """Before: five days at least. After: from the day of the meeting on, for as long as it is remembered."""
    if moment == BEFORE:
        return (meeting.held_on - today).days >= DAYS_BEFORE
    return meeting.held_on <= today <= meeting.held_on + OPEN_AFTER


def invite(
    db: Db,
    person: Staff,
    meeting: Meeting,
    moment: str,
    *,
    is_safe: bool,
    is_told: bool,
    hear_back_by: date,
    now: datetime,
) -> Invitation:
    """The QR link for one meeting, with its honest ask. Raises ``NotAllowed`` with what stands against it."""
    against = may_ask(person, meeting.kind, is_safe, is_told)
    if not is_in_time(meeting, moment, promises.in_london(now).date()):
        against.append("too_late" if moment == BEFORE else "not_yet")
    if against:
        raise NotAllowed(against)
    who = meeting.participant
    question_set = questions.newest_version(db, SETS[moment, who.audience])
    if question_set is None:
        raise NotAllowed(["no_questions"])
    service = partnership.service(db, meeting.service_id)
    made = invitations.make(
        db,
        now,
        kind="meeting",
        audience=who.audience,
        service=service,
        question_set=question_set,
        asks=asks_for(moment, who.audience, service.name),
        hear_back_by=hear_back_by,
        stage=meeting.kind,
        worker=_worker_of(db, meeting, person),
        case_link_id=sealed_store.card_of(db, who.id),
        expires_at=_ends(meeting, moment),
    )
    db.flush()
    db.add(
        MeetingInvitation(
            invitation_id=made.id, meeting_id=meeting.id, moment=moment, made_by=person.id, made_at=to_the_minute(now)
        )
    )
    return made


def asks_for(moment: str, audience: str, service_name: dict[str, str]) -> dict[str, dict[str, str]]:
    """The six lines of the honest ask but the day, in every language that is shipped."""
    found = {}
    for language in content.shipped_languages():
        lines = content.of("meeting_asks", language)[moment][audience]
        named = content.local(service_name, language).text
        found[language] = {line: lines[line].replace("{service}", named) for line in LINES}
    return found


def _worker_of(db: Db, meeting: Meeting, person: Staff) -> Staff:
    """Whoever answers this person already; else whoever asks."""
    known = desk.one(db, meeting.participant.worker_id or "")
    is_here = known is not None and known.left_at is None and known.service_id == meeting.service_id
    return known if known is not None and is_here else desk.one(db, person.id) or person


def _ends(meeting: Meeting, moment: str) -> datetime:
    """The end of its last day in London: the meeting's own, or four weeks on."""
    last = meeting.held_on if moment == BEFORE else meeting.held_on + OPEN_AFTER
    ends = datetime.combine(last, time(23, 59), promises.LONDON)
    return ends.astimezone(promises.UTC).replace(tzinfo=None)


def also_together(db: Db, invitation: Invitation, handed_over: Invitation, person: Staff, now: datetime) -> None:
    """A meeting's card that is done together on a worker's device stays that meeting's."""
    known = db.get(MeetingInvitation, invitation.id)
    if known is not None:
        values = {"meeting_id": known.meeting_id, "moment": known.moment, "made_by": person.id}
        db.add(MeetingInvitation(invitation_id=handed_over.id, made_at=to_the_minute(now), **values))


def of_meeting(db: Db, meeting_id: str) -> list[MeetingInvitation]:
    query = select(MeetingInvitation).where(MeetingInvitation.meeting_id == meeting_id)
    return list(db.scalars(query.order_by(MeetingInvitation.made_at, MeetingInvitation.invitation_id)))


def came_before(db: Db, meeting: Meeting) -> list[str]:
    """Participants who spoke by this meeting's before card without the words of its own participant."""
    spoke = {one.participant_id for one, _moment in _check_ins(db, meeting, (BEFORE,))}
    return sorted(spoke - {meeting.participant_id})


def wished_before(db: Db, meeting: Meeting) -> dict[str, Wish]:
    """How they want it heard, by the check-in before the meeting in which they said so."""
    found = {}
    for check_in, _moment in _check_ins(db, meeting, (BEFORE,)):
        given = check_ins.answers_of(db, check_in.id)
        tapped = {name: set(one.choices) for name, one in given.items()}
        found[check_in.id] = Wish("yes" in tapped.get("keep_back", ()), "not_this_time" in tapped.get("route", ()))
    return found


def accounts(db: Db, person: Staff, meeting: Meeting) -> list[Account]:
    """What was said before and after, oldest first, as far as this person may read it. Raises as ``key_of`` does."""
    return [
        Account(check_in, moment, _lines(db, check_in))
        for check_in, moment in _check_ins(db, meeting, MOMENTS)
        if scope.may_read(db, person, check_in)
    ]


def _check_ins(db: Db, meeting: Meeting, moments: tuple[str, ...]) -> list[tuple[CheckIn, str]]:
    query = (
        select(CheckIn, MeetingInvitation.moment)
        .join(MeetingInvitation, MeetingInvitation.invitation_id == CheckIn.invitation_id)
        .where(MeetingInvitation.meeting_id == meeting.id, MeetingInvitation.moment.in_(moments))
        .order_by(CheckIn.sent_at, CheckIn.id)
    )
    return [(check_in, moment) for check_in, moment in db.execute(query)]


def _lines(db: Db, check_in: CheckIn) -> list[tuple[str, str]]:
    form = questions.form_of(db, check_in.question_set_id, content.FIRST)
    given, key = check_ins.answers_of(db, check_in.id), sealed_store.key_of(db, check_in.participant_id)
    found = []
    for question in form.questions:
        answer = given.get(question.id)
        if answer is None or answer.skipped:
            continue
        named = {option.value: option.words for option in question.options}
        parts = [named.get(one, one) for one in answer.choices]
        if answer.words is not None:
            parts.append(key.open(answer.words, "answers", "words", answer.id))
        if parts:
            found.append((question.text, "; ".join(parts)))
    return found
