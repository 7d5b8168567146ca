"""The inbox: what waits, longest against its promise first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, held_replies, hiding, points, questions, replies, told, waiting
from feedback_app.loop.held_replies import HeldReply
from feedback_app.loop.participants import AUDIENCES
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.trail import REOPENED
from feedback_app.loop.waiting import OURS, PAGE, VIEWS, Sought, Waits
from feedback_app.web import local, transaction
from feedback_app.worker import held_words, in_words, paging, passed_words, to_read
from feedback_app.worker.in_words import Due

page = Blueprint("inbox", __name__)
Options = dict[str, list[tuple[str, str]]]
TABS = {
    "team": _l("My team’s"),
    "mine": _l("Mine"),
    "others": _l("Waiting for others"),
    "nobody": _l("No owner"),
}
NOTHING = {
    "team": _l("Nothing waits. When somebody says something, it is here. They need a card or a poster for that:"),
    "mine": _l("Nothing waits. What nobody or somebody else works with is under “My team’s”."),
    "others": _l("Nothing waits. What you ask another service to do is here until they answer."),
    "nobody": _l("Everything has an owner. What nobody works with is here, for you to give to somebody."),
}


@dataclass(frozen=True)
class Row:
    """One waiting row: whose, about which question, what is due. Never a word of what was said."""

    url: str
    point: VoicePoint
    title: str
    kind: str
    audience: str
    came_by: str
    status: str
    due: Due | None
    difference: str = ""
    is_had: bool = False
    where: str = ""
    thank_url: str = ""
    held: str = ""
    again: str = ""


@page.get("/")
def show() -> ResponseReturnValue:
    after, now, options = paging.after(), transaction.now(), _options()
    sought = _sought(options)
    with transaction.reading() as db:
        found = waiting.inbox(db, g.staff, now, sought, after, PAGE + 1)
        rows = rows_of(db, found[:PAGE], now)
        in_view = waiting.in_each_view(db, g.staff, now)
        is_filtered = bool(sought.asked_for())
        how_many = waiting.how_many(db, g.staff, now, sought) if is_filtered else in_view[sought.view]
        is_front = after is None and not is_filtered and sought.view == waiting.TEAM
        to_agree = hiding.to_decide(db, g.staff) if is_front else []
        held_notes = held_words.notes(db) if is_front else []
        is_others = after is None and not is_filtered and sought.view == waiting.OTHERS
        to_read_for_us = to_read.waited_for(db, g.staff) if is_others else None
    return render_template(
        "worker/inbox.html",
        waiting=rows,
        how_many=how_many,
        to_agree=to_agree,
        held_notes=held_notes,
        to_read=to_read_for_us,
        is_front=is_front,
        is_first=after is None,
        first_url=_url(sought),
        next_url=_next_url(found, sought),
        tabs=[(label, _url(Sought(view)), in_view[view], view == sought.view) for view, label in TABS.items()],
        sought=sought,
        nothing=NOTHING[sought.view],
        is_filtered=is_filtered,
        filters=_filters(options, sought),
    )


@page.get("/stay")
def stay() -> ResponseReturnValue:
    """Keeps the session: looking at the gate moved its last-seen time."""
    return "", 204


def rows_of(db, found: Sequence[Waits], now: datetime) -> list[Row]:
    held = held_replies.at_points(db, g.staff.service_id, {one.point.id for one in found})
    again = told.said_not_sorted(db, (one.point for one in found if one.point.status != REOPENED))
    rows = [_row_of(db, one, now, held) for one in found]
    return [replace(one, again=in_words.status_of(REOPENED)) if one.point.id in again else one for one in rows]


def _row_of(db, one: Waits, now: datetime, held: Mapping[tuple[str, str], HeldReply]) -> Row:
    if one.source == OURS:
        return of_point(db, one.point, now, held=held_words.in_a_row(held.get((one.point.id, ""))))
    return of_point(
        db,
        one.point,
        now,
        url=url_for("worker.passed.show", pass_on_id=one.pass_on.id),
        due=passed_words.due(one, now),
        where=passed_words.where(one, now),
        thank_url="",
        held=held_words.in_a_row(held.get((one.point.id, one.pass_on.id))),
    )


def of_point(db, point: VoicePoint, now: datetime, **more: Any) -> Row:
    form = questions.form_of(db, point.check_in.question_set_id, "en")
    voice = url_for("worker.voice.show", participant_id=point.participant_id)
    usual = {"url": f"{voice}#point-{point.id}", "due": in_words.due(point, now), "where": in_words.written_in(point)}
    if replies.can_post(point, "keep") and point.heard_at:  # "what is going OK?" may be answered "nothing is"
        usual["thank_url"] = url_for("worker.reply.thank", point_id=point.id)
    return Row(
        point=point,
        title=_("Hidden") if point.hidden_at else questions.title(form, point.question) or _("A complaint"),
        kind="" if point.is_all_gone else str(in_words.KINDS[point.kind]),
        audience=str(in_words.AUDIENCES[point.audience]),
        came_by=in_words.came_by(point.check_in),
        status=in_words.status(point),
        **usual | more,
    )


def _options() -> Options:
    stages = [(row["value"], local.stage(row)) for row in content.of("stages")]
    return {
        "status": [(one, in_words.status_of(one)) for one in points.OPEN],
        "stage": stages,
        "kind": [(one, str(words)) for one, words in in_words.KINDS.items()],
        "audience": [(one, str(in_words.AUDIENCES[one])) for one in AUDIENCES],
    }


def _filters(options: Options, sought: Sought) -> list[dict[str, Any]]:
    labels = {"status": _("Status"), "stage": _("When it was asked"), "kind": _("Kind"), "audience": _("From")}
    return [
        {"name": name, "label": labels[name], "options": some, "chosen": getattr(sought, name)}
        for name, some in options.items()
    ]


def _sought(options: Options) -> Sought:
    """What the address asks for; what we don't know is no filter."""
    known = {name: {value for value, _words in some} for name, some in options.items()}
    asked = {name: request.args.get(name, "") for name in known}
    view = request.args.get("view", "")
    return Sought(
        view if view in VIEWS else waiting.TEAM,
        **{name: value if value in known[name] else "" for name, value in asked.items()},
    )


def _url(sought: Sought, **more: str) -> str:
    view = {} if sought.view == waiting.TEAM else {"view": sought.view}
    return url_for("worker.inbox.show", **view, **sought.asked_for(), **more)


def _next_url(found: list[Waits], sought: Sought) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1]
    return _url(sought, after=paging.place_of(last.due_at, last.id))
