"""Voice points: one thing said that can be answered, the unit of the loop."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Row, ScalarSelect, String, Text, column, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app.database import Base, Code, Db, Id, only_where
from feedback_app.loop import drawings, kept_words, sealed_store, spans
from feedback_app.loop.participants import Participant
from feedback_app.loop.partnership import Service
from feedback_app.loop.staff import Staff

if TYPE_CHECKING:  # check-ins make points, so they import us
    from feedback_app.loop.check_ins import Answer, CheckIn

KINDS = ("change", "keep", "question", "idea", "worry", "complaint", "thanks")
LEVELS = ("me", "service", "system")
PRAISE = ("keep", "thanks")
OUTCOMES = ("done", "partly", "cant", "answered", "keep")
WITHDRAWN = "withdrawn"  # "You took this back": by the person alone, from anywhere, and never undone
OPEN = ("received", "heard", "checking", "working", "passed_on", "reopened")
_ANSWERS = frozenset(("checking", "working", "passed_on", *OUTCOMES))
# `wrong` is an apology laid over any status, so it moves nothing
MOVES: dict[str, frozenset[str]] = {
    "received": frozenset(("heard",)),
    "heard": _ANSWERS,
    "checking": _ANSWERS - {"checking"} | {"heard"},
    "working": frozenset(("working", "passed_on", "done", "partly", "cant", "answered")),
    "passed_on": frozenset(("working", "done", "partly", "cant", "answered")),
    "reopened": frozenset(("heard",)),
    **{outcome: frozenset(("reopened",)) for outcome in OUTCOMES},
}


_WAITS, _DONE = only_where(column("due_at").is_not(None)), only_where(column("due_at").is_(None))


def _of_what_waits(name: str, *columns: str) -> Index:
    """An index of points that wait, in the order of the inbox: as short as the wait, however much was ever said."""
    return Index(name, "service_id", *columns, "due_at", "id", **_WAITS)


class VoicePoint(Base):
    """One thing said. The clocks and ``status`` are written only by ``trail``."""

    __tablename__ = "voice_points"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    check_in_id: Mapped[str] = mapped_column(ForeignKey("check_ins.id", ondelete="CASCADE"), index=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    service_id: Mapped[str] = mapped_column(ForeignKey(Service.id))
    owner_id: Mapped[str | None] = mapped_column(ForeignKey(Staff.id))
    hidden_from: Mapped[str | None] = mapped_column(ForeignKey(Staff.id))  # "not my worker": that worker, for good
    named_before: Mapped[str | None] = mapped_column(Text)  # and whom else they ever said that of: ids, with spaces
    hidden_at: Mapped[datetime | None]  # folded away in our lists, by two of us; its clocks run on
    spans: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))  # its part of a split answer
    split_from: Mapped[str | None] = mapped_column(String(22))
    merged_into: Mapped[str | None] = mapped_column(String(22))
    merged_at: Mapped[datetime | None]
    stage: Mapped[Code] = mapped_column(default="")
    audience: Mapped[Code]
    question: Mapped[Code]
    kind: Mapped[Code]
    level: Mapped[Code]
    read_kind: Mapped[Code | None]  # a worker's reading, beside what the person tapped
    read_level: Mapped[Code | None]
    form: Mapped[Code] = mapped_column(default="text")
    who_sees: Mapped[Code]
    hear_back: Mapped[Code]
    status: Mapped[Code]
    heard_by: Mapped[datetime]
    reply_by: Mapped[datetime]
    due_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    pause_days: Mapped[int] = mapped_column(server_default="0")
    understanding: Mapped[bytes | None] = mapped_column(LargeBinary)
    understanding_ok: Mapped[bool | None]
    passed_to: Mapped[Code | None]
    events: Mapped[int]
    asked_at: Mapped[datetime | None]
    said_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    understood_at: Mapped[datetime | None]
    raised_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    acted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    felt_at: Mapped[datetime | None]
    lasted_at: Mapped[datetime | None]
    learned_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]

    participant: Mapped[Participant] = relationship(lazy="joined")
    answer: Mapped[Answer] = relationship()
    check_in: Mapped[CheckIn] = relationship()

    # each filter of the inbox finds its rows in order; `tests/loop/test_waiting.py` asks both databases how
    __table_args__ = (
        _of_what_waits("ix_voice_points_inbox"),
        _of_what_waits("ix_voice_points_owner", "owner_id"),
        _of_what_waits("ix_voice_points_status", "status"),
        _of_what_waits("ix_voice_points_stage", "stage"),
        _of_what_waits("ix_voice_points_kind", "kind"),
        _of_what_waits("ix_voice_points_audience", "audience"),
        Index("ix_voice_points_counted", "service_id", "who_sees", "owner_id", "hidden_from", "named_before", **_WAITS),
        Index("ix_voice_points_answered", "service_id", "answered_at", "id", **_DONE),
        Index("ix_voice_points_said", "service_id", "said_at", "id"),
    )

    @property
    def is_praise(self) -> bool:
        return self.kind in PRAISE

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and self.merged_into is None

    @property
    def is_taken_back(self) -> bool:
        return self.status == WITHDRAWN

    @property
    def is_all_gone(self) -> bool:
        """Taken back, and taps were all there was of it: no desk sees them any more. The count does, as ever."""
        return self.is_taken_back and self.form == "taps"


class PointTheme(Base):
    """What a point is about, by whose tap: the person's own is kept beside the worker's."""

    __tablename__ = "point_themes"

    point_id: Mapped[str] = mapped_column(ForeignKey(VoicePoint.id, ondelete="CASCADE"), primary_key=True)
    theme: Mapped[Code] = mapped_column(String(40), primary_key=True)
    by: Mapped[Code] = mapped_column(String(40), primary_key=True)


class NotAllowed(Exception):
    """This point can't go from its status to that one, or not by this hand."""


def may_move(point: VoicePoint, status: str) -> bool:
    if point.merged_into is not None:
        return False
    if status == "wrong":
        return not point.is_taken_back
    return status in MOVES.get(point.status, frozenset())


def of_participant(db: Db, participant_id: str) -> list[VoicePoint]:
    """Everything one participant said, newest first."""
    return list(
        db.scalars(
            select(VoicePoint)
            .where(VoicePoint.participant_id == participant_id)
            .order_by(VoicePoint.said_at.desc(), VoicePoint.id)
        )
    )


def of_person(db: Db, participant_id: str, point_id: str) -> VoicePoint | None:
    """One point, if it is this participant's own."""
    hold_voice(db, participant_id)
    point = db.get(VoicePoint, point_id)
    return point if point and point.participant_id == participant_id else None


def hold_voice(db: Db, participant_id: str | ScalarSelect[str]) -> None:
    """Whoever writes has this voice to themselves until they are done: of two presses, one sees what the other did.

    On SQLite all who write do anyway.
    """
    if db.is_writing and not db.is_sqlite:
        db.execute(select(Participant.id).where(Participant.id == participant_id).with_for_update())


def hold(db: Db, point: VoicePoint) -> None:
    """The same with a point that was looked up before: as it stands now."""
    hold_voice(db, point.participant_id)
    db.flush()  # or what was changed in this transaction would be read over
    db.refresh(point)


def themes_of(db: Db, point_id: str) -> list[PointTheme]:
    return list(db.scalars(select(PointTheme).where(PointTheme.point_id == point_id)))


def has_words(db: Db, point: VoicePoint) -> bool:
    """Whether something was written, and is still there; it stays sealed."""
    return point.answer.words is not None or kept_words.are_there(db, point.id)


def words_of(db: Db, point: VoicePoint) -> str:
    """What was said, as it was said; empty when it was drawn, tapped or taken back.

    Of an answer that was split, its own part. Raises ``Forgotten`` or ``SealBroken``.
    """
    if point.answer.words is None:
        return kept_words.opened(db, point.participant_id, point.id, "words")
    whole = answer_of(db, point, "words")
    return whole if point.spans is None else spans.words_in(whole, map(tuple, point.spans))


def drawing_of(db: Db, point: VoicePoint) -> str:
    """The lines that were drawn, made again from their numbers; or nothing. Raises as ``words_of`` does."""
    if point.split_from is not None:  # a drawing is not cut: it stays with the first
        return ""
    drawn = answer_of(db, point, "drawing") or kept_words.opened(db, point.participant_id, point.id, "drawing")
    return drawings.rewritten(drawn)


def answer_of(db: Db, point: VoicePoint, column: str) -> str:
    """The whole answer that a point is, or is a part of."""
    sealed = getattr(point.answer, column)
    return sealed_store.opened(db, point.participant_id, sealed, "answers", column, point.answer_id)


def of_answer(db: Db, point: VoicePoint) -> list[VoicePoint]:
    """Every point that the same answer is read as, the first one first."""
    same = (VoicePoint.check_in_id == point.check_in_id, VoicePoint.answer_id == point.answer_id)
    rows = db.scalars(select(VoicePoint).where(*same))
    return sorted(rows, key=lambda one: (one.split_from is not None, one.id))


def with_it(db: Db, point: VoicePoint) -> list[VoicePoint]:
    """What is answered together with this one."""
    mine = (VoicePoint.participant_id == point.participant_id, VoicePoint.merged_into == point.id)
    return list(db.scalars(select(VoicePoint).where(*mine)))


def understanding_of(db: Db, point: VoicePoint | Row[Any]) -> str | None:
    """What the service understood, once somebody has written it."""
    if point.understanding is None:
        return None
    key = sealed_store.key_of(db, point.participant_id)
    return key.open(point.understanding, "voice_points", "understanding", point.id)


def say_understanding(db: Db, point: VoicePoint, understanding: str) -> None:
    """Write down what we understood, sealed under the person's own key."""
    key = sealed_store.key_of(db, point.participant_id)
    point.understanding = key.seal(understanding, "voice_points", "understanding", point.id)
    point.understanding_ok = None
