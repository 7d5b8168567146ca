"""What a worker wrote down after a talk, said so to its person: these may not be their words, and they can say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from feedback_app.loop import written_down
from feedback_app.web import languages
from feedback_app.web.transaction import Db


def by_check_in(db: Db, participant_id: str, visits: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Who wrote each of these down, and when they talked. Whoever wrote everything themselves costs no question.

    ``visits`` are check-ins as ``(id, channel)``.
    """
    channels = {one: channel for one, channel in visits if channel in written_down.CHANNELS}
    if not channels:
        return {}
    notes = written_down.of_person(db, participant_id)
    return {check_in_id: _words(channel, notes[check_in_id]) for check_in_id, channel in channels.items()}


def _words(channel: str, note: Any) -> str:
    places = {"name": note.first_name, "day": languages.day(note.said_on)}
    if channel == written_down.PHONE:
        who = _("%(name)s wrote this down after you talked on the phone on %(day)s.", **places)
    else:
        who = _("%(name)s wrote this down after you talked on %(day)s.", **places)
    not_exact = _("It may not be your exact words.")
    return who if note.their_exact_words else f"{who} {not_exact}"
