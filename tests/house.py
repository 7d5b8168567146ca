"""A whole service for one test: real app, real keys, real databases, a made-up partnership in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

import pyotp

import feedback_app
from feedback_app.checkin import blank
from feedback_app.commands import story
from feedback_app.commands.prepare import make_keys
from feedback_app.loop import invitations, staff
from feedback_app.settings import Settings, read_keys
from feedback_app.web import transaction
from tests.databases import Place
from tests.visitor import Visitor

PASSWORD = "correct horse battery staple"
# everybody here has the same password, so that a hundred houses pay its 150 ms once, not a thousand times
staff.hash_password = cache(staff.hash_password)
# ten people with one password: hashing it once a process saves each test some seconds
staff.hash_password = cache(staff.hash_password)


class House:
    """The service as a test sees it. ``now`` can be moved; everything in it follows."""

    def __init__(self, place: Place, folder, base_url: str = "http://localhost", **settings) -> None:
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
        self.app = feedback_app.create_app(self.settings, clock=self.now)
        self.app.testing = True
        self.app.config["PROPAGATE_FAULTS"] = True
        self.databases = self.app.extensions["databases"]
        with self.databases.writing() as db:
            self.made = story.make_partnership(db, self.now(), PASSWORD)

    def now(self) -> datetime:
        return transaction.clock() + self.late

    def wait(self, **how_long: float) -> None:
        """Let time pass: ``house.wait(days=3)``."""
        self.late += timedelta(**how_long)
        with self.app.app_context():
            blank.forget_all()

    def visitor(self, **headers: str) -> Visitor:
        """Somebody new, with an empty browser that refuses careless pages."""
        return Visitor(self.app, self.settings.is_https, headers)

    def link(self, name: str) -> str:
        """The path of an invitation: poster, personal, meeting, parent, ideas."""
        return "/q/" + invitations.in_groups(self.made.invitations[name].slug)

    def staff(self, first_name: str):
        """``(person, password, totp secret)`` of a member of staff."""
        return next(one for one in self.made.staff if one[0].first_name == first_name)

    def signed_in(self, first_name: str) -> Visitor:
        """A member of staff at their desk, through both steps of the door."""
        person, password, secret = self.staff(first_name)
        if first_name in self._been_in:
            self.wait(seconds=30)  # each code works once
        self._been_in.add(first_name)
        desk = self.visitor()
        desk.open("/staff").submit(email=person.email, password=password)
        desk.submit(code=pyotp.TOTP(secret).at(self.now().timestamp() + _zone_seconds()))
        return desk

    def close(self) -> None:
        self.databases.close()


def _zone_seconds() -> float:
    """``now()`` is UTC without a zone; ``timestamp()`` reads it as local time."""
    local = datetime.now().astimezone().utcoffset()
    return local.total_seconds() if local else 0.0
