"""We did: what one service answers to one point, sealed under the person's key, signed by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import points, promises, sealed_store, trail
from feedback_app.loop.points import OUTCOMES, NotAllowed, VoicePoint
from feedback_app.loop.staff import Staff

STATUSES = ("checking", "working", "passed_on", "done", "partly", "cant", "answered", "keep", "wrong")
TEXTS = ("we_heard", "we_did", "why", "instead", "next_step")
# SUBJECT.md 1.2: what each status can't be said without; how to challenge a *can't* is on every reply
NEEDS: dict[str, tuple[str, ...]] = {
    "checking": ("we_heard",),
    "working": ("we_heard", "we_did", "next_step", "next_by"),
    "passed_on": ("we_heard", "passed_to", "why", "next_step", "next_by"),
    "done": ("we_heard", "we_did", "since"),
    "partly": ("we_heard", "we_did", "why"),
    "cant": ("we_heard", "reason", "why", "instead"),
    "answered": ("we_heard", "we_did"),
    "keep": (),
    "wrong": ("we_heard", "we_did", "next_by"),
}


class Reply(Base):
    """One answer. A changed answer is a new version; the old one stays."""

    __tablename__ = "replies"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey("voice_points.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[str | None] = mapped_column(String(22))
    pass_on_id: Mapped[str | None] = mapped_column(String(22))  # what another service was asked, if this answers it
    version: Mapped[int]
    status: Mapped[Code]
    reason: Mapped[Code | None]
    passed_to: Mapped[Code | None]
    names_agency: Mapped[bool] = mapped_column(default=False)
    in_person_only: Mapped[bool] = mapped_column(default=False)
    language: Mapped[Code]
    since: Mapped[date | None]
    next_by: Mapped[date | None]
    we_heard: Mapped[bytes | None] = mapped_column(LargeBinary)
    we_did: Mapped[bytes | None] = mapped_column(LargeBinary)
    why: Mapped[bytes | None] = mapped_column(LargeBinary)
    instead: Mapped[bytes | None] = mapped_column(LargeBinary)
    next_step: Mapped[bytes | None] = mapped_column(LargeBinary)
    signed_by: Mapped[str] = mapped_column(String(60))
    staff_id: Mapped[str] = mapped_column(String(22))
    service_id: Mapped[str] = mapped_column(String(22))
    grade: Mapped[float]
    published_at: Mapped[datetime]


class Receipt(Base):
    """That a person has actually had a reply, and how. A poster on a wall never counts.

    ``confirmed`` is what the person says to a worker's claim that they told them; ``through`` is the advocate
    who told them, by first name or role, under the person's key.
    """

    __tablename__ = "receipts"

    id: Mapped[Id]
    reply_id: Mapped[str] = mapped_column(ForeignKey(Reply.id, ondelete="CASCADE"), index=True)
    how: Mapped[Code]
    at: Mapped[datetime]
    staff_id: Mapped[str | None] = mapped_column(String(22))
    through: Mapped[bytes | None] = mapped_column(LargeBinary)
    confirmed: Mapped[Code | None]


@dataclass(frozen=True)
class Draft:
    """A reply as it is being written, in plain text; empty means not given."""

    status: str = ""
    we_heard: str = ""
    we_did: str = ""
    why: str = ""
    instead: str = ""
    next_step: str = ""
    reason: str = ""
    passed_to: str = ""
    names_agency: bool = False
    in_person_only: bool = False
    since: date | None = None
    next_by: date | None = None
    signed_by: str = ""
    language: str = "en"

    def whole_text(self) -> str:
        """Everything the person will read, for the checks of ``plain_words``."""
        return "\n".join(getattr(self, name) for name in TEXTS if getattr(self, name))


@dataclass(frozen=True)
class Shown:
    """A reply opened for reading: plain text again, beside what is not sealed."""

    reply: Reply
    draft: Draft


def lacks(point: VoicePoint, draft: Draft, today: date) -> list[tuple[str, str]]:
    """What keeps this reply from being posted, as ``(field, problem)``; empty when it may go."""
    if draft.status in STATUSES and not can_post(point, draft.status):
        return [("status", "not_from_here")]
    return not_said(draft, STATUSES, today)


def not_said(draft: Draft, statuses: Sequence[str], today: date) -> list[tuple[str, str]]:
    """What a reply of one of these statuses still has to say, whatever its point may do now."""
    if draft.status not in statuses:
        return [("status", "choose")]
    found = [(name, "needed") for name in NEEDS[draft.status] if not getattr(draft, name)]
    if not draft.signed_by.strip():
        found.append(("signed_by", "needed"))
    if draft.next_by and draft.next_by < today:
        found.append(("next_by", "past"))
    if draft.since and draft.since > today and draft.status == "done":
        found.append(("since", "future"))
    return found


def can_post(point: VoicePoint, status: str) -> bool:
    """Whether the point may go there now; thanks for praise needs no other press before it."""
    if status == "keep":
        return point.is_praise and point.status in ("received", "heard")
    if status == point.status and status in (*OUTCOMES, "passed_on"):
        return True  # a new version of the same answer: its promise has come, or one more service is asked
    return points.may_move(point, status) and point.status not in ("received", "reopened")


def post(db: Db, point: VoicePoint, draft: Draft, staff: Staff, now: datetime, grade: float) -> Reply:
    """Publish a reply and move the point with it. Raises ``NotAllowed`` when rules are not met."""
    if missing := lacks(point, draft, promises.in_london(now).date()):
        raise NotAllowed(missing)
    by = trail.By(staff.role, staff.id)
    reply = sealed_reply(db, point, draft, staff, now, grade)
    db.add(reply)
    if point.status == "received":
        trail.record(db, point, "heard", now, by, "thanked", status="heard")
    if draft.we_heard:
        points.say_understanding(db, point, draft.we_heard)
    _record_what_it_says(db, point, draft, by, now)
    return reply


def sealed_reply(db: Db, point: VoicePoint, draft: Draft, staff: Staff, now: datetime, grade: float) -> Reply:
    """The row of a reply, its texts under the person's key; what it moves is the caller's to say."""
    reply_id, key = new_id(), sealed_store.key_of(db, point.participant_id)
    texts = {name: getattr(draft, name).strip() for name in TEXTS}
    return Reply(
        id=reply_id,
        point_id=point.id,
        participant_id=point.participant_id,
        version=_versions_so_far(db, point.id) + 1,
        status=draft.status,
        reason=draft.reason or None,
        passed_to=draft.passed_to or None,
        names_agency=draft.names_agency,
        in_person_only=draft.in_person_only,
        language=draft.language,
        since=draft.since,
        next_by=draft.next_by,
        signed_by=draft.signed_by.strip(),
        staff_id=staff.id,
        service_id=point.service_id,
        grade=grade,
        published_at=to_the_minute(now),
        **{name: key.seal(text, "replies", name, reply_id) if text else None for name, text in texts.items()},
    )


def _record_what_it_says(db: Db, point: VoicePoint, draft: Draft, by: trail.By, now: datetime) -> None:
    status = None if draft.status == "wrong" else draft.status
    record_claims(db, point, draft, by, now)
    step = "heard" if draft.status == "checking" else "answered"
    trail.record(db, point, step, now, by, "check_back" if step == "heard" else "reply", status)
    if draft.status == "passed_on":
        point.passed_to = draft.passed_to
    point.due_at = _next_due(draft, point)


def record_claims(db: Db, point: VoicePoint, draft: Draft, by: trail.By, now: datetime) -> None:
    """What a reply says was done, or decided and why."""
    if draft.status in ("done", "partly"):
        since = datetime.combine(draft.since, time()) if draft.since else now
        trail.record(db, point, "acted", now, by, draft.status, at=min(since, now))
    if draft.status in ("cant", "partly", "passed_on"):
        trail.record(db, point, "decided", now, by, draft.reason or draft.status)


def _next_due(draft: Draft, point: VoicePoint) -> datetime | None:
    if draft.next_by:
        return datetime.combine(draft.next_by, time(17))
    return None if draft.status in OUTCOMES else point.reply_by


def hear(db: Db, point: VoicePoint, staff: Staff, now: datetime) -> None:
    """Somebody pressed "I have read this": the first reply's clock still runs."""
    if not points.may_move(point, "heard"):
        raise NotAllowed(point.status)
    trail.record(db, point, "heard", now, trail.By(staff.role, staff.id), "read", status="heard")
    point.due_at = point.reply_by


def one(db: Db, reply_id: str) -> Reply | None:
    return db.get(Reply, reply_id)


def of_point(db: Db, point_id: str) -> list[Reply]:
    """Every version of every reply to a point, newest first."""
    return list(db.scalars(select(Reply).where(Reply.point_id == point_id).order_by(Reply.version.desc())))


def of_person(db: Db, participant_id: str) -> dict[str, list[Reply]]:
    """All replies to one participant by point, newest first."""
    found: dict[str, list[Reply]] = {}
    query = select(Reply).where(Reply.participant_id == participant_id)
    for reply in db.scalars(query.order_by(Reply.version.desc())):
        found.setdefault(reply.point_id, []).append(reply)
    return found


def opened(db: Db, reply: Reply) -> Shown:
    """A reply in plain text. Raises ``Forgotten`` or ``SealBroken``."""
    key = sealed_store.key_of(db, reply.participant_id)
    plain = {one.name: getattr(reply, one.name) for one in fields(Draft)}
    for name in TEXTS:
        sealed = getattr(reply, name)
        plain[name] = key.open(sealed, "replies", name, reply.id) if sealed else ""
    plain |= {"reason": reply.reason or "", "passed_to": reply.passed_to or ""}
    return Shown(reply, Draft(**plain))


def _versions_so_far(db: Db, point_id: str) -> int:
    return db.scalar(select(func.count()).where(Reply.point_id == point_id)) or 0
