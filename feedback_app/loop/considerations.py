"""A point taken to a meeting: how it was put, whether it was talked about, what was decided and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import (
    held_records,
    meeting_accounts,
    meetings,
    plain_words,
    promises,
    replies,
    scope,
    sealed_store,
    trail,
    translating,
)
from feedback_app.loop.held_records import HeldRecord
from feedback_app.loop.meetings import NOT_PRESENTED, ROUTES, Held, Meeting
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff

DISCUSSED = ("fully", "partly", "no")
AGREED, DEFERRED = "agreed", "deferred"
SET_ASIDE = "set_aside"
DECISIONS = (AGREED, "partly", "not_agreed", DEFERRED)
EVIDENCE = (SET_ASIDE, "meeting", *(f"meeting_{decision}" for decision in DECISIONS))  # on the trail: of a meeting
HOW_DECIDED = ("told", "asked", "together", "they_led")
# what is said at a meeting is said to other agencies: the person was told first, or somebody is in danger
SHARING = ("asked", "danger")


class Consideration(Base):
    """What one meeting made of one point, or why it was set aside. Never changed; a later meeting adds another."""

    __tablename__ = "considerations"

    id: Mapped[Id]
    meeting_id: Mapped[str] = mapped_column(ForeignKey(Meeting.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    route: Mapped[Code]
    sharing: Mapped[Code | None]
    discussed: Mapped[Code | None]
    decision: Mapped[Code | None]
    how_decided: Mapped[Code | None]
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    in_person_only: Mapped[bool]
    kept_back: Mapped[bool | None]  # of what was set aside: not for the person to read; None was never asked
    signed_by: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("meeting_id", "point_id"),)


@dataclass(frozen=True)
class Weighed:
    """What is said of one point as it is being written, in plain text; empty means not given.

    ``reason`` is in words meant for the person, who reads it; for a point that was set aside
    (``route`` is ``not_presented``) it says why, and stays with staff where it is ``kept_back`` for somebody's safety.
    """

    route: str = ""
    sharing: str = ""
    discussed: str = ""
    decision: str = ""
    how_decided: str = ""
    reason: str = ""
    in_person_only: bool = False
    kept_back: bool = False

    @property
    def is_set_aside(self) -> bool:
        return self.route == NOT_PRESENTED


@dataclass(frozen=True)
class Known:
    """A consideration opened for reading: the row, with its meeting's kind and day, and its reason."""

    row: Any
    reason: str


def to_weigh(db: Db, person: Staff, meeting: Meeting, held: Held) -> list[VoicePoint]:
    """Every open point that was said by the day of the meeting, as far as this person may see them, oldest first.

    Those who came by this meeting's own before-meeting card are taken in too: it may be the same person.
    """
    day = held.held_on or meeting.held_on
    speakers = [meeting.participant_id, *meeting_accounts.came_before(db, meeting)]
    scope.hold_voices(db, speakers)  # whoever takes back what they said for this meeting does so before, or after
    said = [point for one in speakers for point in scope.voice_of(db, person, one)]
    there = [one for one in said if one.is_open and one.said_at and promises.in_london(one.said_at).date() <= day]
    return sorted(there, key=lambda one: (str(one.said_at), one.id))


def lacks(point: VoicePoint, weighed: Weighed, asks_first: bool, is_unread: bool = False) -> list[tuple[str, str]]:
    """What is still missing about one point, as ``(field, problem)``; a point is never passed over in silence.

    What nobody here can read yet (``is_unread``) was put to no meeting: it is set aside until somebody has.
    """
    if weighed.route not in ROUTES:
        return [("route", "choose")]
    if weighed.is_set_aside:
        return _not_for_them(weighed) if weighed.reason else [("reason", "set_aside")]
    if is_unread:
        return [("route", "unread")]
    found = [("sharing", "needed")] if asks_first and weighed.sharing not in SHARING else []
    if weighed.discussed not in DISCUSSED:
        found.append(("discussed", "choose"))
    if weighed.decision not in DECISIONS and not (point.is_praise and not weighed.decision):
        found.append(("decision", "choose"))
    if weighed.decision and weighed.how_decided not in HOW_DECIDED:
        found.append(("how_decided", "choose"))
    if weighed.decision not in ("", AGREED) and not weighed.reason:
        found.append(("reason", "needed"))
    return [*found, *_not_for_them(weighed)]


def _not_for_them(weighed: Weighed) -> list[tuple[str, str]]:
    """The person reads the reason: it blames nobody, and gives nothing away to whoever holds the phone."""
    if weighed.is_set_aside and weighed.kept_back:
        return []
    if any(one.rule == plain_words.BLOCK for one in plain_words.words_to_avoid(weighed.reason)):
        return [("reason", "blames")]
    on_a_phone = [] if weighed.in_person_only else plain_words.not_on_a_phone(weighed.reason)
    return [("reason", "phone")] if on_a_phone else []


def record(db: Db, person: Staff, meeting: Meeting, held: Held, weighed: dict[str, Weighed], now: datetime) -> None:
    """Keep what the meeting made of every open point, by its id. Raises ``NotAllowed`` when one is passed over.

    ``NotAllowed`` holds ``(point id or "", field, problem)``, in the order of the record.
    """
    open_points = to_weigh(db, person, meeting, held)
    unread = {point.id for point in open_points if translating.needs_reader(db, person, point)}
    if missing := _missing_from(db, meeting, held, weighed, open_points, unread, now):
        raise NotAllowed(missing)
    if not meeting.is_to_be or set(weighed) - {one.id for one in open_points}:
        raise NotAllowed([("", "meeting", "moved" if meeting.is_to_be else "recorded")])
    for point in open_points:
        if point.status in ("received", "reopened") and point.id not in unread:  # whoever wrote this has read it
            replies.hear(db, point, person, now)
        _keep(db, person, meeting, held, point, weighed[point.id], now, "received" if point.id in unread else "heard")
    meetings.close(db, meeting, held, person, now)
    if held_records.is_needed(db, meeting, open_points):
        held_records.hold(db, meeting, person, now)


def _missing_from(
    db: Db,
    meeting: Meeting,
    held: Held,
    weighed: dict[str, Weighed],
    open_points: list[VoicePoint],
    unread: set[str],
    now: datetime,
) -> list[tuple[str, str, str]]:
    """Everything that keeps this record from being saved."""
    found = [("", *one) for one in meetings.lacks(held, promises.in_london(now).date())]
    asks_first = meeting_accounts.need_asking(db, meeting, open_points)
    for point in open_points:
        said = weighed.get(point.id, Weighed())
        found += [(point.id, *one) for one in lacks(point, said, point.id in asks_first, point.id in unread)]
    return found


def _keep(
    db: Db, person: Staff, meeting: Meeting, held: Held, point: VoicePoint, said: Weighed, now: datetime, so_far: str
) -> None:
    """The row, and its steps on the trail: while the record waits their own page leaves both out (``coming_back``).

    Set aside, it is no further than ``so_far``.
    """
    row_id, key = new_id(), sealed_store.key_of(db, point.participant_id)
    is_put = not said.is_set_aside
    db.add(
        Consideration(
            id=row_id,
            meeting_id=meeting.id,
            participant_id=point.participant_id,
            point_id=point.id,
            route=said.route,
            sharing=(said.sharing or None) if is_put else None,
            discussed=said.discussed if is_put else None,
            decision=(said.decision or None) if is_put else None,
            how_decided=said.how_decided if is_put and said.decision else None,
            reason=key.seal(said.reason, "considerations", "reason", row_id) if said.reason else None,
            in_person_only=said.in_person_only,
            kept_back=None if is_put else said.kept_back,
            signed_by=person.first_name,
            recorded_at=to_the_minute(now),
        )
    )
    by, at = trail.By(person.role, person.id), meetings.moment_of(held, point.said_at, now)
    if not is_put:
        trail.record(db, point, so_far, now, by, SET_ASIDE, visible=not said.kept_back)
    else:
        trail.record(db, point, "raised", now, by, "meeting", at=at)
        if said.decision not in ("", DEFERRED):  # put off is not decided
            trail.record(db, point, "decided", now, by, f"meeting_{said.decision}", at=at)


def of_meeting(db: Db, meeting_id: str) -> dict[str, Consideration]:
    """What one meeting made of each point, by the point's id."""
    rows = db.scalars(select(Consideration).where(Consideration.meeting_id == meeting_id))
    return {row.point_id: row for row in rows}


def of_person(db: Db, participant_id: str) -> dict[str, list[Known]]:
    """What meetings made of one participant's points, by point, oldest first, for themselves to read.

    What was set aside and kept back, or before that was asked, is not among it; nor what no second reader let go.
    """
    found: dict[str, list[Known]] = {}
    query = (
        select(*Consideration.__table__.columns, Meeting.kind, Meeting.held_on)
        .join_from(Consideration, Meeting, Consideration.meeting_id == Meeting.id)
        .outerjoin(HeldRecord, HeldRecord.meeting_id == Meeting.id)
        .where(or_(HeldRecord.meeting_id.is_(None), HeldRecord.ended_how == held_records.LET_GO))
        .where(
            Consideration.participant_id == participant_id,
            or_(Consideration.route != NOT_PRESENTED, Consideration.kept_back.is_(False)),
        )
        .order_by(Meeting.held_on, Consideration.recorded_at, Consideration.id)
    )
    for row in db.execute(query):
        found.setdefault(row.point_id, []).append(Known(row, reason_of(db, row)))
    return found


def reason_of(db: Db, row: Any) -> str:
    """The reason in words, while their key is there. Raises ``SealBroken``."""
    return sealed_store.opened_if_there(db, row.participant_id, row.reason, "considerations", "reason", row.id)
