"""Which language a page speaks: asked for, kept in a small cookie, or as the browser says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from urllib.parse import quote

from babel import Locale
from babel.support import Translations
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel, Domain, get_translations, refresh
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from feedback_app.loop import content, promises
from feedback_app.loop.content import Language
from feedback_app.web import cookies

PEOPLE, STAFF = "people", "staff"
_DAY_PARTS = re.compile(r"EEEE|MMMM|\bd\b")


class FoundOnce(Domain):
    """A catalogue looked for once in a request: Flask-Babel looks again for each text, 200 times for an inbox."""

    def get_translations(self) -> Translations:
        found = g.get("catalogue")
        if found is None:
            found = g.catalogue = super().get_translations()
        return found


@dataclass(frozen=True)
class Choice:
    """A language one can change to, with the address that does it."""

    code: str
    name: str
    tag: str
    dir: str
    url: str


def set_up(app: Flask, translations: Path, switched_on: tuple[str, ...]) -> None:
    """Wire Flask-Babel with our two catalogues and the languages that are switched on."""
    babel = Babel(
        app,
        default_locale=content.FIRST,
        default_domain=PEOPLE,
        default_translation_directories=str(translations),
        default_timezone="Europe/London",
        locale_selector=lambda: _locale(chosen()),
    )
    babel.domain_instance = app.extensions["people_words"] = FoundOnce(str(translations), PEOPLE)
    app.jinja_env.install_gettext_callables(
        lambda text: _catalogue().ugettext(text),
        lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.spoken = _catalogue
    app.extensions["languages"] = switched_on
    app.extensions["staff_words"] = FoundOnce(str(translations), STAFF)
    app.after_request(_keep_choice)
    app.context_processor(lambda: {"language": spoken(), "languages": choices()})


_locale = cache(Locale.parse)  # twice a request, 20 microseconds each


def chosen() -> str:
    """The code of this request's language; staff pages are in English first."""
    found = g.get("language")
    if found is None:
        found = g.language = _asked_for() or _kept() or _preferred() or content.FIRST
    return found


def speak(code: str) -> None:
    """Speak this language to people for the rest of the request, also where it was the desk's so far."""
    _speak(code if code in switched_on() else content.FIRST, "people_words")


def speak_to_staff() -> None:
    _speak(content.FIRST, "staff_words")


def _speak(code: str, whose_words: str) -> None:
    g.language = code
    refresh()
    current_app.extensions[whose_words].as_default()
    g.pop("catalogue", None)
    g.pop("dated", None)


def spoken() -> Language:
    return content.language(chosen())


def _catalogue() -> Translations:
    """This request's catalogue."""
    return g.get("catalogue") or get_translations()


def marked(text: str) -> str:
    """The text itself, for the catalogue to find it; :func:`said` gives it in a language."""
    return text


def said(text: str) -> str:
    """A text that was ``marked``, in this request's language."""
    return _catalogue().ugettext(text)


def switched_on() -> tuple[str, ...]:
    return current_app.extensions["languages"]


def choices() -> list[Choice]:
    """Every language of this install, each with a link to this page in it."""
    found = (content.language(code) for code in switched_on())
    path = g.get("canonical_path") or (quote(request.path) if request.method == "GET" else "/")
    path += "&" if "?" in path else "?"
    return [Choice(one.code, one.name, one.tag, one.dir, f"{path}lang={one.code}") for one in found]


def is_chosen_here() -> bool:
    """Whether somebody picked the language in this browser, rather than the browser for them."""
    return bool(_asked_for() or _kept())


def is_easy(code: str) -> bool:
    """Whether these are a language's easy words, a catalogue of their own."""
    return code.endswith("@easy")


def in_easy_words(is_wanted: bool) -> str:
    """This request's language with its easy words or without; itself, where it has no such twin."""
    here = chosen()
    twins = (one for one in switched_on() if one[:2] == here[:2] and is_easy(one) == is_wanted)
    return here if is_easy(here) == is_wanted else next(twins, here)


def is_kept() -> bool:
    """Whether this browser kept a language that was chosen on a page of ours."""
    return _kept() is not None


def tag_if_other(code: str) -> str:
    """The language tag of a text that could not be had in the page's own language, or nothing."""
    return content.language(code).tag if code != chosen() else ""


def tag_if_foreign(code: str) -> str:
    """The same, but none for English on a page in easy English: that is read out by the same voice."""
    return "" if content.language(code).is_english and spoken().is_english else tag_if_other(code)


def listed(words: Iterable[str]) -> str:
    """Several in one line, parted by this language's comma."""
    return ("، " if spoken().dir == "rtl" else ", ").join(words)


def day(moment: datetime | date) -> str:
    """A date as people read it here, e.g. ``Friday 4 December``; with its year on a page that is kept on paper."""
    on = promises.in_london(moment).date() if isinstance(moment, datetime) else moment
    return (g.get("dated") or _dated())(on)


def with_years() -> None:
    """Of this page: every day on it has its year."""
    without = _dated()
    g.dated = lambda on: f"{without(on)} {on.year}"


def _dated() -> Callable[[date], str]:
    """How this request writes a day: looked for once."""
    g.dated = partial(_written_once, _catalogue())
    return g.dated


@lru_cache(maxsize=500)  # some months of days in each language
def _written_once(catalogue: Translations, on: date) -> str:
    """Each language has a catalogue of its own: it says in which one."""
    return _written(on, catalogue.ugettext("EEEE d MMMM"), chosen())


def _written(on: date, pattern: str, code: str) -> str:
    """As Babel would write it, but for the 5 MB that it keeps of three languages to know nineteen names of each."""
    language = content.language(code)
    parts = {"EEEE": language.weekdays[on.weekday()], "d": str(on.day), "MMMM": language.months[on.month - 1]}
    return _DAY_PARTS.sub(lambda part: parts[part[0]], pattern)


def _asked_for() -> str | None:
    code = request.args.get("lang", "") if request.query_string else ""
    return code if code and code in switched_on() else None


def _kept() -> str | None:
    code = cookies.said("lang")
    return code if code and code in switched_on() else None


def _preferred() -> str | None:
    return _best(request.headers.get("Accept-Language", ""), switched_on())


@lru_cache(maxsize=500)  # browsers send one of a few hundred
def _best(accepted: str, offered: tuple[str, ...]) -> str | None:
    """The first that the browser asks for; ``ur-PK`` is Urdu, even when English comes after it."""
    by_tag = {content.language(code).tag.lower(): code for code in offered}
    for wanted, quality in parse_accept_header(accepted, LanguageAccept):
        tag = wanted.lower()
        found = by_tag.get(tag) or by_tag.get(tag.partition("-")[0])
        if found and quality > 0:
            return found
    return None


def _keep_choice(response: Response) -> Response:
    """One small cookie with no time in it, only after somebody chose."""
    if request.query_string and (code := _asked_for()):
        keep(response, code)
    return response


def keep(response: Response, code: str) -> Response:
    """Speak this language in this browser from now on."""
    return cookies.keep(response, "lang", code)


def forget_choice(response: Response) -> Response:
    """For a device that goes back to somebody else: which language was picked on it is theirs to keep to themselves."""
    return cookies.forget(response, "lang")
