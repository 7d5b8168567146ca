"""That a parent may be a risk: seen by those who may read them, set and cleared by a manager or lead with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import journal, marking, meeting_invitations, partnership, risk_marks, scope, staff
from feedback_app.loop.participants import Participant
from feedback_app.web import fields, transaction
from feedback_app.worker import passed_words, story, to_copy

page = Blueprint("risk_mark", __name__)
LONGEST = 500


@page.get("/voice/<participant_id>/risk")
def show(participant_id: str) -> ResponseReturnValue:
    return _render(participant_id, [])


@page.post("/voice/<participant_id>/risk")
def put(participant_id: str) -> ResponseReturnValue:
    return _carry_out(participant_id, marking.put, "marked")


@page.post("/voice/<participant_id>/risk/clear")
def clear(participant_id: str) -> ResponseReturnValue:
    return _carry_out(participant_id, marking.clear, "cleared")


def _carry_out(participant_id: str, deed, did: str) -> ResponseReturnValue:
    now, reason = transaction.now(), fields.words("reason")
    with transaction.writing() as db:
        person = _parent(db, participant_id)
        problem, mark = _what_is_wrong(reason), risk_marks.standing(db, person.id)
        is_forbidden = did == "cleared" and mark is not None and not marking.may_clear(db, mark, g.staff)
        if is_forbidden or not marking.may_mark(person, g.staff) or story.is_forgotten(db, person.id):
            abort(404)
        is_so_already = (mark is not None) == (did == "marked")
        is_late = is_so_already and not risk_marks.was_last_set_by(db, person, g.staff)
        if not problem and not is_so_already:  # a second press changes nothing
            made = deed(db, person, g.staff, reason, now)
            journal.record(db, now, g.staff.id, did, "risk_mark", made.id)
            if did == "marked":
                for card in meeting_invitations.stop_for_marked(db, person, now):
                    journal.record(db, now, g.staff.id, "stop", "invitation", card.id)
    if is_late:
        return _render(participant_id, [("now", str(to_copy.MEANWHILE))], to_copy.typed("reason")), 409
    if problem:
        return _render(participant_id, [("reason", problem)]), 422
    return redirect(url_for("worker.voice.show", participant_id=participant_id, did=did), 303)


def _what_is_wrong(reason: str) -> str:
    if not reason:
        return _("Write your reason")
    return _("Say it in %(most)s letters or fewer", most=LONGEST) if len(reason) > LONGEST else ""


def _reason(db, mark: risk_marks.RiskMark) -> str:
    """Why, unless whoever was marked was forgotten since."""
    return "" if story.is_forgotten(db, mark.participant_id) else risk_marks.reason_of(db, mark)


def _set_elsewhere(db, mark: risk_marks.RiskMark) -> str:
    """The other service that set it; empty for one's own."""
    where = mark.service_id
    return passed_words.service(partnership.service(db, where)) if where not in (None, g.staff.service_id) else ""


def _parent(db, participant_id: str) -> Participant:
    """A parent or carer whose voice one may see; anybody else is not found."""
    person = scope.participant(db, g.staff, participant_id) or abort(404)
    return person if person.audience == risk_marks.PARENT else abort(404)


def _render(participant_id: str, problems: list[tuple[str, str]], copied: Sequence[str] = ()) -> str:
    """The reason is about a person, so the journal says first who looked."""
    with transaction.writing() as db:
        journal.record(db, transaction.now(), g.staff.id, "open", "risk_mark", _parent(db, participant_id).id)
    with transaction.reading() as db:
        person = _parent(db, participant_id)
        is_gone, mark = story.is_forgotten(db, person.id), risk_marks.standing(db, person.id)
        may_read = mark is not None and marking.may_read(db, mark, g.staff)
        may_press = marking.may_mark(person, g.staff) and (mark is None or marking.may_clear(db, mark, g.staff))
        by = staff.one(db, mark.set_by) if mark else None
        return render_template(
            "worker/risk_mark.html",
            person=person,
            mark=mark,
            reason=_reason(db, mark) if mark and may_read else "",
            set_by=by.first_name if by else "",
            may_mark=not is_gone and may_press,
            set_in=_set_elsewhere(db, mark) if mark else "",
            problems=problems,
            to_copy=copied,
            typed="" if copied else fields.words("reason"),
        )
