"""Where a measured server keeps what it writes: two databases, their keys, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from feedback_app import clock, install
from feedback_app.database import Databases
from feedback_app.loop import invitations, sessions
from feedback_app.settings import Settings, read_keys


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
        return Databases(self.main_url, self.sealed_url, install.keys_of(self.settings()))

    def visit(self) -> str:
        """A new visit of the person with replies: the token of its cookie."""
        databases = self.databases()
        with databases.writing() as db:
            token = sessions.open_visit(db, "back", self.person, clock.now())
        databases.close()
        return token
