"""Two fresh, migrated databases for one test, copied from a template that each worker makes once."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests import postgresql

KINDS = ("sqlite", "postgresql")
ROLES = ("main", "sealed")


@dataclass(frozen=True)
class Place:
    """Where one test keeps what it writes: the main database and the sealed store, migrated and empty."""

    kind: str
    main_url: str
    sealed_url: str


class SqlitePlaces:
    """Copies of two files."""

    def __init__(self, folder: Path) -> None:
        self._template = folder
        place = self._place_in(folder)
        _bring_up_to_date(place)
        for role in ROLES:
            # whatever still stands in the write-ahead log must be in the file that is copied
            with sqlite3.connect(folder / f"{role}.db") as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[Place]:
        for role in ROLES:
            shutil.copy(self._template / f"{role}.db", folder / f"{role}.db")
        yield self._place_in(folder)

    def _place_in(self, folder: Path) -> Place:
        return Place("sqlite", *(f"sqlite:///{folder / role}.db" for role in ROLES))


class PostgresqlPlaces:
    """Copies of two databases on one server, about 50 ms with dropping them."""

    def __init__(self, server: Path | str, worker: str) -> None:
        self._server = server
        self._worker = worker
        self._numbers = count(1)
        self._keeper = postgresql.connect(server)
        try:
            self._make_template()
        except BaseException:
            self.close()
            raise

    def _make_template(self) -> None:
        for role in ROLES:
            self._keeper.execute(f"CREATE DATABASE {role}_{self._worker}")
        _bring_up_to_date(self._place_named(self._worker))
        for role in ROLES:
            # a template can only be copied while nobody is connected to it
            name = f"{role}_{self._worker}"
            self._keeper.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            self._keeper.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
            )

    @contextmanager
    def fresh(self, _: Path) -> Iterator[Place]:
        name = f"{self._worker}_{next(self._numbers)}"
        for role in ROLES:
            # FILE_COPY takes 15 ms where the usual WAL_LOG takes 30, fsync being off
            self._keeper.execute(f"CREATE DATABASE {role}_{name} TEMPLATE {role}_{self._worker} STRATEGY file_copy")
        try:
            yield self._place_named(name)
        finally:
            for role in ROLES:
                self._keeper.execute(f"DROP DATABASE {role}_{name} WITH (FORCE)")

    def close(self) -> None:
        self._keeper.close()

    def _place_named(self, name: str) -> Place:
        return Place("postgresql", *(postgresql.url_of(self._server, f"{role}_{name}") for role in ROLES))


def _bring_up_to_date(place: Place) -> None:
    # late, so that tests of the rules run while the application itself can't be imported
    from feedback_app import upgrades

    upgrades.bring_up_to_date(place.main_url, place.sealed_url)
