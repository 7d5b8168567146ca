"""What was passed on, in the words that staff read: to whom, where it stands, whose turn it is."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback_app.loop import content, pass_ons, promises
from feedback_app.loop.pass_ons import PassOn
from feedback_app.loop.waiting import BACK, RECEIVED, Waits
from feedback_app.web import languages
from feedback_app.worker import in_words
from feedback_app.worker.in_words import Due

STATES = {
    "asked": _l("Asked; not taken on yet"),
    "accepted": _l("Taken on; an answer is owed"),
    "refused": _l("They said no. It is ours again"),
    "returned": _l("Not taken on in five working days. It is ours again"),
    "taken_back": _l("We took it back"),
    "answered": _l("They answered us. We tell the person"),
    "told": _l("Answered, and the person can read it"),
}
# the same as the receiver sees it
RECEIVED_STATES = STATES | {
    "asked": _l("Will you take it on?"),
    "accepted": _l("Taken on; we owe an answer"),
    "answered": _l("We answered those who asked. They tell the person"),
}
OUTCOMES = {
    "done": _l("It is done"),
    "partly": _l("Some of it is done"),
    "cant": _l("It can’t be done"),
    "answered": _l("The question has an answer"),
}


def to(one: PassOn) -> str:
    """Who was asked: the service, or for a partner without an account its kind of agency."""
    if one.to_service is not None:
        return service(one.to_service)
    return agency(one.agency)


def service(one) -> str:
    return content.local(one.name, content.FIRST).text


def agency(kind: str) -> str:
    return content.words_for("agencies", kind, on_phone=False)


def state(one: PassOn, now: datetime, is_receiver: bool = False) -> str:
    words = RECEIVED_STATES if is_receiver else STATES
    where = pass_ons.state(one, now)
    if where == "accepted" and pass_ons.is_back(one, now) and not is_receiver:
        return _("They took it on, and their answer is late")
    if where == "returned" and one.to_service is None:
        return _("No answer in five working days. It is ours again")
    return str(words[where])


def where(row: Waits, now: datetime) -> str:
    """One line for a list: from whom or to whom, and where it stands."""
    one = row.pass_on
    if row.source == RECEIVED:
        return _("From %(service)s", service=service(one.from_service)) + ". " + state(one, now, is_receiver=True)
    return _("To %(service)s", service=to(one)) + ". " + state(one, now)


def due(row: Waits, now: datetime) -> Due:
    """What is owed by whom; what came back is ours since a day, and late with that."""
    if row.source == BACK:
        days = promises.days_waited(row.due_at, now)
        ago = ngettext("%(num)d day ago", "%(num)d days ago", days) if days else _("today")
        return Due(_("Ours again since"), languages.day(row.due_at), ago, is_late=True)
    if row.source == RECEIVED:
        what = _("Answer by") if row.pass_on.accepted_at else _("Take it on by")
    else:
        what = _("They owe by")
    return in_words.due_on(what, row.due_at, now)


def by_phone(one: PassOn, role: str) -> str:
    """How a partner without an account answered; nothing for the others."""
    if one.answered_on is None:
        return ""
    return _("By phone, from %(role)s, on %(day)s", role=role, day=languages.day(one.answered_on))
