"""Whether databases that were restored hold together: the journal, everybody's key, seals taken at random."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from feedback_app.database import Db
from feedback_app.loop import replies, sealed_store
from feedback_app.loop.check_ins import Answer, CheckIn
from feedback_app.loop.journal import START, JournalLine
from feedback_app.loop.participants import Participant
from feedback_app.loop.replies import Reply
from feedback_app.loop.sealed_store import ParticipantKey


def journal_head(db: Db) -> tuple[int, bytes]:
    """``(seq, mac)`` of the journal's last line, without walking it."""
    last = select(JournalLine.seq, JournalLine.mac).order_by(JournalLine.seq.desc()).limit(1)
    found = db.execute(last).first()
    return (found.seq, found.mac) if found else (0, START)


def without_key(db: Db) -> set[str]:
    """Participants whose words nobody can read."""
    return set(db.scalars(select(Participant.id))) - set(db.sealed.scalars(select(ParticipantKey.participant_id)))


def open_at_random(db: Db, most: int) -> int:
    """Open up to ``most`` sealed answers and replies, half of each if there are; how many were opened.

    Raises ``SealBroken`` or ``Forgotten`` at the first that does not open.
    """
    some = select(Reply).order_by(func.random()).limit(most // 2)
    opened = len([replies.opened(db, reply) for reply in db.scalars(some)])
    columns = (Answer.id, Answer.words, Answer.drawing, CheckIn.participant_id)
    query = select(*columns).join(CheckIn, CheckIn.id == Answer.check_in_id)
    is_sealed = or_(Answer.words.is_not(None), Answer.drawing.is_not(None))
    for row in db.execute(query.where(is_sealed).order_by(func.random()).limit(most - opened)):
        key = sealed_store.key_of(db, row.participant_id)
        for column, sealed in (("words", row.words), ("drawing", row.drawing)):
            if sealed is not None:
                key.open(sealed, "answers", column, row.id)
        opened += 1
    return opened
