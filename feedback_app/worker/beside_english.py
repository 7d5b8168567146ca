"""A reply in the person's language beside the English one: put there by its writer, who reads both, or asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from flask import g
from flask_babel import gettext as _

from feedback_app.loop import content, journal, readings
from feedback_app.loop.content import Language
from feedback_app.loop.drafts import TEXTS, Draft
from feedback_app.loop.in_theirs import InTheirs
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.readings import Reading
from feedback_app.web import fields
from feedback_app.worker import writing_it

BOX = "theirs-"
BOXES = tuple(f"{BOX}{name}" for name in TEXTS)


def other_language(db: Any, point: VoicePoint) -> Language | None:
    """The language they wrote in, when it is not English."""
    found = content.language(readings.language_of(db, point.check_in))
    return None if found.is_english else found


def may_write(code: str) -> bool:
    """Whether one reads this language beside English."""
    return not content.language(code).is_english and g.staff.reads(code)


def read(code: str, draft: Draft, needed: Collection[str]) -> InTheirs:
    """What was typed and chosen for their language; nothing, where the reply is written in it."""
    if content.language(code).is_english or draft.language == code:
        return InTheirs()
    typed = {name: fields.words(BOX + name) for name in TEXTS if name in needed} if may_write(code) else {}
    return InTheirs(fields.line("translator", 30), {name: text for name, text in typed.items() if text})


def problems(draft: Draft, theirs: InTheirs, language: str, most: int) -> list[tuple[str, str]]:
    """Both say the same, box by box; or there is none in theirs."""
    name_of = content.language(language).in_english
    found = []
    for name in TEXTS if theirs.texts else ():
        text = theirs.texts.get(name, "")
        if getattr(draft, name) and not text:
            found.append((BOX + name, _("Say this in %(language)s too, or in none of these boxes", language=name_of)))
        elif text and not getattr(draft, name):
            found.append((name, _("This stands in %(language)s only. Say it in English too", language=name_of)))
        elif len(text) > most:
            found.append((BOX + name, _("This is too long by %(over)s letters", over=len(text) - most)))
    return found


def warnings(draft: Draft, theirs: InTheirs) -> list[str]:
    """What could give somebody away in the other language, where the English does not say it."""
    return [one for name, text in theirs.texts.items() for one in writing_it.new_in(text, getattr(draft, name))]


def nobody_asked(draft: Draft, theirs: InTheirs, language: Language | None) -> list[str]:
    """They don't read what it goes out in, and nobody is asked to put it into what they read."""
    is_theirs = language is None or draft.language == language.code or not draft.whole_text()
    if is_theirs or theirs.texts or theirs.translator_id:
        return []
    return [
        _(
            "They read %(language)s. This goes out in English, and nobody is asked to put it into %(language)s yet.",
            language=language.in_english,
        )
    ]


def shown(draft: Draft, theirs: InTheirs, language: Language | None) -> Draft | None:
    """The reply as they read it first; None where its writer did not put it into their language."""
    if not theirs.texts or language is None:
        return None
    return draft.put_into(language.code, theirs.texts)


def raw(theirs: InTheirs) -> dict[str, str]:
    """The boxes of a reply that was written before."""
    return {"translator": theirs.translator_id, **{BOX + name: text for name, text in theirs.texts.items()}}


def note(db: Any, made: Iterable[Reading], now: datetime) -> None:
    """Who put it into their language, or was asked to, in the journal."""
    for one in made:
        journal.record(db, now, g.staff.id, "translate" if one.done_at else "ask_reader", "reading", one.id)
