"""In with words that a worker handed over: new ones that only the person sees, shown until they are kept."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template
from flask.typing import ResponseReturnValue

from feedback_app.checkin import onwards
from feedback_app.checkin.my_page import CLOSED
from feedback_app.loop import code_seals, new_words, return_codes, sessions
from feedback_app.loop.return_codes import Numbers, ReturnCode, slow_step
from feedback_app.loop.sessions import Here
from feedback_app.web import languages, lent, session, transaction

page = Blueprint("own_words", __name__)


def make(code: ReturnCode) -> ResponseReturnValue:
    """After the handed words were entered at the door: make new ones, and go and show them."""
    numbers = return_codes.drawn()
    stretched = slow_step.stretched(numbers)
    whose = lent.now()
    with transaction.writing() as db:
        token = new_words.make_own(db, code, numbers, stretched, transaction.now(), whose)
        if whose:
            sessions.close_visit(db, session.visit_token())
    path = onwards.by_way_of("/back/new-words")
    if not languages.is_chosen_here():
        path += f"{'&' if '?' in path else '?'}lang={code.participant.language}"
    return session.begin_visit(redirect(path, 303), token)


@page.get("/back/new-words")
def show() -> ResponseReturnValue:
    visit = session.visit("fresh")
    if visit is None:
        return redirect("/back", 303)
    numbers = _numbers(visit)
    g.canonical_path = onwards.by_way_of("/back/new-words")
    return render_template(
        "checkin/own_words.html",
        words=return_codes.as_words(numbers, languages.chosen()),
        digits=return_codes.as_digits(numbers),
        idle_seconds="" if lent.now() else int(sessions.VISIT_IDLE.total_seconds()),
        ended_url=CLOSED,
        then=onwards.then(),
    )


@page.post("/back/new-words/kept")
def kept() -> ResponseReturnValue:
    """ "I've kept them": all earlier words stop working, and their page opens, or where they were going."""
    visit = session.visit("fresh")
    if visit is None:
        return redirect("/back", 303)
    stretched, now = slow_step.stretched(_numbers(visit)), transaction.now()
    with transaction.writing() as db:
        code = code_seals.find(db, stretched, now)
        token = new_words.come_in(db, code, stretched, now, lent.now()) if code else ""
    if not token:  # somebody else had the handed words too, and was first
        return session.end_visit(redirect("/back", 303))
    return session.begin_visit(redirect(onwards.path(), 303), token)


def _numbers(visit: Here) -> Numbers:
    words, _, _ = (sessions.words_of(visit, session.visit_token()) or "").partition("\n")
    return tuple(map(int, words.split()))
