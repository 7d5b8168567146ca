"""What somebody said for a meeting that was called off or moved: their own page says so, and that we still answer."""

from __future__ import annotations

from flask_babel import gettext as _

from feedback_app.loop import meeting_days
from feedback_app.web import languages
from feedback_app.web.transaction import Db


def by_check_in(db: Db, participant_id: str) -> dict[str, str]:
    """By check-in, until the meeting has its record."""
    found = meeting_days.of_person(db, participant_id)
    return {check_in_id: _words(row) for check_in_id, row in found.items()}


def _words(row) -> str:
    if row.called_off_at is not None:
        return _("The meeting you said this for is not happening. We still answer what you said.")
    return _("The meeting you said this for is on another day now: %(day)s.", day=languages.day(row.held_on))
