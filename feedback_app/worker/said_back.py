"""What somebody said, for the rules that hold a text of ours against it: their own word may be said back to them.

Only where the journal has that this hand looked. Whoever never opened it would find out by guessing, unwritten.
"""

from __future__ import annotations

from flask import g

from feedback_app.loop import journal, points
from feedback_app.loop.points import VoicePoint
from feedback_app.worker import story


def words(db, point: VoicePoint, *opened_as: str) -> str:
    """Empty, too, once their key is gone. ``opened_as`` is by what else than the voice it may have been opened."""
    if story.is_forgotten(db, point.participant_id):
        return ""
    about = (point.id, point.participant_id, *opened_as)
    return points.words_of(db, point) if journal.has_looked(db, g.staff.id, about) else ""
