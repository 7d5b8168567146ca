"""How a reply in English gets into the person's language: by a reader who was chosen, or as its writer put it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db
from feedback_app.loop import content, partnership, readings, sealed_store, translating
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading
from feedback_app.loop.replies import Reply
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted


@dataclass(frozen=True)
class InTheirs:
    """What was chosen in the composer; ``texts`` are the writer's own, by the part of the reply they say again."""

    translator_id: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


NOBODY = InTheirs()  # it stays as it was written


class HeldTranslation(Base):
    """One text of a reply that waits, as its writer put it into the person's language. It goes when that ends."""

    __tablename__ = "held_translations"

    held_id: Mapped[str] = mapped_column(ForeignKey("held_replies.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[Code] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participants.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[str] = mapped_column(ForeignKey("voice_points.id", ondelete="CASCADE"), index=True)
    text: Mapped[bytes] = mapped_column(LargeBinary)


def hold(db: Db, held: Any, theirs: InTheirs) -> None:
    """Beside a reply that waits (``held_replies``), sealed as that is."""
    key = sealed_store.key_of(db, held.participant_id)
    held.translator_id = theirs.translator_id or None
    whose = {"held_id": held.id, "participant_id": held.participant_id, "point_id": held.point_id}
    for part, text in theirs.texts.items():
        sealed = key.seal(text, HeldTranslation.__tablename__, part, held.id)
        db.add(HeldTranslation(part=part, text=sealed, **whose))


def of_held(db: Db, held: Any) -> InTheirs:
    """What was chosen for a reply that waits. Raises ``Forgotten`` or ``SealBroken``."""
    rows = list(db.scalars(select(HeldTranslation).where(HeldTranslation.held_id == held.id)))
    key = sealed_store.key_of(db, held.participant_id) if rows else None
    texts = {one.part: key.open(one.text, one.__tablename__, one.part, one.held_id) for one in rows if key}
    return InTheirs(held.translator_id or "", texts)


def language_to_read(db: Db, held: Any, reader: Staff) -> str:
    """The language in which its writer said it too, and which this second reader does not read; else empty."""
    code = readings.language_of(db, held.point.check_in)
    return code if of_held(db, held).texts and not reader.reads(code) else ""


def end(db: Db, held_id: str) -> None:
    """It waits no more: nothing of it stays."""
    db.execute(delete(HeldTranslation).where(HeldTranslation.held_id == held_id))


def put(
    db: Db,
    point: VoicePoint,
    reply: Reply,
    theirs: InTheirs,
    writer: Staff,
    now: datetime,
    written_in: str | None = None,
) -> Reading | None:
    """The reply is there in English now: kept beside it in their language, or asked for. None where neither is needed.

    Whoever was chosen and can't be asked any more is not; the reply says then that it went out in English. It is asked
    for by the service in which the reply was written, also when its writer has changed team since.
    """
    code = readings.language_of(db, point.check_in)
    if content.language(code).is_english or reply.language == code:
        return None
    wanted = Wanted(point.check_in, [point], reply, code)
    if theirs.texts and writer.reads(code):
        return translating.by_its_writer(db, wanted, theirs.texts, writer, now, written_in)
    reader = next((one for one in translating.who_reads(db, wanted) if one.id == theirs.translator_id), None)
    if reader is None:
        return None
    for_service = written_in or str(writer.service_id)
    return translating.ask(
        db, wanted, reader, writer, now, partnership.promises_from(db, for_service), for_service=for_service
    )
