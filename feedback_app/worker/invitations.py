"""The invitations of one's own service: the open ones, by whom they are for; all of them, by the page; stopping one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, invitations, journal, partnership, printed, promises, questions, writing_down
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.printed import CARDS, ENDED, EVERYONE, PAGE
from feedback_app.web import languages, transaction
from feedback_app.worker import in_words, paging

page = Blueprint("invitations", __name__)
NEWEST = 6  # of the cards for one person; the older ones are behind a link
ON_THE_FRONT = {EVERYONE: PAGE, CARDS: NEWEST, ENDED: 0}
LONGEST_CODE = 200  # whoever pastes has the whole address
HEADINGS = {
    EVERYONE: _l("For everyone"),
    CARDS: _l("For one person, newest first"),
    ENDED: _l("Over or stopped"),
}
MORE = {EVERYONE: _l("Older ones for everyone"), CARDS: _l("Older cards"), ENDED: _l("Over or stopped")}
STATES = {"open": _l("Open"), "expired": _l("Over"), "revoked": _l("Stopped")}
DID = {
    "made": _l("Made. Print it, or hand over the card."),
    "stopped": _l("Stopped. Whoever opens the link is told so kindly, and sent on."),
}


@dataclass(frozen=True)
class Row:
    """One invitation as the list shows it."""

    invitation: Invitation
    kind: str
    audience: str
    asks: str
    ask: list[tuple[str, str]]
    code: str
    state: str
    is_open: bool
    is_for_one: bool
    can_write: bool
    is_new: bool
    is_day_over: bool


RowOf = Callable[[Invitation], Row]


@dataclass(frozen=True)
class Part:
    """One list of them, or as much of it as fits a page, with the way to the rest."""

    name: str
    heading: str
    rows: list[Row]
    more: str
    more_url: str | None
    how_many_more: int = 0


@page.get("/invitations")
def show() -> ResponseReturnValue:
    """The newest of those that are open; one list from wherever the page before it ended; or those with a code."""
    now, which = transaction.now(), request.args.get("list", "")
    code = request.args.get("code", "").strip()[:LONGEST_CODE]
    is_front = not code and which not in printed.LISTS
    with transaction.reading() as db:
        row_of = _rows(db, now)
        if code:
            found = printed.with_code(db, g.staff.service_id, code)
            parts = [Part("found", _("With the code %(code)s", code=code), [row_of(one) for one in found], "", None)]
        elif is_front:
            parts = _beginnings(db, row_of, now)
        else:
            parts = [_one_list(db, which, row_of, now)]
    return render_template(
        "worker/invitations.html",
        parts=parts,
        is_front=is_front,
        is_first=paging.after() is None,
        code=code,
        did=DID.get(request.args.get("did", ""), ""),
    )


def _beginnings(db, row_of: RowOf, now: datetime) -> list[Part]:
    """What there is most use for. Those that are over are behind their link."""
    many, parts = printed.how_many(db, g.staff.service_id, now), []
    for name, limit in ON_THE_FRONT.items():
        made = request.args.get("at")
        found = printed.listed(db, g.staff.service_id, now, name, first=made, limit=limit) if limit else []
        more = many[name] - len(found)
        url = _url_of(name, found) if more else None
        if many[name]:
            parts.append(Part(name, HEADINGS[name], [row_of(one) for one in found], MORE[name], url, more))
    return parts


def _one_list(db, name: str, row_of: RowOf, now: datetime) -> Part:
    found = printed.listed(db, g.staff.service_id, now, name, after=paging.after(), limit=PAGE + 1)
    url = _url_of(name, found[:PAGE]) if len(found) > PAGE else None
    return Part(name, HEADINGS[name], [row_of(one) for one in found[:PAGE]], _("More like these"), url)


def _url_of(name: str, before: list[Invitation]) -> str:
    after = {"after": paging.place_of(before[-1].made_at, before[-1].id)} if before else {}
    return url_for("worker.invitations.show", list=name, **after)


@page.post("/invitations/<invitation_id>/stop")
def stop(invitation_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        invitation = own(db, invitation_id)
        invitations.revoke(invitation, now)
        journal.record(db, now, g.staff.id, "stop", "invitation", invitation.id)
    return redirect(url_for("worker.invitations.show", did="stopped"), 303)


def own(db, invitation_id: str) -> Invitation:
    """An invitation of one's own service; any other is not found."""
    return invitations.one(db, g.staff.service_id, invitation_id) or abort(404)


def _rows(db, now: datetime) -> RowOf:
    """What makes a row of an invitation; what is the same for all of them is looked up once."""
    workers = writing_down.works_with(db, g.staff, now)
    promised = partnership.promises_from(db, g.staff.service_id)

    def row_of(invitation: Invitation) -> Row:
        state = invitation.state(now)
        return Row(
            invitation=invitation,
            kind=str(in_words.INVITATIONS[invitation.kind]),
            audience=str(in_words.AUDIENCES[invitation.audience]),
            asks=questions.form_of(db, invitation.question_set_id, content.FIRST).name,
            ask=in_words.ask_lines(invitation, invitation.hear_back_by),
            code=invitations.in_groups(invitation.slug),
            state=str(STATES[state]),
            is_open=state == "open",
            is_for_one=invitation.kind in invitations.FOR_ONE,
            is_new=invitation.id == request.args.get("at"),
            is_day_over=promises.is_over(invitation.hear_back_by, now, promised),
            can_write=writing_down.may_by_card(g.staff, invitation, workers, now),
        )

    return row_of


def against_hearing_back_by(day: date) -> str:
    """Why nobody can be promised an answer by this day: its work is over. Empty when they can."""
    now = transaction.now()
    with transaction.reading() as db:
        hours = partnership.promises_from(db, g.staff.service_id)
    if not promises.is_over(day, now, hours):
        return ""
    following = promises.in_london(promises.working_days_after(now, 1, hours)).date()
    return _("The work of that day is over. The next working day is %(day)s.", day=languages.day(following))
