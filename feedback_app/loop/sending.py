"""A whole check-in as it is sent: what was given to each question, by whose card, and who wrote it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from feedback_app.loop import trail
from feedback_app.loop.invitations import Invitation
from feedback_app.loop.questions import Form
from feedback_app.loop.to_send import ToSend

NOT_MY_WORKER = "not_my_worker"
NO_REPLY = "no"  # how they want to hear back: not at all


@dataclass(frozen=True)
class Given:
    """What somebody gave to one question; all empty means skipped.

    ``drawing`` is a path as ``drawings`` rewrites it. ``form`` is what they say their words are:
    lyrics, a picture in words, or nothing special.
    """

    words: str = ""
    choices: tuple[str, ...] = ()
    drawing: str = ""
    form: str = ""

    @property
    def is_anything(self) -> bool:
        return bool(self.words or self.choices or self.drawing)

    @property
    def body(self) -> tuple[object, ...]:
        """What a replay is held against; the same as ever for an answer of words and taps."""
        return (self.words, self.choices, *((self.drawing, self.form) if self.drawing or self.form else ()))


@dataclass(frozen=True)
class TalkNote:
    """That a worker wrote it down after a talk: who, when it was said, and what the person said to its being here."""

    by: trail.By
    said_on: date
    said_at: datetime
    their_exact_words: bool
    they_checked_it: bool
    they_know_it_is_here: bool

    @property
    def is_said_of_it(self) -> tuple[bool, bool]:
        return (self.their_exact_words, self.they_checked_it)


@dataclass(frozen=True)
class Sending:
    """A whole check-in as it was sent. ``given`` is by question id, taps under one as ``change.about``."""

    client_id: str
    invitation: Invitation | ToSend
    form: Form
    language: str
    given: dict[str, Given]
    choices: dict[str, str] = field(default_factory=dict)
    age_band: str | None = None
    participant_id: str | None = None
    channel: str = "own_phone"
    note: TalkNote | None = None

    @property
    def is_not_for_their_worker(self) -> bool:
        return self.choices.get("who_sees") == NOT_MY_WORKER

    def body(self) -> bytes:
        """The same bytes for the same answers: what a replay is held against."""
        parts = sorted((name, *one.body) for name, one in self.given.items())
        note = self.note and (self.channel, self.language, self.note.said_on, *self.note.is_said_of_it)
        whole = (self.form.id, parts, sorted(self.choices.items()), self.age_band)
        return repr((*whole, note) if note else whole).encode()

    def said_at(self, now: datetime) -> datetime:
        """When it was said; promises count from here, however late it is written down."""
        return self.note.said_at if self.note else now
