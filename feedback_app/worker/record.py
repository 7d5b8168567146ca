"""The record of a meeting: every open point is linked to it or set aside with a reason, and then it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import (
    considerations,
    held_records,
    journal,
    meeting_accounts,
    meeting_days,
    meeting_invitations,
    promises,
    scope,
)
from feedback_app.loop.considerations import Weighed
from feedback_app.loop.meetings import Held, Meeting
from feedback_app.loop.points import NotAllowed, VoicePoint
from feedback_app.web import fields, transaction
from feedback_app.worker import in_words, meeting, meeting_words, story, to_copy
from feedback_app.worker.story import OnePoint

page = Blueprint("record", __name__)
LONGEST, LONGEST_REFERENCE = 1000, 200
TICKED = ("in_person_only", "kept_back")
TYPED = ("route", "sharing", "discussed", "decision", "how_decided", "reason")


@dataclass(frozen=True)
class Row:
    """One point to be accounted for; ``asks_first`` when others may only hear it if the person was asked."""

    shown: OnePoint
    asks_first: bool


@dataclass
class Typed:
    """A record as it came in; ``raw`` gives every box back after an error."""

    held: Held
    raw: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        return self.raw.get(name, "")

    def problem(self, name: str) -> str:
        return next((message for field_id, message in self.problems if field_id == name), "")


@page.get("/meeting/<meeting_id>/record")
def show(meeting_id: str) -> ResponseReturnValue:
    return _render(meeting_id, None)


@page.post("/meeting/<meeting_id>/record")
def keep(meeting_id: str) -> ResponseReturnValue:
    now, typed, is_this = transaction.now(), _read(), False
    with transaction.writing() as db:
        meeting_accounts.hold(db, meeting_id)
        mine = meeting.own(db, meeting_id)
        if mine.is_to_be and not typed.problems:  # a second press changes nothing
            try:
                weighed = {one.id: _weighed(one.id) for one in _accounted_for(db, mine, typed.held)}
                considerations.record(db, g.staff, mine, typed.held, weighed, now)
                meeting_days.has_been(db, mine, now)
            except NotAllowed as error:
                typed.problems += [(_field(point, name), _lack(name, why)) for point, name, why in error.args[0]]
            else:
                db.flush()
                journal.record(db, now, g.staff.id, "record", "meeting", mine.id)
                is_this = True
        did = "held" if held_records.of_meeting(db, mine.id) else "recorded"
        is_another = mine.is_recorded and not (is_this or (mine.recorded_by == g.staff.id and _is_said_there(db, mine)))
    if mine.is_called_off or is_another:
        return meeting.render(meeting_id, [("now", str(to_copy.MEANWHILE))], to_copy.typed("reason")), 409
    if typed.problems:
        return _render(meeting_id, typed), 422
    return redirect(url_for("worker.meeting.show", meeting_id=meeting_id, did=did), 303)


def _accounted_for(db, mine: Meeting, held: Held) -> list[VoicePoint]:
    """The points that stood on the page and are still to be weighed; what came since is refused by the loop."""
    there = _typed_ids()
    return [one for one in considerations.to_weigh(db, g.staff, mine, held) if one.id in there]


def _is_said_there(db, mine: Meeting) -> bool:
    """Whether nothing was typed but what was kept: a second press, and not another record.

    What was taken back or answered before it was kept is in no record.
    """
    rows = considerations.of_meeting(db, mine.id)
    others = [scope.point(db, g.staff, one) for one in _typed_ids() - set(rows)]
    is_missing = any(one is not None and one.is_open for one in others)
    return not is_missing and all(_is_what_was_typed(db, row) for row in rows.values())


def _typed_ids() -> set[str]:
    return {name.removeprefix("reason-") for name in request.form if name.startswith("reason-")}


def _is_what_was_typed(db, row) -> bool:
    said = _weighed(row.point_id)
    decision = "" if said.is_set_aside else said.decision
    pairs = (said.route, row.route), (decision, row.decision), (said.reason, considerations.reason_of(db, row))
    return all(typed in ("", kept) for typed, kept in pairs)


def _read() -> Typed:
    raw = {name: fields.words(name) for name in request.form if name != "csrf_token"}
    try:
        held_on, problems = fields.day("held_on"), []
    except ValueError:
        held_on, problems = None, [("held_on", _("Give the day as a date"))]
    problems += in_words.too_long("minute_ref", LONGEST_REFERENCE)
    problems += [
        (name, _lack("reason", "long")) for name, text in raw.items() if name[:7] == "reason-" and len(text) > LONGEST
    ]
    return Typed(_held(held_on), raw, problems)


def _held(held_on: date | None) -> Held:
    return Held(
        held_on=held_on,
        chair=fields.line("chair", 40),
        agencies=fields.tapped("agencies"),
        voice_route=fields.line("voice_route", 40),
        parent_route=fields.line("parent_route", 40),
        minute_ref=fields.line("minute_ref", LONGEST_REFERENCE),
    )


def _weighed(point_id: str) -> Weighed:
    given = {name: fields.words(_field(point_id, name)) for name in TYPED}
    ticked = {name: fields.is_ticked(_field(point_id, name)) for name in TICKED}
    return Weighed(**given, **ticked)


def _field(point_id: str, name: str) -> str:
    return f"{name}-{point_id}" if point_id else name


def _lack(name: str, why: str) -> str:
    return str(meeting_words.LACKS.get((name, why), why))


def _named(problems: list[tuple[str, str]], rows: list[Row]) -> list[tuple[str, str]]:
    """The problems with the question each belongs to, where there are several of a kind."""
    titles = {row.shown.point.id: row.shown.title for row in rows}
    found = []
    for field_id, message in problems:
        title = titles.get(field_id.partition("-")[2])
        found.append((field_id, f"{title} {message}" if title else message))
    return found


def _render(meeting_id: str, typed: Typed | None) -> str:
    meeting.look(meeting_id, (meeting_invitations.BEFORE,))
    with transaction.reading() as db:
        mine = meeting.own(db, meeting_id)
        if not mine.is_to_be:
            on = redirect(url_for("worker.meeting.show", meeting_id=meeting_id), 303)
            abort(on)  # whatever status its caller gives the page
        shown = typed or Typed(Held(held_on=mine.held_on), {"held_on": mine.held_on.isoformat()})
        to_weigh = considerations.to_weigh(db, g.staff, mine, shown.held)
        asks_first = meeting_accounts.need_asking(db, mine, to_weigh)
        rows = [Row(story.one_point(db, point), point.id in asks_first) for point in to_weigh]
        said = meeting_accounts.accounts(db, g.staff, mine)
    return render_template(
        "worker/record.html",
        meeting=mine,
        kind=meeting_words.kind(mine.kind),
        before=[one for one in said if one.moment == meeting_invitations.BEFORE],
        rows=rows,
        problems=_named(shown.problems, rows),
        typed=shown,
        chairs=meeting_words.chairs(),
        agencies=meeting_words.agencies(),
        words=meeting_words,
        latest=promises.in_london(transaction.now()).date().isoformat(),
    )
