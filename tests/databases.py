"""Two databases for one test, empty or with a made-up partnership, copied from what each worker makes once."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

from tests import postgresql

KINDS = ("sqlite", "postgresql")
ROLES = ("main", "sealed")


@dataclass(frozen=True)
class Place:
    """Where one test keeps what it writes: the main database and the sealed store, migrated.

    They are empty, or hold a partnership whose keys and people lie in the folder ``founded``.
    """

    kind: str
    main_url: str
    sealed_url: str
    founded: Path | None = None


class Places:
    """Copies of two databases: the empty ones, and those in which a partnership was founded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._founded: tuple[datetime, Path, Place] | None = None

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[Place]:
        """Two databases, migrated and empty."""
        with self._copied(self._empty, folder) as place:
            yield place

    @contextmanager
    def founded(self, folder: Path) -> Iterator[Place]:
        """Two databases with the partnership in them, which takes 70 ms to make and 2 to copy."""
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        if self._founded is None or self._founded[0] != hour:  # nothing may have been made yesterday
            self._founded = hour, *self._found()
        _, source, template = self._founded
        with self._copied(template, folder) as place:
            yield replace(place, founded=source)

    def _found(self) -> tuple[Path, Place]:
        from tests import house  # late, so that tests of the rules run while the application can't be imported

        folder = self._folder / f"founded {next(self._numbers)}"
        folder.mkdir(parents=True)
        template = self._new(folder, self._empty)
        house.found(template, folder)
        self._rest(template)
        return folder, template


class SqlitePlaces(Places):
    """Copies of two files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._empty = self._place_in(folder)
        _bring_up_to_date(self._empty)
        self._rest(self._empty)

    @contextmanager
    def _copied(self, template: Place, folder: Path) -> Iterator[Place]:
        yield self._new(folder, template)

    def _new(self, folder: Path, template: Place) -> Place:
        place = self._place_in(folder)
        for source, copy in zip(_names(template), _names(place), strict=True):
            shutil.copy(source, copy)
        return place

    def _rest(self, template: Place) -> None:
        for path in _names(template):
            # whatever still stands in the write-ahead log must be in the file that is copied
            with sqlite3.connect(path) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()

    def _place_in(self, folder: Path) -> Place:
        return Place("sqlite", *(f"sqlite:///{folder / role}.db" for role in ROLES))


class PostgresqlPlaces(Places):
    """Copies of two databases on one server, about 50 ms with dropping them."""

    def __init__(self, server: Path | str, worker: str, folder: Path) -> None:
        super().__init__(folder)
        self._server = server
        self._worker = worker
        self._keeper = postgresql.connect(server)
        try:
            self._empty = self._place_named(worker)
            for role in ROLES:
                self._keeper.execute(f"CREATE DATABASE {role}_{worker}")
            _bring_up_to_date(self._empty)
            self._rest(self._empty)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _copied(self, template: Place, folder: Path) -> Iterator[Place]:
        place = self._new(folder, template)
        try:
            yield place
        finally:
            for name in _names(place):
                self._keeper.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self, _: Path, template: Place) -> Place:
        place = self._place_named(f"{self._worker}_{next(self._numbers)}")
        for source, copy in zip(_names(template), _names(place), strict=True):
            # FILE_COPY takes 15 ms where the usual WAL_LOG takes 30, fsync being off
            self._keeper.execute(f"CREATE DATABASE {copy} TEMPLATE {source} STRATEGY file_copy")
        return place

    def _rest(self, template: Place) -> None:
        for name in _names(template):
            # a template can only be copied while nobody is connected to it
            self._keeper.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            self._keeper.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
            )

    def close(self) -> None:
        self._keeper.close()

    def _place_named(self, name: str) -> Place:
        return Place("postgresql", *(postgresql.url_of(self._server, f"{role}_{name}") for role in ROLES))


def _names(place: Place) -> list[str]:
    """The two files, or the two databases' names."""
    return [make_url(url).database for url in (place.main_url, place.sealed_url)]


def _bring_up_to_date(place: Place) -> None:
    # late, so that tests of the rules run while the application itself can't be imported
    from feedback_app import upgrades

    upgrades.bring_up_to_date(place.main_url, place.sealed_url)
