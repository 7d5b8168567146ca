"""How these pages look: letters, space, background, movement, easy words. No account, one small cookie."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop.questions import Option
from feedback_app.web import fields, languages, look

page = Blueprint("preferences", __name__)
# a page of a person's, one reply or one thing they said; after its path nothing but where words lead: never another
# site, or the way out
_A_PAGE_OF_OURS = re.compile(
    r"/(?!leave)(?:q/[0-9A-Za-z-]{16,19}|back(?:/new-words)?\?then=[0-9A-Za-z]{8,16}"
    r"|back/(?:reply|point)/[\w-]{22}(?:/(?:pulse|meant|take-back))?|[a-z-]{2,20}(?:/[a-z-]{2,20})?)?",
    re.ASCII,
)


@page.get("/preferences")
def show() -> ResponseReturnValue:
    return render_template(
        "checkin/preferences.html",
        asked=_asked(),
        chosen=look.parts(),
        is_easy=look.has_pictures(),
        easy_words=_easy_words(),
        then=_then(request.args.get("then", "")),
        is_kept="kept" in request.args,
    )


@page.post("/preferences")
def keep() -> ResponseReturnValue:
    """Back to where they were, in the new look."""
    picked = [fields.line(name, 10) for name in look.CHOICES]
    then = _then(request.form.get("then", ""))
    response = look.keep(redirect(then or "/preferences?kept=1", 303), picked)
    wanted = languages.in_easy_words("easy" in picked)
    return languages.keep(response, wanted) if wanted != languages.chosen() else response


def _then(path: str) -> str:
    return path if _A_PAGE_OF_OURS.fullmatch(path) and path != "/preferences" else ""


def _asked() -> list[tuple[str, str, list[Option]]]:
    """Each kind of choice but the easy words: its name, what it is called, and what can be picked."""
    usual = _("Usual")
    return [
        ("size", _("Size of letters"), _options("size", usual, _("Bigger"), _("Biggest"))),
        ("space", _("Space between lines"), _options("space", usual, _("More space"))),
        (
            "ground",
            _("Background"),
            _options("ground", _("Like my phone"), _("White"), _("Cream"), _("Blue"), _("Dark")),
        ),
        ("motion", _("Movement"), _options("motion", usual, _("Keep everything still"))),
    ]


def _options(kind: str, *words: str) -> list[Option]:
    return [Option(value, text) for value, text in zip(("", *look.CHOICES[kind]), words, strict=True)]


def _easy_words() -> Option:
    """Where a language has no easy words of its own, pictures are what there is."""
    has_them = languages.is_easy(languages.in_easy_words(True))
    return Option("easy", _("Easy words, with pictures") if has_them else _("Pictures with the questions"))
