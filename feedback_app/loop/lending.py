"""A worker's own device in one person's hands: whose it is, and the one reply that opens on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedback_app.database import Db
from feedback_app.loop import sessions
from feedback_app.loop.replies import Reply
from feedback_app.loop.sessions import DOOR, LENT_IDLE, LENT_MARK, Here
from feedback_app.loop.staff import Staff


@dataclass(frozen=True)
class Lent:
    """What was handed over: ``worker`` is whose device it is, ``participant_id`` whose words open it."""

    worker: str
    reply_id: str
    participant_id: str
    minutes: int = int(LENT_IDLE.total_seconds() // 60)

    @property
    def carried(self) -> str:
        """What the next visit on this device must know of it."""
        return f"\n{self.reply_id} {self.worker}"


def lend(db: Db, reply: Reply, worker: Staff, now: datetime) -> str:
    """A visit that opens nothing before their words are typed; returns the cookie's token.

    Which reply, and whose device, is sealed with that token: the database alone shows neither.
    """
    lent = Lent(worker.first_name, reply.id, reply.participant_id)
    return sessions.open_visit(db, DOOR, reply.participant_id, now, lent.carried, mark=LENT_MARK)


def of(visit: Here, token: str) -> Lent:
    """What a visit on a worker's device may open."""
    _, _, carried = (sessions.words_of(visit, token) or "").partition("\n")  # before it: words just made
    reply_id, _, worker = carried.partition(" ")
    return Lent(worker, reply_id, visit.participant_id)


def is_lent(token: str) -> bool:
    """Whether a cookie was given to a worker's device when it was handed over, though its time may be over."""
    return token.startswith(LENT_MARK)
