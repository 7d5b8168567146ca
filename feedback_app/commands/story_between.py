"""Between services in the made-up story: what a person was told of is asked, and now and then answered by phone."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from feedback_app.database import Db
from feedback_app.loop import passing_on, promises, second_readers
from feedback_app.loop.partnership import DEFAULT_PROMISES
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Draft
from feedback_app.loop.staff import Staff

ROLES = ("Duty manager", "Head of year", "Team leader")


def ask(db: Db, point: VoicePoint, draft: Draft, worker: Staff, at: datetime, now: datetime, by: random.Random) -> None:
    """A partner without an account is asked once the person has read so; two in three ring back within days."""
    wish = Wish(agency=draft.passed_to, what=draft.next_step, why=draft.why, who_tells="sender")
    if draft.status != "passed_on" or passing_on.lacks(db, point, wish):
        return
    one = passing_on.ask(db, point, wish, worker, at, DEFAULT_PROMISES)
    rung_at = at + timedelta(days=by.uniform(1, 4))
    if rung_at < now and by.random() < 0.67:
        on = promises.in_london(rung_at).date()
        passing_on.answer_by_phone(
            db, one, worker, "partly", "They have begun, and ring again next week.", by.choice(ROLES), on, rung_at
        )


def second_reader(db: Db, team: list[Any], point: VoicePoint, draft: Draft, worker: Staff) -> Staff | None:
    """Who read this reply before the person could, where somebody must."""
    readers = (one for one, *_ in team if second_readers.may_read(one, worker.id))
    return next(readers, None) if second_readers.cause(db, point, draft) else None
