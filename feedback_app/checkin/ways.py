"""Other ways to say it: drawn, as lyrics, with somebody's help; and the words that scripts fetch when tapped."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import content, drawings
from feedback_app.loop.point_making import DESCRIBED, LYRICS, NO_ONE
from feedback_app.loop.questions import Option
from feedback_app.web import fields, languages

page = Blueprint("ways", __name__)
HELPED_BY = frozenset(content.values_of("helped_by"))


@page.get("/ways/words")
def words() -> ResponseReturnValue:
    """What drawing, listening and counting say, for whoever needs it: a first visit does not carry it."""
    return {
        "draw": {
            "sheet": _("Your drawing"),
            "hint": _("Draw here with a finger, a pen or a mouse. Or put it in words."),
            "undo": _("Undo"),
            "clear": _("Clear"),
            "describe": _("Say it in words"),
            "undone": _("Undone"),
            "cleared": _("The sheet is clear. Undo brings it back."),
            "full": _("The sheet is full. You can undo a line."),
        },
        "counter": {"left": _("Room left: {n}"), "over": _("Too long by: {n}")},
        "aloud": {
            "warning": _("People near you may hear this. Do you have headphones?"),
            "start": _("Read it to me"),
            "not_now": _("Not now"),
            "stop": _("Stop"),
        },
    }


def drawing(question_id: str) -> tuple[str, str]:
    """A drawing that came with this question, made again from its numbers; and what is wrong with it, kindly."""
    try:
        return drawings.rewritten(fields.sent(f"d-{question_id}")), ""
    except drawings.TooBig:
        return "", _("The drawing is too big to send. Draw it again with fewer lines, or say it in words.")
    except drawings.NotADrawing:
        return "", _("The drawing did not come through. Draw it again, or say it in words.")


def form(question_id: str) -> str:
    """What somebody says their words are: lyrics, a picture in words, or (empty) nothing special."""
    tapped = fields.tapped(f"f-{question_id}")[:1]
    return "".join(one for one in tapped if one in (LYRICS, DESCRIBED))


def forms() -> list[Option]:
    return [
        Option(LYRICS, _("It is a song, a rap or a poem")),
        Option(DESCRIBED, _("It says what a picture would show")),
    ]


def helper() -> str:
    """Who helped to write, if anybody did."""
    value = fields.line("helped_by", 20)
    return value if value in HELPED_BY else NO_ONE


def helpers() -> list[Option]:
    return [Option(row["value"], row["words"]) for row in content.of("helped_by", languages.chosen())]


def helper_words(value: str) -> str:
    """Who helped, for the person's own page; empty when nobody did."""
    return "" if value == NO_ONE else content.words_for("helped_by", value, languages.chosen())
