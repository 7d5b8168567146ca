"""A check-in done together: the questions of somebody's card, on a worker's own device, for two hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from feedback_app.database import Db
from feedback_app.loop.invitations import FOR_ONE, LINES, TOGETHER, Invitation, make
from feedback_app.loop.questions import QuestionSet
from feedback_app.loop.staff import Staff

HANDED_OVER = timedelta(hours=2)


def hand_over(db: Db, invitation: Invitation, worker: Staff, now: datetime) -> Invitation:
    """The same questions for the same one person, on this worker's device: open for two hours, for nobody else."""
    if invitation.kind not in FOR_ONE or invitation.state(now) != "open":
        raise ValueError(f"a {invitation.state(now)} {invitation.kind} is not done together")
    return make(
        db,
        now,
        kind=TOGETHER,
        audience=invitation.audience,
        service=invitation.service,
        question_set=db.get_one(QuestionSet, invitation.question_set_id),
        asks={ask.language: {line: getattr(ask, line) for line in LINES} for ask in invitation.asks},
        hear_back_by=invitation.hear_back_by,
        stage=invitation.stage,
        worker=worker,
        case_link_id=invitation.case_link_id,
        expires_at=now + HANDED_OVER,
    )
