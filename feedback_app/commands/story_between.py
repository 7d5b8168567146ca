"""Between staff in the made-up story: a second reader, another service that is asked, an answer by phone."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from feedback_app.database import Db
from feedback_app.loop import passing_on, plain_words, promises, replies, second_readers, sending_replies
from feedback_app.loop.partnership import DEFAULT_PROMISES
from feedback_app.loop.passing_on import Wish
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Draft, Reply
from feedback_app.loop.staff import Staff

ROLES = ("Duty manager", "Head of year", "Team leader")


def ask(db: Db, point: VoicePoint, draft: Draft, worker: Staff, at: datetime, now: datetime, by: random.Random) -> None:
    """A partner without an account is asked once the person has read so; two in three rang back, not long ago.

    What we were told weeks ago and told nobody is no more believable than a promise that old.
    """
    wish = Wish(agency=draft.passed_to, what=draft.next_step, why=draft.why, who_tells="sender")
    if draft.status != "passed_on" or passing_on.lacks(db, point, wish):
        return
    one = passing_on.ask(db, point, wish, worker, at, DEFAULT_PROMISES)
    rung_at = max(at + timedelta(days=by.uniform(1, 4)), now - timedelta(days=by.uniform(1, 3)))
    if rung_at < now and by.random() < 0.67:
        on = promises.in_london(rung_at).date()
        passing_on.answer_by_phone(
            db, one, worker, "partly", "They have begun, and ring again next week.", by.choice(ROLES), on, rung_at
        )


def reply(
    db: Db, team: list[Any], point: VoicePoint, draft: Draft, worker: Staff, at: datetime, now: datetime
) -> Reply | None:
    """Send it; where somebody else must read it first they have, but for the newest, which still waits for them."""
    grade = plain_words.grade(draft.whole_text())
    if not second_readers.cause(db, point, draft):
        return replies.post(db, point, draft, worker, at, grade)
    if at > now - timedelta(days=14):
        sending_replies.send(db, [point], draft, worker, at, grade)
        return None
    reader = next(one for one, *_ in team if second_readers.may_read(one, worker.id))
    return replies.post(db, point, draft, worker, at, grade, approved_by=reader)
