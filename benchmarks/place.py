"""Where a measured server keeps what it writes: migrated databases with a made-up partnership in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import feedback_app
from feedback_app import upgrades
from feedback_app.commands import story
from feedback_app.commands.prepare import make_keys
from feedback_app.database import Databases
from feedback_app.loop import invitations, points, replies, sessions, told
from feedback_app.loop.replies import Draft
from feedback_app.settings import Settings, read_keys
from feedback_app.web import transaction
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


@dataclass(frozen=True)
class Place:
    """Two databases and the keys to them. ``slug`` is the invitation, ``person`` somebody with replies."""

    folder: Path
    main_url: str
    sealed_url: str
    slug: str = ""
    person: str = ""

    @property
    def path(self) -> str:
        """The check-in's address."""
        return f"/q/{invitations.in_groups(self.slug)}"

    def settings(self) -> Settings:
        return Settings(
            mode="production",
            data=self.folder,
            database_url=self.main_url,
            sealed_database_url=self.sealed_url,
            base_url="https://feedback.example",
            secrets=read_keys(self.folder / "keys"),
        )

    def databases(self) -> Databases:
        return Databases(self.main_url, self.sealed_url, feedback_app.keys_of(self.settings()))

    def visit(self) -> str:
        """A new visit of the person with replies: the token of its cookie."""
        databases = self.databases()
        with databases.writing() as db:
            token = sessions.open_visit(db, "back", self.person, transaction.clock())
        databases.close()
        return token


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
        self._first = _made(folder / "postgresql", lambda role: self._url(role))

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
    databases, now = place.databases(), transaction.clock()
    with databases.writing() as db:
        made = story.make_partnership(db, now, "correct horse battery staple")
    invitation = made.invitations[INVITATION]
    person = _somebody_with_replies(databases, made, now - timedelta(days=3))
    databases.close()
    return Place(folder, place.main_url, place.sealed_url, invitation.slug, person)


def _somebody_with_replies(databases: Databases, made: story.Made, at: transaction.datetime) -> str:
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


def _answer_to(point: points.VoicePoint, at: transaction.datetime) -> Draft:
    if point.is_praise:
        return Draft(status="keep", we_did="Thank you. We will keep doing that.", signed_by="Sam")
    return Draft(**{**vars(REPLY), "since": at.date()})
