"""What stays shut to words that came through a worker's hands: what that worker may not read."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select

from feedback_app.database import Db
from feedback_app.loop import scope, staff
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.new_words import NewWords
from feedback_app.loop.participants import Participant
from feedback_app.loop.staff import MANAGERS, Staff
from feedback_app.loop.written_down import WrittenDown
from feedback_app.made_once import MadeOnce


@dataclass(frozen=True)
class Shut:
    """Whose hands the words came through, and which check-ins these do not open.

    ``to_ask`` is who else of the team may give new ones. It depends on nothing that was said, so that whoever
    came in with words they were to hand over learns from this page only what they may read anyway.
    """

    giver_id: str
    first_name: str
    to_ask: tuple[str, ...]
    check_ins: frozenset[str]


_LAST_USED = MadeOnce(
    select(NewWords.staff_id, NewWords.service_id, NewWords.given_at, NewWords.used_at)
    .where(NewWords.participant_id == bindparam("participant_id"), NewWords.used_at.is_not(None))
    .order_by(NewWords.given_at.desc(), NewWords.id)
    .limit(1)
)


def of(db: Db, participant_id: str) -> Shut | None:
    """What the words that somebody has now leave shut; None when nobody handed them over. Nearly nobody has any."""
    last = db.first(_LAST_USED, participant_id=participant_id)
    if last is None:
        return None
    giver, person = db.get_one(Staff, last.staff_id), db.get_one(Participant, participant_id)
    if last.given_at <= person.first_seen_at:  # first words, with a note of a talk: there was nothing before it
        return None
    # until they were used, the person's old ones worked: what was said then was said by those
    before = select(CheckIn.id).where(CheckIn.participant_id == participant_id, CheckIn.sent_at <= last.used_at)
    by_themselves = select(WrittenDown.check_in_id).where(WrittenDown.staff_id == giver.id)
    # they may have changed team since: what the words opened they open
    to_others = CheckIn.invitation_id.not_in(select(Invitation.id).where(Invitation.service_id == last.service_id))
    not_theirs = or_(to_others, scope.kept_from(db, giver, participant_id))
    kept = before.where(not_theirs, CheckIn.id.not_in(by_themselves))
    to_ask = tuple(one.first_name for one in who_else(db, person.service_id, giver))
    return Shut(giver.id, giver.first_name, to_ask, frozenset(db.scalars(kept)))


def who_else(db: Db, service_id: str | None, giver: Staff) -> list[Staff]:
    """Managers and leads of the team: they may read what was for one worker only."""
    return [one for one in staff.team_of(db, service_id) if one.role in MANAGERS and one.id != giver.id]
