"""The sealed store: each participant's key, and the case links that say who somebody is.

A second database with its own credential and keys. The main database alone shows no words and
no identity; forgetting somebody destroys their key here first.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Code, Db, Id, SealedBase, new_id, to_the_minute
from feedback_app.loop import seal
from feedback_app.made_once import MadeOnce


class ParticipantKey(SealedBase):
    """One participant's data key, wrapped by the key-encryption key named beside it."""

    __tablename__ = "participant_keys"

    participant_id: Mapped[Id]
    data_key_id: Mapped[str] = mapped_column(String(22), unique=True)
    wrapped_by: Mapped[Code]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class CaseLink(SealedBase):
    """What ties a card given by hand to a real person: the local record's reference, sealed."""

    __tablename__ = "case_links"

    id: Mapped[Id]
    key_id: Mapped[Code]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    reference: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class LinkedParticipant(SealedBase):
    """A participant that came by a card; one case link may have several."""

    __tablename__ = "linked_participants"

    participant_id: Mapped[Id]
    case_link_id: Mapped[str] = mapped_column(ForeignKey(CaseLink.id, ondelete="CASCADE"), index=True)


_KEY = MadeOnce(select(ParticipantKey.__table__).where(ParticipantKey.participant_id == bindparam("participant_id")))


class Forgotten(Exception):
    """This participant's key is gone: their words can't be read by anybody any more."""


def make_key(db: Db, participant_id: str, now: datetime) -> seal.DataKey:
    """A new data key for a new participant, wrapped and added to the sealed store."""
    made = seal.DataKey(new_id(), seal.new_key())
    key_id, wrapped = seal.wrap(db.keys.data_keys, made.key, "participant_keys", participant_id)
    row = {
        "participant_id": participant_id,
        "data_key_id": made.id,
        "wrapped_by": key_id,
        "wrapped": wrapped,
        "made_at": to_the_minute(now),
    }
    db.sealed.add_rows(ParticipantKey, row)
    return made


def key_of(db: Db, participant_id: str) -> seal.DataKey:
    """A participant's data key. Raises :class:`Forgotten`, or ``SealBroken`` if it does not open."""
    found = db.sealed.info.get(participant_id)  # a page opens many texts of one person
    if found is None:
        row = db.sealed.first(_KEY, participant_id=participant_id)
        if row is None:
            raise Forgotten(participant_id)
        ring = db.keys.data_keys
        key = seal.unwrap(ring, row.wrapped_by, row.wrapped, "participant_keys", participant_id)
        found = db.sealed.info[participant_id] = seal.DataKey(row.data_key_id, key)
    return found


def opened(db: Db, participant_id: str, sealed: bytes | None, *place: str) -> str:
    """What stands sealed under somebody's key at a place (table, column, row id); empty where nothing does.

    Raises :class:`Forgotten` or ``SealBroken``.
    """
    return "" if sealed is None else key_of(db, participant_id).open(sealed, *place)


def opened_if_there(db: Db, participant_id: str, sealed: bytes | None, *place: str) -> str:
    """The same, and nothing once the key is gone: what else is known stands without it. Raises ``SealBroken``."""
    try:
        return opened(db, participant_id, sealed, *place)
    except Forgotten:
        return ""


def with_key(db: Db, participant_ids: Collection[str]) -> set[str]:
    """Those of them who were not forgotten."""
    there = ParticipantKey.participant_id
    return set(db.sealed.scalars(select(there).where(there.in_(participant_ids))))


def make_case_link(db: Db, reference: str, now: datetime) -> str:
    """Keep a local record's reference, sealed; returns the case link's id."""
    link = CaseLink(id=new_id(), made_at=to_the_minute(now))
    refer(db, link, reference)
    db.sealed.add(link)
    return link.id


def refer(db: Db, link: CaseLink, reference: str) -> None:
    """Seal this reference in a case link, under a key of its own."""
    key = seal.DataKey(link.id, seal.new_key())
    link.key_id, link.wrapped = seal.wrap(db.keys.case_links, key.key, "case_links", link.id)
    link.reference = key.seal(reference, "case_links", "reference", link.id)


def join_case(db: Db, case_link_id: str, participant_id: str) -> None:
    db.sealed.add(LinkedParticipant(participant_id=participant_id, case_link_id=case_link_id))


def card_of(db: Db, participant_id: str) -> str | None:
    """The case link a participant came by, to give them another card of theirs; not whom it leads to."""
    link = select(LinkedParticipant.case_link_id).where(LinkedParticipant.participant_id == participant_id)
    return db.sealed.scalar(link)


def came_by_same_card(db: Db, participant_id: str) -> list[str]:
    """Other participants that came by the same card. We can't be sure who typed."""
    link = select(LinkedParticipant.case_link_id).where(LinkedParticipant.participant_id == participant_id)
    others = select(LinkedParticipant.participant_id).where(
        LinkedParticipant.case_link_id.in_(link),
        LinkedParticipant.participant_id != participant_id,
    )
    return list(db.sealed.scalars(others))


def keys_made_before(db: Db, moment: datetime) -> list[str]:
    """Participants whose key is older than ``moment``; ``tend`` sweeps those nobody owns."""
    return list(db.sealed.scalars(select(ParticipantKey.participant_id).where(ParticipantKey.made_at < moment)))


def destroy_key(db: Db, participant_id: str) -> None:
    """What was sealed under this key can never be read again."""
    db.sealed.info.pop(participant_id, None)
    row = db.sealed.get(ParticipantKey, participant_id)
    if row is not None:
        db.sealed.delete(row)
