"""Writing down what somebody said in a talk: who may, under which card, about which questions, and said when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from feedback_app.database import Db
from feedback_app.loop import absences, promises, questions, scope
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.meeting_invitations import MeetingInvitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.questions import Form, Question
from feedback_app.loop.staff import Staff

LONGEST = 2000  # letters as people count them: a note is shorter than what somebody writes about themselves
LONGEST_AGO = timedelta(days=365)
OF_ONE = "personal"
BASE = {"young_person": "yp_checkin", "parent_carer": "parent_checkin"}


def works_with(db: Db, person: Staff, now: datetime) -> frozenset[str]:
    """Whose people this member of staff talks with: their own, and those of whoever they cover for today."""
    return frozenset((person.id, *absences.covered_by(db, person, now)))


def may(person: Staff, worker_id: str | None, workers: frozenset[str]) -> bool:
    """Their worker, who covers for them (``workers``), and the managers of the team."""
    return person.role in scope.MANAGERS or worker_id in workers


def may_by_card(person: Staff, card: Invitation, workers: frozenset[str], now: datetime) -> bool:
    """For somebody new here: by an open card of their own."""
    is_theirs = card.kind == OF_ONE and card.case_link_id is not None and card.state(now) == "open"
    return is_theirs and may(person, card.worker_id, workers)


def card_of(db: Db, person: Staff, participant: Participant) -> Invitation | None:
    """The card of their own by which they came last, as far as ``person`` may read what they said by it; none means
    that nobody here knows who they are.

    A meeting's card is not it: what is said by that card is said of the meeting.
    """
    of_meetings = select(MeetingInvitation.invitation_id)
    theirs = (
        select(Invitation)
        .join(CheckIn, CheckIn.invitation_id == Invitation.id)
        .where(CheckIn.participant_id == participant.id, Invitation.service_id == participant.service_id)
        .where(Invitation.case_link_id.is_not(None), Invitation.id.not_in(of_meetings))
        .where(~scope.kept_from(db, person, participant.id))
    )
    return db.scalar(theirs.order_by(CheckIn.sent_at.desc(), CheckIn.id).limit(1))


def form_for(db: Db, card: Invitation) -> Form:
    """The questions of their card; or the first ones of all, when it asks nothing that can be answered in words."""
    form = questions.form_of(db, card.question_set_id, "en")
    if asked(form):
        return form
    base = questions.newest_version(db, BASE[card.audience])
    return questions.form_of(db, base.id, "en") if base else form


def asked(form: Form) -> list[Question]:
    """The questions that make something to be answered."""
    return [one for one in form.questions if one.is_open and one.kind_of_point]


def said_at(on: date, now: datetime) -> datetime:
    """When it was said: now if that was today, else the middle of that day."""
    return now if on == promises.in_london(now).date() else datetime.combine(on, time(12))
