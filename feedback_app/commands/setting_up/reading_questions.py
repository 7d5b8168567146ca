"""Reads a partnership's own question sets: asked once in English, worded once in each language, held to our own bar."""

from __future__ import annotations

import re
from typing import Any

from feedback_app.commands.setting_up.table import Table
from feedback_app.commands.setting_up.wanted import Wanted
from feedback_app.loop import content, plain_words, questions
from feedback_app.loop.participants import AUDIENCES
from feedback_app.loop.points import KINDS

TYPES = ("open", "single", "multi")
MOST_QUESTIONS, MOST_OPTIONS = 10, 12
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")  # a hyphen parts a question from what is tapped under it
_WHY = re.compile(r"(?i)^\W*why\b")


def question_set_in(table: Table) -> Wanted:
    code = table.code()
    if code in content.of("question_sets"):
        table.fault("code", f"{code} is the name of a set that comes with the service: choose another")
    audience = table.one_of("for", AUDIENCES)
    english = table.table(content.FIRST, needed=True)
    asked = _asked(english) if english else []
    words = {content.FIRST: _set_words(english, audience, asked)} if english else {}
    for language in content.shipped_languages():
        if language != content.FIRST and (said := table.table(language)):
            words[language] = _set_words(said, audience, _reworded(said, asked))
    return Wanted(code, table.line_of("code"), {"words": words})


def _set_words(table: Table, audience: str, asked: list[dict[str, Any]]) -> dict[str, Any]:
    """In the form of the sets that come with the service."""
    language = str(table.path[-1])
    ours = content.of("question_sets", language)["yp_checkin"]
    found = {
        "name": _plain(table, "name", 60),
        "for": audience,
        "intro": _plain(table, "intro", 400),
        "questions": asked,
        "questions_about_each_change": ours["questions_about_each_change"],
    }
    table.close()
    return found


def _asked(english: Table) -> list[dict[str, Any]]:
    tables = english.tables("questions", needed=True)
    asked = [_question(one) for one in tables]
    for at, one in enumerate(asked):
        if one["id"] in [before["id"] for before in asked[:at]]:
            tables[at].fault("id", f"{one['id']} stands twice")
    if len(asked) > MOST_QUESTIONS:
        english.fault("questions", f"{len(asked)} questions are too many to answer; {MOST_QUESTIONS} is the most")
    if asked and not any(one["type"] == "open" for one in asked):
        english.fault("questions", "no question is open: nobody could say anything that can be answered")
    return asked


def _question(table: Table) -> dict[str, Any]:
    found = {"id": _id(table), "type": table.one_of("type", TYPES), **_words(table)}
    if found["type"] == "open":
        found["makes_point"] = {"kind": table.one_of("makes_point", KINDS), "level": "me"}
    elif found["type"]:
        options = table.words_by_value("options", 80)
        if "options" in table.found and not 2 <= len(options) <= MOST_OPTIONS:
            table.fault("options", f"{len(options)} options: a choice has from 2 to {MOST_OPTIONS}")
        found["options"] = [{"value": value, "words": words} for value, words in options.items()]
    table.close()
    return found


def _reworded(said: Table, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same questions in another language: the same ids in the same order, every option in words."""
    tables = said.tables("questions", needed=True)
    ids = [_id(one) for one in tables]
    wanted = [one["id"] for one in asked]
    if ids != wanted:
        said.fault("questions", f"the questions must be those in English, in that order: {', '.join(wanted)}")
        return []
    return [_one_reworded(table, one) for table, one in zip(tables, asked, strict=True)]


def _one_reworded(table: Table, asked: dict[str, Any]) -> dict[str, Any]:
    found = {**asked, "help": "", **_words(table)}
    if "options" in asked:
        values = [option["value"] for option in asked["options"]]
        options = table.words_by_value("options", 80)
        if "options" in table.found and sorted(options) != sorted(values):
            table.fault("options", f"the options must be those in English: {', '.join(values)}")
        found["options"] = [{"value": value, "words": options.get(value, "")} for value in values]
    table.close()
    return found


def _id(table: Table) -> str:
    found = table.text("id", 40)
    if found and (not _ID.fullmatch(found) or found == questions.COMPLAINT.id):
        table.fault("id", "id is small letters, digits and _, begins with a letter, and is not complaint")
    return found


def _words(table: Table) -> dict[str, Any]:
    help_line = {"help": _plain(table, "help", 300)} if "help" in table.found else {}
    return {"text": _plain(table, "text", 200), **help_line}


def _plain(table: Table, name: str, longest: int) -> str:
    """A text that people read: in English at reading age nine, without a word that blames, and never "why"."""
    text = table.text(name, longest)
    if table.path[2] != content.FIRST:
        return text
    if _WHY.match(text):
        table.fault(name, f"{name} asks why: that can sound like blame. Ask what, or how")
    if (grade := plain_words.grade(text)) > plain_words.HIGHEST_GRADE:
        table.fault(name, f"{name} is hard to read (grade {grade}, {plain_words.HIGHEST_GRADE:.0f} is the most)")
    for remark in plain_words.words_to_avoid(text):
        if remark.rule == plain_words.BLOCK:
            table.fault(name, f"{name} says {remark.found!r}; say instead: {remark.instead}")
    return text
