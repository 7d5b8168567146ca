"""What somebody says of a meeting by its own cards: what it should know before it, and how it was after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from feedback_app.database import Db
from feedback_app.loop import check_ins, content, questions, scope, sealed_store
from feedback_app.loop.check_ins import Answer, CheckIn
from feedback_app.loop.meeting_invitations import BEFORE, MOMENTS, MeetingInvitation
from feedback_app.loop.meetings import NOT_PRESENTED, Meeting
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff

# "I don't know" is no account
TALKED = {"properly": True, "bit": True, "no": False}


@dataclass(frozen=True)
class Wish:
    """How somebody wants a meeting to hear what they said before it."""

    keeps_back: bool
    rather_not: bool


@dataclass(frozen=True)
class Account:
    """What one check-in says of a meeting: ``lines`` are (question, answer) in the words of the question set.

    ``talked`` is whether they say that it was talked about; None when they did not say, or are not sure.
    """

    check_in: CheckIn
    moment: str
    lines: list[tuple[str, str]]
    talked: bool | None


def came_before(db: Db, meeting: Meeting) -> list[str]:
    """Participants who spoke by this meeting's before card without the words of its own participant."""
    spoke = {one.participant_id for one, _moment in _check_ins(db, meeting, (BEFORE,))}
    return sorted(spoke - {meeting.participant_id})


def hold(db: Db, meeting_id: str) -> None:
    """All whose voice a meeting weighs, before it is looked up: whoever spoke by its before card, and its own."""
    spoke = select(CheckIn.participant_id).join(
        MeetingInvitation, MeetingInvitation.invitation_id == CheckIn.invitation_id
    )
    before = spoke.where(MeetingInvitation.meeting_id == meeting_id, MeetingInvitation.moment == BEFORE)
    whose = select(Meeting.participant_id).where(Meeting.id == meeting_id)
    scope.hold_voices(db, [*db.scalars(whose), *db.scalars(before)])


def speakers(db: Db, person: Staff, meeting: Meeting, moments: tuple[str, ...]) -> set[str]:
    """Participants who spoke by its cards at these moments, of what this person may read; taps are words, too."""
    there = (one for one, _moment in _check_ins(db, meeting, moments))
    return {one.participant_id for one in there if scope.may_read(db, person, one)}


def wished_before(db: Db, meeting: Meeting) -> dict[str, Wish]:
    """How they want it heard, by the check-in before the meeting in which they said so."""
    found = {}
    for check_in, _moment in _check_ins(db, meeting, (BEFORE,)):
        given = check_ins.answers_of(db, check_in.id)
        tapped = {name: set(one.choices) for name, one in given.items()}
        found[check_in.id] = Wish("yes" in tapped.get("keep_back", ()), "not_this_time" in tapped.get("route", ()))
    return found


def need_asking(db: Db, meeting: Meeting, some: Iterable[VoicePoint]) -> set[str]:
    """Ids of those that the person has to be asked about before they are said to other agencies.

    Of all but what was said for this very meeting: whoever may read it was asked about the service they spoke to.
    """
    wished = wished_before(db, meeting)
    found = set()
    for point in some:
        before = wished.get(point.check_in_id)
        if before is None or before.keeps_back or before.rather_not:
            found.add(point.id)
    return found


def accounts(db: Db, person: Staff, meeting: Meeting) -> list[Account]:
    """What was said before and after, oldest first, as far as this person may read it, and as their words are there."""
    found = []
    for check_in, moment in _check_ins(db, meeting, MOMENTS):
        if scope.may_read(db, person, check_in):
            given = check_ins.answers_of(db, check_in.id)
            tapped = given["talked"].choices if "talked" in given else []
            talked = next((TALKED[one] for one in tapped if one in TALKED), None)
            found.append(Account(check_in, moment, _lines(db, check_in, given), talked))
    return found


def _check_ins(db: Db, meeting: Meeting, moments: tuple[str, ...]) -> list[tuple[CheckIn, str]]:
    query = (
        select(CheckIn, MeetingInvitation.moment)
        .join(MeetingInvitation, MeetingInvitation.invitation_id == CheckIn.invitation_id)
        .where(MeetingInvitation.meeting_id == meeting.id, MeetingInvitation.moment.in_(moments))
        .order_by(CheckIn.sent_at, CheckIn.id)
    )
    return [(check_in, moment) for check_in, moment in db.execute(query)]


def _lines(db: Db, check_in: CheckIn, given: dict[str, Answer]) -> list[tuple[str, str]]:
    form = questions.form_of(db, check_in.question_set_id, content.FIRST)
    found = []
    for question in form.questions:
        answer = given.get(question.id)
        if answer is None or answer.skipped:
            continue
        named = {option.value: option.words for option in question.options}
        parts = [named.get(one, one) for one in answer.choices]
        words = sealed_store.opened_if_there(db, check_in.participant_id, answer.words, "answers", "words", answer.id)
        parts += [words] if words else []
        if parts:
            found.append((question.text, "; ".join(parts)))
    return found


def was_talked_about(rows: Iterable[Any]) -> bool | None:
    """What our record says of a meeting, to be held against the person's own account; None when nothing was put.

    ``rows`` are its considerations.
    """
    said = [row.discussed != "no" for row in rows if row.route != NOT_PRESENTED]
    return any(said) if said else None
