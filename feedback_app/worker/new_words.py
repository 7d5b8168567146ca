"""New words for somebody who lost theirs: handed over on a card to somebody one knows, and nothing is read by it."""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import handed_words, new_words, return_codes, scope
from feedback_app.loop.participants import Participant
from feedback_app.loop.return_codes import Numbers, slow_step
from feedback_app.web import fields, transaction

page = Blueprint("new_words", __name__)


@page.get("/voice/<participant_id>/new-words")
def show(participant_id: str) -> ResponseReturnValue:
    return _render(_known(participant_id))


@page.post("/voice/<participant_id>/new-words")
def give(participant_id: str) -> ResponseReturnValue:
    """Shown once, in the answer to this very press: they are in no table and on no other page."""
    person = _known(participant_id)
    how = fields.line("how", 20)
    if not new_words.may_have(person):
        return _render(person), 422
    if how not in new_words.HOW_KNOWN:
        return _render(person, problem=_("Choose how you know that it is them")), 422
    numbers = return_codes.drawn()
    stretched = slow_step.stretched(numbers)
    with transaction.writing() as db:
        again = scope.participant(db, g.staff, participant_id) or abort(404)
        new_words.give(db, again, g.staff, stretched, how, transaction.now())
    return _render(person, numbers=numbers)


def _known(participant_id: str) -> Participant:
    with transaction.reading() as db:
        return scope.participant(db, g.staff, participant_id) or abort(404)


def _render(person: Participant, problem: str = "", numbers: Numbers | None = None) -> str:
    with transaction.reading() as db:
        # of one's own team, also where they are another's: which one, is not said here
        others = [one.first_name for one in handed_words.who_else(db, g.staff.service_id, g.staff)]
    return render_template(
        "worker/new_words.html",
        person=person,
        may_have=new_words.may_have(person),
        others=", ".join(others),
        problem=problem,
        how=fields.line("how", 20),
        words=return_codes.as_words(numbers, person.language) if numbers else [],
        digits=return_codes.as_digits(numbers) if numbers else [],
    )
