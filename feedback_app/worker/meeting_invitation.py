"""The QR for one meeting: only when it is safe to invite them, and when they were told of the meeting."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import content, journal, meeting_invitations, partnership, promises
from feedback_app.loop.meeting_invitations import MOMENTS
from feedback_app.loop.points import NotAllowed
from feedback_app.web import fields, local, transaction
from feedback_app.worker import meeting, meeting_words
from feedback_app.worker.invitations import against_hearing_back_by

page = Blueprint("meeting_invitation", __name__)
# under which box of the form each refusal stands
BOXES = {"not_safe": "is_safe", "not_told": "is_told"}


@page.get("/meeting/<meeting_id>/invitation/<moment>")
def show(meeting_id: str, moment: str) -> ResponseReturnValue:
    return _render(meeting_id, moment, [])


@page.post("/meeting/<meeting_id>/invitation/<moment>")
def make(meeting_id: str, moment: str) -> ResponseReturnValue:
    _refuse_unknown(moment)
    now = transaction.now()
    hear_back_by, problems = _day()
    with transaction.writing() as db:
        mine = meeting.own(db, meeting_id)
        ticked = {"is_safe": fields.is_ticked("is_safe"), "is_told": fields.is_ticked("is_told")}
        try:
            if not local.question_sets((meeting_invitations.SETS[moment, mine.participant.audience],)):
                raise NotAllowed(["no_questions"])
            if hear_back_by is None:
                raise NotAllowed(meeting_invitations.may_ask(g.staff, mine.kind, **ticked))
            if not meeting_invitations.is_made(db, mine, moment, hear_back_by, now):  # a second press changes nothing
                made = meeting_invitations.invite(
                    db, g.staff, mine, moment, hear_back_by=hear_back_by, now=now, **ticked
                )
                journal.record(db, now, g.staff.id, "make", "invitation", made.id)
        except NotAllowed as error:
            against = [(BOXES.get(one, "is_safe"), str(meeting_words.AGAINST[one])) for one in error.args[0]]
            problems = [*against, *problems]
    if problems:
        return _render(meeting_id, moment, problems), 422
    return redirect(url_for("worker.meeting.show", meeting_id=meeting_id, did="invited") + "#cards", 303)


def _refuse_unknown(moment: str) -> None:
    if moment not in MOMENTS:
        abort(404)


def _day() -> tuple[date | None, list[tuple[str, str]]]:
    by = fields.day_or_none("hear_back_by")
    if by is None:
        return None, [("hear_back_by", _("Give the day by when they hear back"))]
    over = against_hearing_back_by(by)
    return (None, [("hear_back_by", over)]) if over else (by, [])


def _render(meeting_id: str, moment: str, problems: list[tuple[str, str]]) -> str:
    _refuse_unknown(moment)
    today = promises.in_london(transaction.now()).date()
    with transaction.reading() as db:
        mine = meeting.own(db, meeting_id)
        service = partnership.service(db, mine.service_id)
        asks = meeting_invitations.asks_for(moment, mine.participant.audience, service.name)
        refused = meeting_invitations.against_the_person(db, g.staff, mine)
    refused += meeting_invitations.may_ask(g.staff, mine.kind, is_safe=True, is_told=True)
    refused += meeting_invitations.against_the_time(mine, moment, today)
    if not local.question_sets((meeting_invitations.SETS[moment, mine.participant.audience],)):
        refused.append("no_questions")
    labels = content.of("notices")["safety_messages"]["asked_by"]
    return render_template(
        "worker/meeting_invitation.html",
        meeting=mine,
        kind=meeting_words.kind(mine.kind),
        moment=moment,
        moment_words=meeting_words.MOMENTS[moment],
        refused=[str(meeting_words.AGAINST[one]) for one in refused],
        ask=[(labels[line], text) for line, text in asks[content.FIRST].items()],
        by_words=labels["by"],
        problems=[] if refused else problems,
        wrong=dict(reversed(problems)),
        typed={name: fields.line(name, 40) for name in ("is_safe", "is_told", "hear_back_by")},
    )
