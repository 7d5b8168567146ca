"""Reads what somebody tapped and wrote in a check-in; keeps all of it, right or wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _

from feedback_app.checkin import ways
from feedback_app.loop import room
from feedback_app.loop.participants import AGE_BANDS
from feedback_app.loop.point_making import LONGEST_ANSWER, NO_ONE
from feedback_app.loop.questions import Form, Question
from feedback_app.loop.sending import Given
from feedback_app.web import fields


@dataclass
class Typed:
    """A check-in as it came in. ``problems`` are ``(field id, message)``, in page order."""

    given: dict[str, Given] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    age_band: str | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    def value(self, name: str) -> str:
        return self.given.get(name, Given()).words

    def chosen(self, name: str) -> tuple[str, ...]:
        return self.given.get(name, Given()).choices

    def drawing(self, name: str) -> str:
        return self.given.get(name, Given()).drawing

    def form(self, name: str) -> str:
        return self.given.get(name, Given()).form

    @property
    def has_drawing(self) -> bool:
        return any(one.drawing for one in self.given.values())

    def problem(self, field_id: str) -> str:
        return next((message for name, message in self.problems if name == field_id), "")


def field_id(name: str) -> str:
    """``change.about`` is asked in the field ``a-change-about``."""
    return "a-" + name.replace(".", "-")


def read(form: Form, choices_after: tuple[Question, ...]) -> Typed:
    """Everything in the posted check-in, with what is wrong said kindly."""
    typed = Typed()
    for question in form.questions:
        _read_one(typed, question, question.id)
        for tap in question.under:
            _read_one(typed, tap, f"{question.id}.{tap.id}")
    for choice in choices_after:
        name = f"c-{choice.id}"
        if value := "".join(fields.tapped(name)[:1]):
            typed.choices[choice.id] = value
            _refuse_unknown(typed, name, (value,), choice)
    band = fields.line("age_band", 10)
    typed.age_band = band if band in AGE_BANDS else None
    if fields.line("website"):
        typed.problems.append(("main", _("Something filled in a box that people can't see. Please send again.")))
    if (helper := ways.helper()) != NO_ONE:
        typed.choices["supported_by"] = helper
    if not typed.problems and not any(one.is_anything for one in typed.given.values()):
        first = field_id(form.questions[0].id)
        typed.problems.append((first, _("There is nothing to send yet. Pick or write one thing.")))
    return typed


def _read_one(typed: Typed, question: Question, name: str) -> None:
    wanted = field_id(name)
    if question.is_open:
        words, (drawing, problem) = fields.words(wanted), ways.drawing(name)
        typed.given[name] = Given(words=words, drawing=drawing, form=ways.form(name))
        if problem:
            typed.problems.append((wanted, problem))
        if room.is_over(words, LONGEST_ANSWER):
            over = room.used(words) - LONGEST_ANSWER
            message = _("This is too long by %(over)s letters. Please make it shorter.", over=over)
            typed.problems.append((wanted, message))
        return
    values = fields.tapped(wanted)
    values = values if question.is_many else values[:1]
    typed.given[name] = Given(choices=values)
    _refuse_unknown(typed, wanted, values, question)


def _refuse_unknown(typed: Typed, name: str, values: tuple[str, ...], question: Question) -> None:
    if not question.values.issuperset(values):
        typed.problems.append((name, _("Please pick from the list.")))
