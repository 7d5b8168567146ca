"""Asking one person before and after a meeting: only when it is safe, and when they were told of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, to_the_minute
from feedback_app.loop import content, invitations, partnership, promises, questions, risk_marks, scope, sealed_store
from feedback_app.loop import staff as desk
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.meetings import STRATEGY, Meeting
from feedback_app.loop.participants import Participant
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
DAYS_BEFORE = 5  # offered later, there is no time to bring it in
OPEN_AFTER = timedelta(days=28)


class MeetingInvitation(Base):
    """Which meeting an invitation is about, and who made sure that it is safe."""

    __tablename__ = "meeting_invitations"

    invitation_id: Mapped[str] = mapped_column(ForeignKey(Invitation.id), primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey(Meeting.id, ondelete="CASCADE"), index=True)
    moment: Mapped[Code]
    made_by: Mapped[str] = mapped_column(String(22))
    made_at: Mapped[datetime]
    meant_for: Mapped[date | None]  # the day the meeting was to be when it was made; none of those made before 0017

    invitation: Mapped[Invitation] = relationship(lazy="joined")


def may_ask(person: Staff, kind: str, is_safe: bool, is_told: bool, *, is_meeting: bool = True) -> list[str]:
    """What stands against asking: ``not_safe``, ``not_told``, ``needs_manager``; empty when nothing does."""
    found = [] if is_safe else ["not_safe"]
    if is_meeting and not is_told:
        found.append("not_told")
    if is_meeting and kind == STRATEGY and person.role not in scope.MANAGERS:
        found.append("needs_manager")
    return found


def against_the_person(db: Db, person: Staff, meeting: Meeting) -> list[str]:
    """A parent who is marked as one who may be a risk gets no card for a meeting; nor who answered by its cards, as
    far as whoever asks may see them.
    """
    own = meeting.participant_id
    spoke = [one for one in _who_spoke(db, meeting.id) if scope.voice_of(db, person, one)]
    return ["is_marked"] if any(risk_marks.standing(db, one) for one in {own, *spoke}) else []


def is_of_marked(db: Db, meeting_id: str, participant_id: str) -> bool:
    """Whether the person of this meeting is marked, or anybody who answered by its cards."""
    return any(risk_marks.standing(db, one) for one in {participant_id, *_who_spoke(db, meeting_id)})


def _who_spoke(db: Db, meeting_id: str) -> list[str]:
    """By the cards of a meeting: also who came by one without their words, and so is somebody new here."""
    spoke = select(CheckIn.participant_id).distinct()
    spoke = spoke.join(MeetingInvitation, MeetingInvitation.invitation_id == CheckIn.invitation_id)
    return list(db.scalars(spoke.where(MeetingInvitation.meeting_id == meeting_id)))


def stop_for_marked(db: Db, who: Participant, now: datetime) -> list[Invitation]:
    """The cards they have by now stop when they are marked, and those of a meeting for which they answered; returns
    those that were open.
    """
    theirs = [who.id, *sealed_store.came_by_same_card(db, who.id)]
    spoke_for = select(MeetingInvitation.meeting_id)
    spoke_for = spoke_for.join(CheckIn, CheckIn.invitation_id == MeetingInvitation.invitation_id)
    is_theirs = or_(
        Meeting.participant_id.in_(theirs), Meeting.id.in_(spoke_for.where(CheckIn.participant_id.in_(theirs)))
    )
    cards = select(Invitation).join(MeetingInvitation, MeetingInvitation.invitation_id == Invitation.id)
    cards = cards.join(Meeting, Meeting.id == MeetingInvitation.meeting_id).where(is_theirs)
    there = [one for one in db.scalars(cards.order_by(Invitation.id)) if one.state(now) == "open"]
    for one in there:
        invitations.revoke(one, now)
    return there


def against_the_time(meeting: Meeting, moment: str, today: date) -> list[str]:
    """Before: five days at least. After: from the day of the meeting on, for as long as it is remembered."""
    if meeting.is_called_off:
        return ["called_off"]
    if moment == BEFORE:
        return [] if (meeting.held_on - today).days >= DAYS_BEFORE else ["too_late"]
    return [] if meeting.held_on <= today <= meeting.held_on + OPEN_AFTER else ["not_yet"]


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
    who, set_code = meeting.participant, SETS[moment, meeting.participant.audience]
    against = may_ask(person, meeting.kind, is_safe, is_told) + against_the_person(db, person, meeting)
    against += against_the_time(meeting, moment, promises.in_london(now).date())
    question_set = questions.newest_version(db, set_code)
    if against or question_set is None:
        raise NotAllowed(against or ["no_questions"])
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
        expires_at=ends(meeting, moment),
    )
    db.flush()
    db.add(_about(made, meeting.id, moment, meeting.held_on, person, now))
    return made


def is_made(db: Db, meeting: Meeting, moment: str, hear_back_by: date, now: datetime) -> bool:
    """Whether there is such a card already for this day, and it still opens: the form was sent twice."""
    known = (one for one in of_meeting(db, meeting.id) if one.moment == moment)
    there = (one.invitation for one in known if one.meant_for in (None, meeting.held_on))
    return any((one.kind, one.hear_back_by, one.state(now)) == ("meeting", hear_back_by, "open") for one in there)


def _about(
    made: Invitation, meeting_id: str, moment: str, meant_for: date | None, person: Staff, now: datetime
) -> MeetingInvitation:
    row = MeetingInvitation(invitation_id=made.id, meeting_id=meeting_id, moment=moment, made_by=person.id)
    row.made_at, row.meant_for = to_the_minute(now), meant_for
    return row


def asks_for(moment: str, audience: str, service_name: dict[str, str]) -> dict[str, dict[str, str]]:
    """The six lines of the honest ask but the day, in every language that is shipped."""
    found = {}
    for language in content.shipped_languages():
        lines = content.of("meeting_asks", language)[moment][audience]
        found[language] = {"who": content.local(service_name, language).text, **lines}
    return found


def _worker_of(db: Db, meeting: Meeting, person: Staff) -> Staff:
    """Whoever answers this person already; else whoever asks."""
    known = desk.one(db, meeting.participant.worker_id or "")
    is_here = known is not None and known.left_at is None and known.service_id == meeting.service_id
    return known if known is not None and is_here else desk.one(db, person.id) or person


def ends(meeting: Meeting, moment: str) -> datetime:
    """The end of its last day in London: the meeting's own, or four weeks on."""
    last = meeting.held_on if moment == BEFORE else meeting.held_on + OPEN_AFTER
    return promises.last_minute_of(last)


def also_together(db: Db, invitation: Invitation, handed_over: Invitation, person: Staff, now: datetime) -> None:
    """A meeting's card that is done together on a worker's device stays that meeting's."""
    known = db.get(MeetingInvitation, invitation.id)
    if known is not None:
        db.add(_about(handed_over, known.meeting_id, known.moment, known.meant_for, person, now))


def of_meeting(db: Db, meeting_id: str) -> list[MeetingInvitation]:
    query = select(MeetingInvitation).where(MeetingInvitation.meeting_id == meeting_id)
    return list(db.scalars(query.order_by(MeetingInvitation.made_at, MeetingInvitation.invitation_id)))
