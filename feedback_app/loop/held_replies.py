"""Replies that wait for a second reader: written and sealed, and nothing of them anywhere for the person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, Select, String, column, func, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id, new_id, only_where, to_the_minute
from feedback_app.loop import drafts, in_theirs, points, scope, sealed_store, second_readers, trail
from feedback_app.loop.drafts import TEXTS, Draft, KeptDraft
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.staff import Staff

LET_GO, REPLACED, DROPPED, TAKEN_BACK = "let_go", "replaced", "dropped", "taken_back"
NOT_ASKED = "not_asked"  # those who asked this service took it back
# what the person does with a reply they have had is no news to the next one
_NO_NEWS = ("told", "felt", "lasted", "learned")
_OPEN = only_where(column("ended_at").is_(None))


class HeldReply(KeptDraft, Base):
    """One reply as it was written, until it is let go. When it ended its texts are gone; that it was there stays."""

    __tablename__ = "held_replies"

    id: Mapped[Id]
    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    pass_on_id: Mapped[str] = mapped_column(String(22), default="")
    group_id: Mapped[str] = mapped_column(String(22), index=True)
    translator_id: Mapped[str | None] = mapped_column(String(22))
    cause: Mapped[Code]
    moves: Mapped[int]
    staff_id: Mapped[str] = mapped_column(ForeignKey(Staff.id))
    held_at: Mapped[datetime]
    line: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_back_at: Mapped[datetime | None]
    sent_back_by: Mapped[str | None] = mapped_column(String(22))
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[Code | None]

    point: Mapped[VoicePoint] = relationship()
    writer: Mapped[Staff] = relationship()

    # one at a time: what somebody wrote is never hidden behind what somebody else wrote
    __table_args__ = (
        Index("ix_held_replies_one", "point_id", "pass_on_id", unique=True, **_OPEN),
        Index("ix_held_replies_waiting", "service_id", "held_at", **_OPEN),
    )

    @property
    def waits(self) -> bool:
        """Whether a second reader may still say something to it."""
        return self.ended_at is None and self.sent_back_at is None


_IS_OPEN = HeldReply.ended_at.is_(None)


def keep(
    db: Db,
    point: VoicePoint,
    draft: Draft,
    writer: Staff,
    now: datetime,
    grade: float,
    *,
    cause: str,
    group_id: str,
    pass_on_id: str = "",
) -> HeldReply:
    """Write one down to wait; nothing of the point moves."""
    held_id, key = new_id(), sealed_store.key_of(db, point.participant_id)
    held = HeldReply(
        id=held_id,
        point_id=point.id,
        participant_id=point.participant_id,
        pass_on_id=pass_on_id,
        group_id=group_id,
        cause=cause,
        moves=_moves(db, point.id),
        staff_id=writer.id,
        service_id=writer.service_id,
        grade=grade,
        held_at=to_the_minute(now),
        **drafts.columns(draft, key, HeldReply.__tablename__, held_id),
    )
    db.add(held)
    db.flush()
    return held


def has_moved(db: Db, held: HeldReply) -> bool:
    """Whether something happened to its point since it was written, that its writer could not know."""
    return held.moves != _moves(db, held.point_id)


def opened(db: Db, held: HeldReply) -> Draft | None:
    """What it says; None once it ended, or its person was forgotten. Raises ``SealBroken``."""
    if held.ended_at is not None:
        return None
    try:
        return drafts.opened(held, sealed_store.key_of(db, held.participant_id))
    except sealed_store.Forgotten:
        return None


def line_of(db: Db, held: HeldReply) -> str:
    """What the second reader asked its writer to change."""
    return sealed_store.opened(db, held.participant_id, held.line, held.__tablename__, "line", held.id)


def of_point(db: Db, point_id: str, pass_on_id: str = "") -> HeldReply | None:
    """The one that waits here, or was sent back and has not been written again."""
    open_here = select(HeldReply).where(HeldReply.point_id == point_id, _IS_OPEN)
    return db.scalar(open_here.where(HeldReply.pass_on_id == pass_on_id))


def at_points(db: Db, service_id: str | None, point_ids: Collection[str]) -> dict[tuple[str, str], HeldReply]:
    """Those of one service that wait at these points, or were sent back, with who wrote each: by point and pass-on."""
    here = select(HeldReply).where(HeldReply.point_id.in_(point_ids), HeldReply.service_id == service_id, _IS_OPEN)
    found = db.scalars(here.options(joinedload(HeldReply.writer)))
    return {(held.point_id, held.pass_on_id): held for held in found}


def of_group(db: Db, group_id: str) -> list[HeldReply]:
    """All that go together, in the order of their points."""
    together = select(HeldReply).where(HeldReply.group_id == group_id, _IS_OPEN)
    return list(db.scalars(together.order_by(HeldReply.point_id)))


def sizes(db: Db, group_ids: Collection[str]) -> dict[str, int]:
    """How many go together in each of these groups."""
    counted = select(HeldReply.group_id, func.count()).where(HeldReply.group_id.in_(group_ids), _IS_OPEN)
    return dict(db.execute(counted.group_by(HeldReply.group_id)).all())


def one(db: Db, person: Staff, held_id: str, now: datetime) -> HeldReply | None:
    """One of one's own service, about a point that one may see; anything else is not found."""
    return db.scalar(_seen_by(person, now).where(HeldReply.id == held_id))


def out_of_sight(db: Db, person: Staff, group_id: str, now: datetime) -> list[HeldReply]:
    """Those that go together with one's own and that one may not see, or not any longer."""
    seen = {one_seen.id for one_seen in db.scalars(_seen_by(person, now).where(HeldReply.group_id == group_id))}
    return [held for held in of_group(db, group_id) if held.id not in seen]


def to_read(db: Db, person: Staff, now: datetime) -> list[HeldReply]:
    """What waits for this manager or lead to read, longest first; of several together, the first."""
    if person.role not in scope.MANAGERS:
        return []
    waits = (HeldReply.sent_back_at.is_(None), HeldReply.staff_id != person.id, _IS_OPEN)
    return _first_of_each(db, _seen_by(person, now).where(*waits))


def of_writer(db: Db, person: Staff, now: datetime) -> list[HeldReply]:
    """What one wrote that waits, or was sent back to be changed."""
    mine = (HeldReply.service_id == person.service_id, HeldReply.staff_id == person.id, _IS_OPEN)
    if db.scalar(select(HeldReply.id).where(*mine).limit(1)) is None:  # as nearly always
        return []
    return _first_of_each(db, _seen_by(person, now).where(*mine))


def waiting_by(db: Db) -> dict[tuple[str, str], str]:
    """By point and service, who wrote what waits there for somebody else to read: for reminders."""
    waits = select(HeldReply.point_id, HeldReply.service_id, HeldReply.staff_id)
    waits = waits.where(HeldReply.sent_back_at.is_(None), _IS_OPEN)
    return {(row.point_id, row.service_id): row.staff_id for row in db.execute(waits)}


def hold(db: Db, held: Sequence[HeldReply]) -> None:
    """Of two who press at one moment, one sees what the other did.

    The voices first, as whoever takes one back does.
    """
    scope.hold_voices(db, {one_held.participant_id for one_held in held})
    for one_held in sorted(held, key=lambda row: row.id):
        db.refresh(one_held, ["ended_at", "ended_how", "sent_back_at", "sent_back_by"], with_for_update=True)


def send_back(db: Db, held: Sequence[HeldReply], reader: Staff, line: str, now: datetime) -> None:
    """To its writer, with a line that says what to change. Raises ``NotAllowed``."""
    for one_held in held:
        may = one_held.waits and second_readers.may_read(reader, one_held.staff_id) and opened(db, one_held)
        if not line.strip() or not may:
            raise points.NotAllowed([("line", "needed" if not line.strip() else "not_yours")])
        key = sealed_store.key_of(db, one_held.participant_id)
        one_held.line = key.seal(line.strip(), one_held.__tablename__, "line", one_held.id)
        one_held.sent_back_at, one_held.sent_back_by = to_the_minute(now), reader.id


def end(db: Db, held: Sequence[HeldReply], how: str, now: datetime) -> None:
    """It waits no more: its texts go at once."""
    for one_held in held:
        for name in (*TEXTS, "line"):
            setattr(one_held, name, None)
        one_held.ended_at, one_held.ended_how = to_the_minute(now), how
        in_theirs.end(db, one_held.id)
    db.flush()


def end_seen(db: Db, person: Staff, group_id: str, how: str, now: datetime) -> None:
    """The same for all of a group that this person sees. The others stay with whoever sees them, as sent back to be
    written again: nobody lets go a text that its writer has left behind.
    """
    others = out_of_sight(db, person, group_id, now)
    end(db, [held for held in of_group(db, group_id) if held not in others], how, now)
    for held in others:
        if held.waits:
            held.sent_back_at, held.sent_back_by = to_the_minute(now), person.id


def take_back(db: Db, point_id: str, now: datetime) -> None:
    """The person took back what these were to answer: nobody lets them go, and nobody writes them again."""
    open_here = select(HeldReply).where(HeldReply.point_id == point_id, _IS_OPEN)
    end(db, list(db.scalars(open_here)), TAKEN_BACK, now)


def no_longer_asked(db: Db, one: PassOn, now: datetime) -> None:
    """What was passed on is taken back from those who wrote this answer to it, or answered to those who asked: it is
    theirs to say no more.
    """
    held = of_point(db, one.point_id, one.id)
    end(db, [held] if held else [], NOT_ASKED, now)


def _moves(db: Db, point_id: str) -> int:
    return sum(event.step not in _NO_NEWS for event in trail.of(db, point_id))


def _seen_by(person: Staff, now: datetime) -> Select[tuple[HeldReply]]:
    """Ours about our own points, or about what another service asked of us."""
    ours = HeldReply.service_id == person.service_id
    query = select(HeldReply).join(HeldReply.point).outerjoin(PassOn, PassOn.id == HeldReply.pass_on_id)
    whole = query.options(joinedload(HeldReply.point).joinedload(VoicePoint.check_in), joinedload(HeldReply.writer))
    return whole.where(
        ours, VoicePoint.status != WITHDRAWN, or_(scope.visible_to(person), scope.passed_to(person, now))
    )


def _first_of_each(db: Db, query: Select[tuple[HeldReply]]) -> list[HeldReply]:
    found: dict[str, HeldReply] = {}
    for held in db.scalars(query.order_by(HeldReply.held_at, HeldReply.point_id)):
        found.setdefault(held.group_id, held)
    return list(found.values())
