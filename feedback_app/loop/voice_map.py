"""Stage by stage for one participant: were they asked, did they say, was it put to a meeting, were they answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from feedback_app.database import Db
from feedback_app.loop import content, merging, promises, scope, sealed_store
from feedback_app.loop.considerations import Consideration
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.meeting_invitations import MeetingInvitation
from feedback_app.loop.meetings import NOT_PRESENTED, Meeting
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.staff import Staff


@dataclass(frozen=True)
class AtStage:
    """One stage: since when they were asked there (None: never), and how many points came how far.

    ``answered`` are so many of ``points``: what was taken back asks for no answer any more.

    ``is_gap`` is *ours*: there was a meeting, and nobody asked them at that stage.
    """

    stage: str
    asked_on: date | None
    meetings: int
    said: int
    presented: int
    answered: int
    points: int
    is_gap: bool

    @property
    def is_empty(self) -> bool:
        return not (self.asked_on or self.meetings or self.said or self.presented)


def of(db: Db, person: Staff, participant_id: str, today: date) -> list[AtStage]:
    """Every stage in the order of ``content``, as far as this person may see the voice."""
    said = {point.id: point for point in scope.voice_of(db, person, participant_id)}
    kept = [one for one in meetings_of(db, person, participant_id) if not one.is_called_off]
    asked = _asked(db, person, participant_id, said.values(), kept)
    at_stage: dict[str, set[str]] = defaultdict(set)
    for point in said.values():
        at_stage[point.check_in.stage].add(point.id)
    presented = _presented(db, kept, said)
    answered = {point.id for point in said.values() if _is_answered(db, point, said)}
    taken_back = {point.id for point in said.values() if point.is_taken_back}
    return [
        _row(
            stage,
            asked.get(stage),
            [one for one in kept if one.kind == stage],
            at_stage[stage],
            presented[stage],
            answered,
            taken_back,
            today,
        )
        for stage in content.values_of("stages")
    ]


def meetings_of(db: Db, person: Staff, participant_id: str) -> list[Meeting]:
    """Theirs, and those that weighed what they said by the card of one, without the words it was for; latest first."""
    weighed = select(Consideration.meeting_id).where(Consideration.participant_id == participant_id)
    is_theirs = or_(Meeting.participant_id == participant_id, Meeting.id.in_(weighed))
    query = select(Meeting).where(is_theirs, Meeting.service_id == person.service_id)
    return list(db.scalars(query.order_by(Meeting.held_on.desc(), Meeting.id)))


def _row(
    stage: str,
    asked_at: datetime | None,
    kept: list[Meeting],
    spoken: set[str],
    presented: set[str],
    answered: set[str],
    taken_back: set[str],
    today: date,
) -> AtStage:
    touched = (spoken | presented) - taken_back
    is_past = any(one.is_recorded or one.held_on < today for one in kept)
    return AtStage(
        stage=stage,
        asked_on=promises.in_london(asked_at).date() if asked_at else None,
        meetings=len(kept),
        said=len(spoken),
        presented=len(presented),
        answered=len(touched & answered),
        points=len(touched),
        is_gap=is_past and asked_at is None,
    )


def _is_answered(db: Db, point: VoicePoint, said: dict[str, VoicePoint]) -> bool:
    """By a reply of its own, or by one that was written to both since it is answered with another."""
    if merging.is_answered_with_another(db, point):
        point = said.get(str(point.merged_into), point)
    return point.answered_at is not None


def _asked(
    db: Db, person: Staff, participant_id: str, said: Iterable[VoicePoint], kept: list[Meeting]
) -> dict[str, datetime]:
    """When they were first asked at each stage: by a card of theirs, used or not, or by any link they answered.

    By a card of this person's own service: for which meeting another one asks them is not to be seen here.
    """
    answered = {point.check_in.invitation_id for point in said}
    about = select(MeetingInvitation.invitation_id).where(MeetingInvitation.meeting_id.in_([one.id for one in kept]))
    theirs = [Invitation.id.in_(answered), Invitation.id.in_(about)]
    if card := sealed_store.card_of(db, participant_id):
        theirs.append(and_(Invitation.case_link_id == card, Invitation.service_id == person.service_id))
    found: dict[str, datetime] = {}
    for stage, made_at in db.execute(select(Invitation.stage, Invitation.made_at).where(or_(*theirs))):
        found[stage] = min(made_at, found.get(stage, made_at))
    return found


def _presented(db: Db, kept: list[Meeting], said: dict[str, VoicePoint]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    kinds = {one.id: one.kind for one in kept}
    query = select(Consideration.meeting_id, Consideration.point_id).where(
        Consideration.meeting_id.in_(kinds), Consideration.route != NOT_PRESENTED
    )
    for meeting_id, point_id in db.execute(query):
        if point_id in said:
            found[kinds[meeting_id]].add(point_id)
    return found
