"""This service as it is measured: whole, without the return code's slow step, and without writing too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from flask import Flask

from benchmarks.place import Place
from feedback_app.app import create_app
from feedback_app.checkin import answers
from feedback_app.database import Databases
from feedback_app.loop import invitations, questions, return_codes
from feedback_app.loop.questions import Question
from feedback_app.web import form_token, throttle

FORM = "application/x-www-form-urlencoded"
WORDS = (
    "My worker asks me first before she tells anyone what I said. I like that and I want it to stay so.",
    "I had to say the same thing to four people in one week. Could one of you write it down for the others?",
)


def whole(place: Place) -> Flask:
    """The service as people meet it; only the brake on floods is off, since this is one."""
    throttle.SEND_NEAR = throttle.SEND_NEAR_LONG = throttle.SEND_ALL = throttle.Limit(10**9, 1)
    return create_app(place.settings())


def without_slow_step(place: Place) -> Flask:
    return_codes.slow_step.stretched = lambda numbers: hashlib.sha256(repr(numbers).encode()).digest()
    return whole(place)


def without_writing(place: Place) -> Flask:
    app = without_slow_step(place)
    Databases.writing = _writing_nowhere
    return app


class Nowhere:
    """A session that takes everything and keeps nothing."""

    def __init__(self, keys: object) -> None:
        self.keys = keys
        self.sealed = self

    def connection(self) -> Nowhere:
        return self

    def add(self, *_: object) -> None: ...

    add_rows = execute = add_all = flush = add


@contextmanager
def _writing_nowhere(self: Databases) -> Iterator[Nowhere]:
    yield Nowhere(self.keys)


class Phone:
    """Fills in check-ins at a place: each body a valid one that was never sent before."""

    def __init__(self, place: Place) -> None:
        self._app = create_app(place.settings())
        databases = self._app.extensions["databases"]
        with databases.reading() as db:
            invitation = invitations.find(db, place.slug)
            form = questions.form_of(db, invitation.question_set_id, "en")
        databases.close()
        self._invitation_id = invitation.id
        after = questions.choices_after(invitation.kind, invitation.audience, "en")
        filled = {f"c-{one.id}": one.options[0].value for one in after} | {"age_band": "16-17", "website": ""}
        words = iter(WORDS)
        for question in form.questions:
            filled |= _answered(question, question.id, words)
            for tap in question.under:
                filled |= _answered(tap, f"{question.id}.{tap.id}", words)
        self._filled = urlencode(filled)

    def bodies(self, count: int) -> list[str]:
        with self._app.app_context():
            tokens = (form_token.of_check_in(self._invitation_id) for _ in range(count))
            return [f"{self._filled}&token={token}" for token in tokens]


def _answered(question: Question, name: str, words: Iterator[str]) -> dict[str, str]:
    given = next(words, "") if question.is_open else question.options[0].value
    return {answers.field_id(name): given}
