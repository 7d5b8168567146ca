"""Another language, for a team: what it waits for, and what it owes to others, and how much is late."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback_app.loop import open_readings
from feedback_app.loop.open_readings import Open
from feedback_app.loop.waiting import PAGE
from feedback_app.web import transaction
from feedback_app.worker import passed_words, tongue
from feedback_app.worker.in_words import Due


@dataclass(frozen=True)
class Row:
    """What it is, with whom, and by when; ``url`` and ``pseudonym`` where one may see whose it is."""

    what: str
    who: str
    due: Due
    url: str = ""
    pseudonym: str = ""


@dataclass(frozen=True)
class ToRead:
    """One list of it, a page long at most, and one line that counts all of it."""

    line: str
    rows: list[Row]


def of_team(db, person) -> tuple[ToRead, ToRead]:
    """``(what we wait for, what we owe)``."""
    owes = open_readings.owed(db, person)
    return waited_for(db, person), ToRead(_line(owes), [_owed(one) for one in owes[:PAGE]])


def waited_for(db, person) -> ToRead:
    waits = open_readings.waited_for(db, person, transaction.now())
    return ToRead(_line(waits), [_waited_for(one) for one in waits[:PAGE]])


def _line(found: list[Open]) -> str:
    now = transaction.now()
    late = sum(one.is_late(now) for one in found)
    open_ones = ngettext("%(num)d is open", "%(num)d are open", len(found))
    return _("%(open)s, %(late)s late.", open=open_ones, late=late) if late else f"{open_ones}."


def _waited_for(one: Open) -> Row:
    reading = one.reading
    about = {"reply_id": reading.reply_id} if reading.reply_id else {"point_id": one.point.id}
    return Row(
        what=tongue.what(reading),
        who=tongue.reader_of(reading),
        due=tongue.due(reading),
        url=url_for("worker.passed.show", pass_on_id=one.pass_on.id)
        if one.pass_on
        else url_for("worker.reader.show", **about),
        pseudonym=one.point.participant.pseudonym,
    )


def _owed(one: Open) -> Row:
    """Whose it is, only its reader sees; who asked, and of whom, the manager does."""
    who = _("%(name)s, for %(service)s", name=one.reading.reader.first_name, service=_service(one))
    return Row(tongue.what(one.reading), who, tongue.due(one.reading))


def _service(one: Open) -> str:
    return passed_words.service(one.reading.service)
