"""Who was forgotten, or what taken back, and on which day: gone at once, and gone again after a restore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Db, SealedBase
from feedback_app.loop import promises
from feedback_app.loop.exactly_once import Claim
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.participants import Participant
from feedback_app.loop.sealed_store import LinkedParticipant, ParticipantKey

BATCH = 500  # of ids in one statement


class Erased(SealedBase):
    """One line of the erasure ledger: a participant, a point or an answer whose words are gone, by id, and the day."""

    __tablename__ = "erased"

    gone_id: Mapped[str] = mapped_column("participant_id", String(22), primary_key=True)  # its first name stays
    on: Mapped[date]


def forget(db: Db, participant_id: str, now: datetime) -> None:
    """Destroy somebody's key, take away all their rows, and write the day in the ledger: one transaction."""
    enter(db, {participant_id: promises.in_london(now).date()})
    take_away(db, [participant_id])


def ledger(db: Db) -> dict[str, date]:
    """Everybody who was ever forgotten here, and all that was taken back, with the day, oldest first."""
    rows = db.sealed.execute(select(Erased.gone_id, Erased.on).order_by(Erased.on, Erased.gone_id))
    return {row.gone_id: row.on for row in rows}


def enter(db: Db, erased: Mapping[str, date]) -> None:
    """Write these in the ledger; whoever stands there already keeps their day."""
    there: set[str] = set()
    for some in batches(list(erased)):
        there |= set(db.sealed.scalars(select(Erased.gone_id).where(Erased.gone_id.in_(some))))
    rows = [{"participant_id": one, "on": day} for one, day in erased.items() if one not in there]
    if rows:
        db.sealed.add_rows(Erased, *rows)


def take_away(db: Db, participant_ids: Sequence[str]) -> list[str]:
    """Destroy the keys and rows of these people; returns those of whom anything was there.

    Names only columns that every version had: a restored backup is cleaned before it is upgraded.
    """
    found: set[str] = set()
    for some in batches(list(participant_ids)):
        for one in some:
            db.sealed.info.pop(one, None)
        keys = ParticipantKey.participant_id.in_(some)
        found |= set(db.sealed.scalars(select(ParticipantKey.participant_id).where(keys)))
        found |= set(db.scalars(select(Participant.id).where(Participant.id.in_(some))))
        db.sealed.execute(delete(ParticipantKey.__table__).where(keys))
        linked = LinkedParticipant.participant_id.in_(some)
        db.sealed.execute(delete(LinkedParticipant.__table__).where(linked))
        of_group = Invitation.group_participant_id.in_(some)
        db.execute(update(Invitation.__table__).where(of_group).values(group_participant_id=None))
        db.execute(delete(Claim.__table__).where(Claim.participant_id.in_(some)))
        # check-ins, answers, points, trail, replies, pulses, codes and visits go with the participant
        db.execute(delete(Participant.__table__).where(Participant.id.in_(some)))
    return sorted(found)


def batches(ids: list[str]) -> Iterator[list[str]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
