"""A whole service for one test: real app, real keys, real databases, a made-up partnership in it."""

from __future__ import annotations

import pickle
import shutil
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pyotp
from argon2 import PasswordHasher
from babel.support import Translations
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from feedback_app import clock
from feedback_app.app import create_app
from feedback_app.checkin import blank
from feedback_app.commands import story
from feedback_app.commands.prepare import make_keys
from feedback_app.database import Base, SealedBase
from feedback_app.loop import invitations, journal, own_memory, promises, return_codes, sessions, staff
from feedback_app.loop.staff import Staff
from feedback_app.settings import Settings, read_keys
from tests.databases import Place
from tests.visitor import Visitor

PASSWORD = "correct horse battery staple"
MADE = "made.pickle"


class Remembering(PasswordHasher):
    """The same hasher; a password that it found right for a hash, it need not try again: 150 ms for each desk."""

    def __init__(self, like: PasswordHasher) -> None:
        super().__init__(like.time_cost, like.memory_cost, like.parallelism)
        self._right: set[tuple[str, str]] = set()

    def verify(self, hash: str, password: str) -> bool:
        if (hash, password) not in self._right:
            super().verify(hash, password)
            self._right.add((hash, password))
        return True


class Quick:
    """The slow step over 8 KiB, with all its queues: 19 MiB take 70 ms for each phone that sends or comes back.

    `tests/loop/test_own_memory.py` holds what is really kept; every service in a process of its own takes its time.
    """

    @staticmethod
    def argon2id(*words: bytes, hash_len: int, **_costs: int) -> bytes:
        return own_memory.argon2id(*words, time_cost=1, memory_cost=8, hash_len=hash_len)


class Statements(dict):
    """SQL that one house has compiled serves the next: SQLAlchemy would ask for the very same engine."""

    def get(self, key: tuple, default: object = None) -> object:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple, compiled: object) -> None:
        super().__setitem__((key[0].name, *key[1:]), compiled)


class Templates(BytecodeCache):
    """Every house has templates of its own, but compiles none that another here has compiled."""

    def __init__(self) -> None:
        self._code: dict[tuple, object] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """By language too: a template holds its words (web/spoken_templates.py), and its source does not say which."""
        spoken = getattr(environment.catalogue, "files", ())
        return super().get_bucket(environment, f"{spoken} {name}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        source, bucket.code = self._code.get(self._named(bucket), ("", None))
        if source != bucket.checksum:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[self._named(bucket)] = bucket.checksum, bucket.code

    def _named(self, bucket: Bucket) -> tuple:
        """A template and the catalogue whose words it was compiled with: another language is another template."""
        return (bucket.key, *getattr(bucket.environment.catalogue, "files", ()))


def remembered(compiled):
    """What builds an address, of a rule as it is written: to compile these is most of what a house costs."""
    known = {}

    def compile_once(rule, append_unknown=True):
        key = (rule.rule, rule.subdomain, repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    return compile_once


Rule._compile_builder = remembered(Rule._compile_builder)
_loaded = cache(Translations.load)
Translations.load = lambda folder, locales, domain: _loaded(folder, tuple(locales), domain)
# everybody here has the same password, so that a hundred houses pay its 150 ms once, not a thousand times
staff.hash_password = cache(staff.hash_password)
staff._hasher = Remembering(staff._hasher)
return_codes.own_memory = Quick
STATEMENTS, TEMPLATES = Statements(), Templates()
for base in (Base, SealedBase):
    for mapper in base.registry.mappers:
        mapper._compiled_cache = STATEMENTS


class House:
    """The service as a test sees it. ``now`` can be moved; everything in it follows."""

    def __init__(self, place: Place, folder, base_url: str = "http://localhost", **settings) -> None:
        if place.founded:
            shutil.copytree(place.founded / "keys", folder / "keys", copy_function=shutil.copy)  # as new as the house
        else:
            make_keys(folder / "keys")
        self.settings = Settings(
            mode="test",
            data=folder,
            database_url=place.main_url,
            sealed_database_url=place.sealed_url,
            base_url=base_url,
            secrets=read_keys(folder / "keys"),
            **settings,
        )
        self.place, self.folder = place, folder
        self.late = timedelta()
        self._been_in: set[str] = set()
        self.app = create_app(self.settings, clock=self.now)
        self.app.testing = True
        self.app.config["PROPAGATE_FAULTS"] = True
        self.app.jinja_env.bytecode_cache = TEMPLATES
        self.databases = self.app.extensions["databases"]
        for engine in (self.databases.main, self.databases.sealed, *self.databases._to_write):
            engine.update_execution_options(compiled_cache=STATEMENTS)
        self.made = self._made()

    def _made(self) -> story.Made:
        if self.place.founded:
            return pickle.loads((self.place.founded / MADE).read_bytes())  # noqa: S301  we wrote it
        with self.databases.writing() as db:
            return story.make_partnership(db, self.now(), PASSWORD)

    def now(self) -> datetime:
        return clock.now() + self.late

    def wait(self, **how_long: float) -> None:
        """Let time pass: ``house.wait(days=3)``."""
        self.late += timedelta(**how_long)
        with self.app.app_context():
            blank.forget_all()

    def wait_working_days(self, many: int) -> None:
        """Until an hour after so many of them have ended, whatever weekends and holidays lie between."""
        ended = promises.working_days_after(self.now(), many) - self.now()
        self.wait(seconds=ended.total_seconds() + 3600)

    def visitor(self, **headers: str) -> Visitor:
        """Somebody new, with an empty browser that refuses careless pages."""
        return Visitor(self.app, self.settings.is_https, headers)

    def link(self, name: str) -> str:
        """The path of an invitation: poster, personal, meeting, parent, ideas."""
        return "/q/" + invitations.in_groups(self.made.invitations[name].slug)

    def staff(self, first_name: str):
        """``(person, password, totp secret)`` of a member of staff."""
        return next(one for one in self.made.staff if one[0].first_name == first_name)

    def through_the_door(self, first_name: str) -> Visitor:
        """A member of staff who signs in, by both steps."""
        person, password, _ = self.staff(first_name)
        if first_name in self._been_in:
            self.wait(seconds=30)  # each code works once
        self._been_in.add(first_name)
        desk = self.visitor()
        desk.open("/staff").submit(email=person.email, password=password)
        desk.submit(code=self.six_digits(first_name))
        return desk

    def six_digits(self, first_name: str) -> str:
        """What their authenticator shows now, whatever moment that is here."""
        _, _, secret = self.staff(first_name)
        return pyotp.TOTP(secret).at(self.now().timestamp() + _zone_seconds())

    def signed_in(self, first_name: str) -> Visitor:
        """A member of staff who has been let in already: the door has its own stories, and takes 80 ms each time."""
        person, _, _ = self.staff(first_name)
        with self.databases.writing() as db:
            journal.record(db, self.now(), person.id, "sign_in", "staff", person.id)
            token = sessions.open_for_staff(db, db.get_one(Staff, person.id), self.now(), second_step=True)
        desk = self.visitor()
        desk.client.set_cookie("__Host-desk" if desk.is_https else "desk", token, domain=urlsplit(desk.base).hostname)
        return desk.begin_at("/staff")

    def close(self) -> None:
        self.databases.close()


def found(place: Place, folder: Path) -> None:
    """Make the partnership in an empty place, and leave its keys and people in this folder for its copies."""
    house = House(place, folder)
    house.close()
    (folder / MADE).write_bytes(pickle.dumps(house.made))


def _zone_seconds() -> float:
    """``now()`` is UTC without a zone; ``timestamp()`` reads it as local time."""
    local = datetime.now().astimezone().utcoffset()
    return local.total_seconds() if local else 0.0
