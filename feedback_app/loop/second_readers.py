"""Which replies somebody else must read before the person can, and who that may be."""

from __future__ import annotations

from feedback_app.database import Db
from feedback_app.loop import partnership, risk_marks
from feedback_app.loop.drafts import Draft, KeptDraft
from feedback_app.loop.partnership import Service
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.loop.staff import MANAGERS, Staff, team_of

NO = ("cant", "partly")
SAFETY, DISAGREE, RISK = "safety", "disagree", "risk"


def cause(db: Db, point: VoicePoint, draft: Draft | KeptDraft) -> str:
    """Why this reply to this point needs a second reader; empty when it needs none."""
    if reads_all_to(db, point):
        return RISK
    return draft.reason if draft.status in NO and draft.reason in (SAFETY, DISAGREE) else ""


def reads_all_to(db: Db, point: VoicePoint) -> bool:
    """Whether it is of a parent who may be a risk: whatever is written for them is read by two of us first."""
    return point.audience == risk_marks.PARENT and risk_marks.standing(db, point.participant_id) is not None


def may_read(reader: Staff | None, writer_id: str) -> bool:
    """A manager or a safeguarding lead, and never whoever wrote it."""
    return reader is not None and reader.role in MANAGERS and reader.id != writer_id


def has_any(db: Db, writer: Staff, written_in: str | None = None) -> bool:
    """Whether somebody in the writer's own team can read it, or in the one in which they wrote it."""
    return any(may_read(one, writer.id) for one in team_of(db, written_in or writer.service_id))


def teams_without(db: Db) -> list[tuple[Service, Staff | None]]:
    """Each team in which a no would wait for good: everybody's, or that of the only one who reads for the others.

    A service in which nobody works yet answers nobody, and so lacks nothing.
    """
    found: list[tuple[Service, Staff | None]] = []
    for service in partnership.services(db):
        team = team_of(db, service.id)
        stuck = [one for one in team if not any(may_read(other, one.id) for other in team)]
        if stuck:
            found.append((service, stuck[0] if len(stuck) < len(team) else None))
    return found


def refuse_unread(db: Db, point: VoicePoint, draft: Draft, writer: Staff, reader: Staff | None) -> None:
    """Raises ``NotAllowed`` for what needs a second reader and had none: by no road does it reach the person."""
    if cause(db, point, draft) and not may_read(reader, writer.id):
        raise NotAllowed([("status", "second_reader")])
