"""Who works here: how many voices each has, who is away and who covers, and closing somebody who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback_app.loop import absences, caseload, journal, partnership, promises, scope, staff
from feedback_app.loop.absences import Absence
from feedback_app.loop.staff import Staff
from feedback_app.web import fields, languages, local, transaction

page = Blueprint("team", __name__)
DID = {
    "away": _l("Kept. Whoever covers finds it under “Mine”, from the first day to the last."),
    "back": _l("Removed."),
    "left": _l("Closed. They are signed out everywhere, and what was theirs has no owner: give it to somebody."),
}
LACKS = {
    ("from_day", "needed"): _l("Give the first day away, as a date"),
    ("until_day", "needed"): _l("Give the last day away, as a date"),
    ("until_day", "past"): _l("Give a last day that is not before the first, and not over"),
    ("cover", "needed"): _l("Choose who covers"),
    ("cover", "oneself"): _l("Nobody covers for themselves"),
}


@dataclass(frozen=True)
class Away:
    """One absence as lists show it."""

    id: str
    who: str
    cover: str
    days: str
    is_now: bool
    may_end: bool


@page.get("/team")
def show() -> ResponseReturnValue:
    return _render([])


@page.post("/team/away")
def go_away() -> ResponseReturnValue:
    """For oneself; a manager for anybody of the team."""
    now = transaction.now()
    with transaction.writing() as db:
        partnership.hold_service(db, g.staff.service_id)
        away, cover = (_colleague(db, fields.line(name, 30)) for name in ("who", "cover"))
        if away is None or (away.id != g.staff.id and not _is_manager()):
            abort(404)
        from_day, until_day = fields.day_or_none("from_day"), fields.day_or_none("until_day")
        missing = absences.lacks(away, cover, from_day, until_day, promises.in_london(now).date())
        if not missing and not absences.is_noted(db, away, cover, from_day, until_day):  # a second press
            absences.note(db, away, cover, from_day, until_day, now)
            journal.record(db, now, g.staff.id, "note_away", "staff", away.id)
    if missing:
        return _render([(name, str(LACKS[name, why])) for name, why in missing]), 422
    return _back("away")


@page.post("/team/away/<absence_id>/end")
def come_back(absence_id: str) -> ResponseReturnValue:
    with transaction.writing() as db:
        whose = absences.end(db, absence_id, g.staff.service_id)
        if whose is None or (whose != g.staff.id and not _is_manager()):
            abort(404)
        journal.record(db, transaction.now(), g.staff.id, "note_back", "staff", whose)
    return _back("back")


@page.post("/team/<staff_id>/left")
def leave(staff_id: str) -> ResponseReturnValue:
    """Closed today, by their manager. Cards they gave out now bring new voices to whoever closes them."""
    now = transaction.now()
    with transaction.writing() as db:
        partnership.hold_service(db, g.staff.service_id)
        person = staff.one(db, staff_id)
        is_ours = person is not None and person.service_id == g.staff.service_id
        if not is_ours or not _is_manager() or person.id == g.staff.id:
            abort(404)
        if person.left_at is not None:  # a second press changes nothing
            return _back("left")
        if not fields.is_ticked(f"sure-{person.id}"):
            return _render([(f"sure-{person.id}", _("Tick that they have left"))]), 422
        caseload.leave(db, person, now, cards_to=staff.one(db, g.staff.id))
        journal.record(db, now, g.staff.id, "close", "staff", person.id)
    return _back("left")


def away_row(one: Absence, now: datetime) -> Away:
    days = _("%(first)s to %(last)s", first=languages.day(one.from_day), last=languages.day(one.until_day))
    may_end = one.staff_id == g.staff.id or _is_manager()
    return Away(one.id, one.who.first_name, one.cover.first_name, days, absences.is_away(one, now), may_end)


def _is_manager() -> bool:
    return g.staff.role in scope.MANAGERS


def _colleague(db, staff_id: str) -> Staff | None:
    """Somebody of one's own service who still works here."""
    found = staff.one(db, staff_id)
    is_here = found is not None and found.left_at is None and found.service_id == g.staff.service_id
    return found if is_here else None


def _back(did: str) -> ResponseReturnValue:
    return redirect(url_for("worker.team.show", did=did), 303)


def _render(problems: list[tuple[str, str]]) -> str:
    now = transaction.now()
    with transaction.reading() as db:
        people, sizes = staff.team_of(db, g.staff.service_id), caseload.sizes(db, g.staff)
        away = [away_row(one, now) for one in absences.of_team(db, g.staff.service_id, now)]
    return render_template(
        "worker/team.html",
        people=[
            (one, local.role(one.role), ngettext("%(num)d voice", "%(num)d voices", size), size > 0)
            for one, size in ((one, sizes.get(one.id, 0)) for one in people)
        ],
        nobodys=sizes.get(None, 0),
        may_cover=[one for one in people if scope.may_work_with(one, g.staff.service_id)],
        away=away,
        is_manager=_is_manager(),
        me=g.staff,
        typed=request.form,
        problems=problems,
        problem=dict(problems),
        did=DID.get(request.args.get("did", ""), ""),
    )
