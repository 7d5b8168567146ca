"""Whose hand marks a parent who may be a risk, who reads why, and who takes the mark off."""

from __future__ import annotations

from datetime import datetime

from feedback_app.database import Db, new_id, to_the_minute
from feedback_app.loop import risk_marks, scope, sealed_store, staff
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import NotAllowed
from feedback_app.loop.risk_marks import RiskMark
from feedback_app.loop.staff import MANAGERS, Staff

LEAD = "safeguarding_lead"


def may_mark(person: Participant, by: Staff) -> bool:
    """Only a parent or carer is ever marked, and only by a manager or a safeguarding lead."""
    return person.audience == risk_marks.PARENT and by.role in MANAGERS


def may_read(db: Db, mark: RiskMark, by: Staff) -> bool:
    """Why: for those of the service that set it who may read the parent's words, and for who may take it off."""
    return _sees(db, mark, by) and (by.service_id == mark.service_id or may_clear(db, mark, by))


def may_clear(db: Db, mark: RiskMark, by: Staff) -> bool:
    """A manager or lead of the service that set it. Where none is left who sees that parent, any lead who does."""
    if by.role not in MANAGERS or not _sees(db, mark, by):
        return False
    if by.service_id == mark.service_id:
        return True
    theirs = staff.team_of(db, mark.service_id) if mark.service_id else []
    return by.role == LEAD and not any(one.role in MANAGERS and _sees(db, mark, one) for one in theirs)


def put(db: Db, person: Participant, by: Staff, reason: str, now: datetime) -> RiskMark:
    """Mark a parent. Raises ``NotAllowed`` without a reason, by other hands, or when they are marked already."""
    if not may_mark(person, by) or not reason.strip() or risk_marks.standing(db, person.id):
        raise NotAllowed("mark")
    mark_id, key = new_id(), sealed_store.key_of(db, person.id)
    sealed = key.seal(reason.strip(), "risk_marks", "reason", mark_id)
    mark = RiskMark(id=mark_id, participant_id=person.id, reason=sealed, set_by=by.id, set_at=to_the_minute(now))
    mark.service_id = by.service_id
    db.add(mark)
    db.flush()
    return mark


def clear(db: Db, person: Participant, by: Staff, reason: str, now: datetime) -> RiskMark:
    """Take a mark off, with a reason of its own. Raises ``NotAllowed``."""
    mark = risk_marks.standing(db, person.id)
    if mark is None or not may_clear(db, mark, by) or not reason.strip():
        raise NotAllowed("mark")
    key = sealed_store.key_of(db, mark.participant_id)
    mark.cleared_reason = key.seal(reason.strip(), "risk_marks", "cleared_reason", mark.id)
    mark.cleared_by, mark.cleared_at = by.id, to_the_minute(now)
    db.flush()
    return mark


def _sees(db: Db, mark: RiskMark, by: Staff) -> bool:
    return bool(scope.voice_of(db, by, mark.participant_id))
