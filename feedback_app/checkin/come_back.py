"""Back at /back: five words or numbers, read kindly; a wrong guess learns nothing."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.checkin import onwards, own_words
from feedback_app.checkin.onwards import PLACES
from feedback_app.loop import code_seals, content, new_words, return_codes, sessions
from feedback_app.loop.return_codes import NotWords, slow_step
from feedback_app.loop.sessions import LENT
from feedback_app.web import fields, languages, lent, session, throttle, transaction

page = Blueprint("come_back", __name__)
LONGEST = 200
FEWEST = 3  # so many words of ours in a row are no code of a card


@page.get("/back")
def show() -> ResponseReturnValue:
    if lent.is_over():
        return redirect("/together", 303)
    if lent.is_here() and session.visit(LENT) is not None:
        return redirect("/back/one", 303)
    if "closed" in request.args:  # another tab may be open still: it is not opened here, nor given more time
        return _page("", [])
    if session.visit("back") is not None and (onwards.then() in PLACES or "then" not in request.args):
        return redirect(PLACES.get(onwards.then(), "/back/replies"), 303)
    return _page("", [])


@page.post("/back")
def enter() -> ResponseReturnValue:
    if lent.is_over():
        return redirect("/together", 303)
    typed = fields.words("words")[:LONGEST]
    if throttle.holds_back_words():
        wait = _("There were a lot of tries. Please wait ten minutes. Then try again.")
        return _page(typed, [("words", wait)], 429)
    try:
        numbers = return_codes.read(typed, languages.chosen())
    except NotWords as why:
        return _page(typed, [("words", _what_is_wrong(why))], 422)
    stretched = slow_step.stretched(numbers)  # for a hit and a miss alike
    with transaction.reading() as db:
        code = code_seals.find(db, stretched, transaction.now())
    whose = lent.now()
    if code is None or (whose and whose.participant_id != code.participant_id):
        throttle.count_wrong_words()
        nothing = _("Those words don't open anything here. Please check each one.")
        return _page(typed, [("words", nothing)], 422)
    if code.kind == "handed":
        return own_words.make(code)
    with transaction.writing() as db:
        token = new_words.come_in(db, code, stretched, transaction.now(), whose)
        if whose:
            sessions.close_visit(db, session.visit_token())
    return session.begin_visit(redirect(_where_to(code.participant.language), 303), token)


def are_meant(typed: str) -> bool:
    """Whether these are words to come back with, though some be missing or misspelt, and not the code of a card."""
    try:
        return bool(return_codes.read(typed, languages.chosen()))
    except NotWords as why:
        if any(map(str.isdigit, typed)) and any(map(str.isalpha, typed)):
            return False
        return why.found - len(why.wrong) >= FEWEST


def with_words(typed: str) -> ResponseReturnValue:
    """The door, for whoever typed their words in another box: nobody types them twice."""
    return _page(typed, [])


def once_more() -> ResponseReturnValue:
    """The same, for whoever typed them at a door that was open for too long."""
    old = _("This page was open for a long time. Please send it again.")
    return _page(fields.words("words")[:LONGEST], [("words", old)], 400)


@page.get("/lost-words")
def lost_words() -> ResponseReturnValue:
    safety = content.of("notices", languages.chosen())["safety_messages"]
    return render_template("checkin/lost_words.html", lost=safety["lost_words"])


def _page(typed: str, errors: list[tuple[str, str]], status: int = 200) -> ResponseReturnValue:
    then = onwards.then()
    g.canonical_path = onwards.by_way_of("/back")  # after wrong words too, for whoever goes on in another language
    door = {"typed": typed, "errors": errors, "then": then, "is_closed": "closed" in request.args}
    door["is_unsent"] = request.args.get("closed") == "unsent"
    if request.method == "POST":
        door["start_url"] = g.canonical_path
    return render_template("checkin/come_back.html", wrote=[], **door), status


def _what_is_wrong(why: NotWords) -> str:
    if why.wrong:
        unknown = ", ".join(why.wrong[:5])
        return _("We don't know this: %(unknown)s. Please check the spelling.", unknown=unknown)
    return _(
        "We need %(wanted)s words, or %(wanted)s numbers. You gave %(found)s.",
        wanted=return_codes.LENGTH,
        found=why.found,
    )


def _where_to(language: str) -> str:
    """On in the language they spoke last time, unless they picked one here."""
    path = onwards.path()
    return path if languages.is_chosen_here() else f"{path}?lang={language}"
