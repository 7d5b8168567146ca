"""What is to be done because of each point, as the voice page shows it: who, by when, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from feedback_app.loop import actions, promises
from feedback_app.loop.actions import MOVES, Opened
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.questions import Option
from feedback_app.web import languages, transaction
from feedback_app.worker import meeting_words, story


@dataclass(frozen=True)
class OneAction:
    """An action as the voice page shows it, beside its point."""

    opened: Opened
    lines: list[tuple[str, str]]
    state: str
    is_late: bool
    may_become: list[Option]


def of_voice(db, said: list[VoicePoint]) -> dict[str, list[OneAction]]:
    """The actions beside each of these points, which are one participant's and may be seen."""
    if not said or story.is_forgotten(db, said[0].participant_id):
        return {}
    rows, today = actions.of_voice(db, said[0].participant_id), promises.in_london(transaction.now()).date()
    return {one.id: [_shown(db, row, today) for row in rows[one.id]] for one in said if one.id in rows}


def _shown(db, row, today: date) -> OneAction:
    opened = actions.opened(db, row)
    owner = f"{opened.owner.first_name}, " if opened.owner else ""
    return OneAction(
        opened=opened,
        lines=meeting_words.lines(
            [
                (_("Who"), owner + meeting_words.agency(row.owner_agency)),
                (_("By"), languages.day(row.due)),
                (_("What came of it"), opened.result),
            ]
        ),
        state=str(meeting_words.STATES[row.state]),
        is_late=opened.is_late(today),
        may_become=[Option(one, str(meeting_words.STATES[one])) for one in MOVES[row.state]],
    )
