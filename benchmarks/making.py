"""Makes the places to measure in: migrated databases with a made-up partnership and one voice in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.place import Place
from feedback_app import clock, upgrades
from feedback_app.commands import story
from feedback_app.commands.prepare import make_keys
from feedback_app.database import Databases
from feedback_app.loop import points, replies, told
from feedback_app.loop.replies import Draft
from tests import postgresql

INVITATION = "poster"
VOICE = {
    "by": INVITATION,
    "said": {
        "going_ok": "My worker asks me first before she tells anyone.",
        "change": "I had to say the same thing to four people. Could one of you tell the others?",
    },
}
REPLY = Draft(
    status="done",
    we_heard="You had to tell your story again and again, and you want us to stop that.",
    we_did="One of us now writes it down, and the others read that first.",
    signed_by="Sam",
    next_step="We ask you again at your next visit.",
)


class SqlitePlaces:
    """One made and told, the others copies of its two files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._first = _made(folder / "first", lambda name: f"sqlite:///{folder / 'first' / name}.db")

    def fresh(self, name: str) -> Place:
        folder = self.folder / name
        shutil.copytree(self._first.folder, folder)
        urls = [f"sqlite:///{folder / role}.db" for role in upgrades.BOTH]
        return Place(folder, *urls, self._first.slug, self._first.person)


class PostgresqlPlaces:
    """The same on a durable PostgreSQL of our own, stopped with :meth:`close`."""

    def __init__(self, folder: Path) -> None:
        self._server = postgresql.Server(is_durable=True)
        self._keeper = postgresql.connect(self._server.folder)
        for role in upgrades.BOTH:
            self._keeper.execute(f"CREATE DATABASE {role}")
        self._first = _made(folder / "postgresql", self._url)

    def fresh(self, name: str) -> Place:
        for role in upgrades.BOTH:
            self._keeper.execute(f'CREATE DATABASE "{role} {name}" TEMPLATE {role}')
        urls = [self._url(f"{role} {name}") for role in upgrades.BOTH]
        return Place(self._first.folder, *urls, self._first.slug, self._first.person)

    def close(self) -> None:
        self._keeper.close()
        self._server.stop()

    def _url(self, database: str) -> str:
        return postgresql.url_of(self._server.folder, database)


def _made(folder: Path, url: Callable[[str], str]) -> Place:
    place = Place(folder, *(url(role) for role in upgrades.BOTH))
    make_keys(folder / "keys")
    upgrades.bring_up_to_date(place.main_url, place.sealed_url)
    databases, now = place.databases(), clock.now()
    with databases.writing() as db:
        made = story.make_partnership(db, now, "correct horse battery staple")
    invitation = made.invitations[INVITATION]
    person = _somebody_with_replies(databases, made, now - timedelta(days=3))
    databases.close()
    return Place(folder, place.main_url, place.sealed_url, invitation.slug, person)


def _somebody_with_replies(databases: Databases, made: story.Made, at: datetime) -> str:
    """Two points, both answered, one reply read and one still to be opened."""
    sent = story.send(databases, made.invitations[VOICE["by"]], VOICE, at)
    worker = next(person for person, _, _ in made.staff if person.role == "worker")
    with databases.writing() as db:
        said = points.of_participant(db, sent.participant_id)
        for number, point in enumerate(sorted(said, key=lambda one: one.question)):
            replies.hear(db, point, worker, at + timedelta(hours=3))
            draft = _answer_to(point, at)
            reply = replies.post(db, point, draft, worker, at + timedelta(days=1), grade=4.0)
            if number == 0:
                told.open_reply(db, point, reply, at + timedelta(days=2))
    return sent.participant_id


def _answer_to(point: points.VoicePoint, at: datetime) -> Draft:
    if point.is_praise:
        return Draft(status="keep", we_did="Thank you. We will keep doing that.", signed_by="Sam")
    return Draft(**{**vars(REPLY), "since": at.date()})
