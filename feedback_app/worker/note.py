"""Reads a worker's note of a talk: what was said and about what, when, and what its person said to its being here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import gettext as _

from feedback_app.loop import content, promises, questions, room, writing_down, written_down
from feedback_app.loop.point_making import NO_ONE
from feedback_app.loop.questions import Form, Question
from feedback_app.loop.sending import Given
from feedback_app.web import fields, languages
from feedback_app.worker import in_words

TOGETHER = "together"  # the choices that are honest when a worker is there


@dataclass
class Note:
    """A note as it came in; ``raw`` gives every box back after an error."""

    raw: dict[str, tuple[str, ...]] = field(default_factory=dict)
    given: dict[str, Given] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    said_on: date | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        return "".join(self.raw.get(name, ())[:1])

    def chosen(self, name: str) -> tuple[str, ...]:
        return self.raw.get(name, ())

    def problem(self, name: str) -> str:
        return next((message for field_id, message in self.problems if field_id == name), "")

    def is_yes(self, name: str) -> bool:
        return self.value(name) == "yes"


def field_id(name: str) -> str:
    return "a-" + name.replace(".", "-")


def read(form: Form, audience: str, now: datetime) -> Note:
    """Everything of the posted note, right or wrong, with what is wrong with it in the order of the page."""
    note = Note()
    _choose(note, "channel", written_down.CHANNELS, _("Say whether you met or were on the phone"))
    _read_day(note, now)
    for question in writing_down.asked(form):
        _read_words(note, question)
    if not note.problems and not any(one.is_anything for one in note.given.values()):
        first = field_id(writing_down.asked(form)[0].id)
        note.problems.append((first, _("Write down one thing they said, or tick what it is about")))
    _choose(note, "their_exact_words", tuple(in_words.YES_OR_NO), _("Say whether these are their own words"))
    _choose(note, "they_checked_it", tuple(in_words.YES_OR_NO), _("Say whether they checked it"))
    for choice in questions.choices_after(TOGETHER, audience, content.FIRST):
        if value := _tapped(note, f"c-{choice.id}", choice.values):
            note.choices[choice.id] = value
    if (helper := _tapped(note, "helped_by", frozenset(content.values_of("helped_by")))) not in ("", NO_ONE):
        note.choices["supported_by"] = helper
    _tapped(note, "language", frozenset(languages.switched_on()))
    note.raw["they_know"] = ("yes",) if fields.is_ticked("they_know") else ()
    if not note.is_yes("they_know"):
        needed = _("Tell them first that it is written here, and how they can read it. Nothing is kept until they know")
        note.problems.append(("they_know", needed))
    return note


def _choose(note: Note, name: str, values: tuple[str, ...], problem: str) -> None:
    note.raw[name] = fields.tapped(name)[:1]
    if note.value(name) not in values:
        note.problems.append((name, problem))


def _tapped(note: Note, name: str, values: frozenset[str]) -> str:
    note.raw[name] = fields.tapped(name)[:1]
    if note.value(name) and note.value(name) not in values:
        note.problems.append((name, _("Choose one of these")))
    return note.value(name)


def _read_day(note: Note, now: datetime) -> None:
    today = promises.in_london(now).date()
    note.raw["said_on"] = (fields.line("said_on", 40),)
    note.said_on = fields.day_or_none("said_on")
    if note.said_on is None:
        note.problems.append(("said_on", _("Give the day you talked")))
    elif note.said_on > today:
        note.problems.append(("said_on", _("This day is still to come")))
    elif note.said_on < today - writing_down.LONGEST_AGO:
        note.problems.append(("said_on", _("This is more than a year ago")))


def _read_words(note: Note, question: Question) -> None:
    name = field_id(question.id)
    words = fields.words(name)
    note.raw[name] = (words,)
    note.given[question.id] = Given(words=words)
    if room.is_over(words, writing_down.LONGEST):
        over = room.used(words) - writing_down.LONGEST
        note.problems.append((name, _("This is too long by %(over)s letters", over=over)))
    for tap in question.under:
        under = field_id(f"{question.id}.{tap.id}")
        note.raw[under] = fields.tapped(under) if tap.is_many else fields.tapped(under)[:1]
        note.given[f"{question.id}.{tap.id}"] = Given(choices=note.raw[under])
        if not tap.values.issuperset(note.raw[under]):
            note.problems.append((under, _("Choose one of these")))
