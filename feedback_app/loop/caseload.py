"""Whose voice is whose: given to a worker, asked who may read old words, and left by those who leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, String, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import absences, actions, handed_words, scope, sessions
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading, is_open
from feedback_app.loop.sending import NOT_MY_WORKER
from feedback_app.loop.staff import Staff
from feedback_app.made_once import MadeOnce

ASKED, YES, NO, NOT_NEEDED = "asked", "yes", "no", "not_needed"
TOLD_FOR = timedelta(days=30)
ONE_WORKER = "worker"  # who_sees: just my worker and their manager


class Assignment(Base):
    """That a participant got another worker: for them to be told, and asked who may read what they said before.

    ``old_words`` is what they say to it: ``asked yes no``, or ``not_needed`` when nothing is for one worker only.
    """

    __tablename__ = "assignments"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    from_id: Mapped[str | None] = mapped_column(String(22))
    to_id: Mapped[str] = mapped_column(ForeignKey(Staff.id))
    by_id: Mapped[str] = mapped_column(String(22))
    at: Mapped[datetime]
    old_words: Mapped[Code]
    said_at: Mapped[datetime | None]


@dataclass(frozen=True)
class ToTell:
    """What a person finds about their worker: who it is now, and whether they are still asked about old words."""

    id: str
    first_name: str
    old_words: str
    at: datetime
    said_at: datetime | None
    to_id: str


_LAST = MadeOnce(
    select(Assignment.id, Staff.first_name, Assignment.old_words, Assignment.at, Assignment.said_at, Staff.id)
    .join_from(Assignment, Staff, Assignment.to_id == Staff.id)
    .join(Participant, Participant.id == Assignment.participant_id)
    .where(Assignment.participant_id == bindparam("participant_id"), Participant.worker_id == Assignment.to_id)
    .order_by(Assignment.at.desc(), Assignment.id)
    .limit(1),
    ToTell,
)


def assign(db: Db, person: Participant, to: Staff, by: Staff, now: datetime) -> Assignment:
    """Give somebody's voice to a worker of the same service.

    What was for one worker only stays as it is until the person says that the new one may read it;
    "not my worker" stays with whoever reads it for them.
    """
    if not scope.may_work_with(to, person.service_id):
        raise ValueError("not a worker of this service")
    here = update(VoicePoint).where(VoicePoint.participant_id == person.id, VoicePoint.service_id == to.service_id)
    open_to_team = here.where(VoicePoint.who_sees.not_in((ONE_WORKER, NOT_MY_WORKER)))
    db.execute(open_to_team.values(owner_id=to.id))
    made = Assignment(
        id=new_id(),
        participant_id=person.id,
        from_id=person.worker_id,
        to_id=to.id,
        by_id=by.id,
        at=to_the_minute(now),
        old_words=ASKED if _has_words_for_one(db, person, to.id) else NOT_NEEDED,
    )
    person.worker_id = to.id
    db.add(made)
    return made


def _for_one(person: Participant) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """What was said, and tapped, for one worker alone of the service that has a new one. Another service's stays so."""
    cards = select(Invitation.id).where(Invitation.service_id == person.service_id)
    said = [VoicePoint.participant_id == person.id, VoicePoint.who_sees == ONE_WORKER]
    tapped = [CheckIn.participant_id == person.id, CheckIn.who_sees == ONE_WORKER, CheckIn.invitation_id.in_(cards)]
    return [*said, VoicePoint.service_id == person.service_id], tapped


def _has_words_for_one(db: Db, person: Participant, to_id: str) -> bool:
    """Whether anything was said or tapped for one worker alone, and that is not the new one."""
    for_one = _for_one(person)
    said, tapped = select(VoicePoint.id).where(*for_one[0]), select(CheckIn.id).where(*for_one[1])
    of_another = (
        said.where(or_(VoicePoint.owner_id.is_(None), VoicePoint.owner_id != to_id)),
        tapped.where(or_(CheckIn.worker_id.is_(None), CheckIn.worker_id != to_id)),
    )
    return any(db.scalar(one.limit(1)) is not None for one in of_another)


def to_tell(db: Db, participant_id: str, now: datetime, words_from: str | None = None) -> ToTell | None:
    """The last change of worker, while the person is still asked about it or it is not a month old.

    Nobody, once that worker has left or left the team: who works with them then, and may read what, is asked anew.
    With words from that worker's hands (``words_from``) nobody is asked: they might be who answers.
    """
    last = db.first(_LAST, participant_id=participant_id)
    if last and last.to_id == words_from and last.old_words != YES:
        last = replace(last, old_words=NOT_NEEDED)
    return last if last and (last.old_words == ASKED or now - last.at <= TOLD_FOR) else None


def say_who_reads(db: Db, participant_id: str, assignment_id: str, may_read: bool, now: datetime) -> bool:
    """The person's own answer about their old words; False when it is not theirs, not the last change, or a yes with
    words from the hands of the very worker it is for. About who has left meanwhile it opens nothing, and is no error.
    """
    one, last = db.get(Assignment, assignment_id), db.first(_LAST, participant_id=participant_id)
    if one is None or one.participant_id != participant_id or one.old_words == NOT_NEEDED:
        return False
    if last is None:
        return True
    if last.id != one.id:
        return False
    words = handed_words.of(db, participant_id)
    if may_read and words is not None and words.giver_id == one.to_id:
        return False
    had_said_yes, one.old_words = one.old_words == YES, YES if may_read else NO
    one.said_at = to_the_minute(now)
    said, tapped = _for_one(db.get_one(Participant, participant_id))
    old, taps = update(VoicePoint).where(*said), update(CheckIn).where(*tapped)
    if may_read:
        db.execute(old.values(owner_id=one.to_id))
        db.execute(taps.values(worker_id=one.to_id))
    elif had_said_yes:  # they leave those hands again; whose they were before, nobody can tell any more
        before = old.where(VoicePoint.owner_id == one.to_id, VoicePoint.said_at <= one.at)
        db.execute(before.values(owner_id=None))
        db.execute(taps.where(CheckIn.worker_id == one.to_id, CheckIn.sent_at <= one.at).values(worker_id=None))
    return True


def leave(db: Db, person: Staff, now: datetime, cards_to: Staff | None = None) -> int:
    """Closed today: every session ends, and nothing stays theirs. Returns what :func:`hand_in` does."""
    person.left_at = person.left_at or to_the_minute(now)
    sessions.close_all_of(db, person.id)
    return hand_in(db, person, now, cards_to)


def hand_in(db: Db, person: Staff, now: datetime, cards_to: Staff | None = None) -> int:
    """Nothing of a team stays with somebody who is no longer of it. Returns how many voices have no worker now.

    Their points wait for the team and its managers, without an owner. Cards they gave out bring new voices
    to ``cards_to``, or to nobody; what they had to do, and whom they cover for, is theirs as well.
    """
    absences.hand_over(db, person, cards_to)
    db.execute(update(VoicePoint).where(VoicePoint.owner_id == person.id).values(owner_id=None))
    db.execute(update(PassOn).where(PassOn.accepted_by == person.id).values(accepted_by=None))
    db.execute(
        update(Reading).where(Reading.reader_id == person.id, is_open()).values(given_back_at=to_the_minute(now))
    )
    actions.hand_over(db, person, cards_to)
    cards = update(Invitation).where(Invitation.worker_id == person.id)
    db.execute(cards.values(worker_id=cards_to.id if cards_to else None))
    return db.execute(update(Participant).where(Participant.worker_id == person.id).values(worker_id=None)).rowcount


def sizes(db: Db, person: Staff) -> dict[str | None, int]:
    """How many participants each worker of one's service has, of those one may see; those of nobody under ``None``.

    One more than a worker finds in the lists would tell them that somebody spoke, and did not want them to read it.
    """
    each = select(Participant.worker_id, func.count(VoicePoint.participant_id.distinct()))
    seen = each.join_from(VoicePoint, Participant).where(scope.visible_to(person))
    seen = seen.where(Participant.service_id == person.service_id)
    return dict(db.execute(seen.group_by(Participant.worker_id)).all())
