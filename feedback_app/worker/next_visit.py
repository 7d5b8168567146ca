"""Ask at your next visit: what to tell a worker's own people, and which verdict to offer; longest wait first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback_app.loop import actions, next_visits, partnership, promises, writing_down
from feedback_app.loop.next_visits import PAGE, Owed
from feedback_app.loop.offers import TELL
from feedback_app.loop.participants import Participant
from feedback_app.loop.points import VoicePoint
from feedback_app.web import local, transaction
from feedback_app.worker import in_words, paging, story
from feedback_app.worker.in_words import Due

page = Blueprint("next_visit", __name__)
DID = {
    "told": _l("Kept: they have had it. Their page asks them whether that is so."),
    "offered": _l("Kept: you offered it. It is off this list for 28 days."),
}


@dataclass(frozen=True)
class Row:
    """One thing to bring up; never a word of what was said or answered."""

    owed: Owed
    title: str
    status: str
    waited: str

    @property
    def is_to_tell(self) -> bool:
        return self.owed.what == TELL


@page.get("/next-visit")
def show() -> ResponseReturnValue:
    now, after = transaction.now(), paging.after()
    with transaction.reading() as db:
        found = next_visits.to_bring(db, g.staff, now, after, PAGE + 1)
        to_do = [] if after else _given_to_do(db, now)
        people: list[tuple[Participant, list[Row]]] = [
            (owed[0].point.participant, [_row(db, one, now) for one in owed]) for owed in found[:PAGE]
        ]
    return render_template(
        "worker/next_visit.html",
        people=people,
        to_do=to_do,
        is_first=after is None,
        next_url=_next_url(found),
        problems=[],
        today=promises.in_london(now).date().isoformat(),
        did=DID.get(request.args.get("did", ""), ""),
    )


def _given_to_do(db, now: datetime) -> list[tuple[VoicePoint, str, Due]]:
    """What is to be done by this worker, or by whom they cover for: about what, and by when. Never a word of it."""
    given = actions.given_to(db, g.staff, writing_down.works_with(db, g.staff, now))
    hours = partnership.promises_from(db, g.staff.service_id)
    return [
        (point, story.title_of(db, point), in_words.due_on(_("By"), promises.end_of(row.due, hours), now))
        for row, point in given
    ]


def _row(db, owed: Owed, now: datetime) -> Row:
    days = promises.days_waited(owed.since, now)
    return Row(
        owed=owed,
        title=story.title_of(db, owed.point),
        status=local.words_for("statuses", owed.reply.status),
        waited=ngettext("%(num)d day", "%(num)d days", days),
    )


def _next_url(found: list[list[Owed]]) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1][0]
    return url_for("worker.next_visit.show", after=paging.place_of(last.since, last.point.participant_id))
