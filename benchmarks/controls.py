"""What our writing is measured against: the same rows written plainly. (What Flask does: ``plainest``.)"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable

from flask import Flask, Response
from sqlalchemy import Table
from sqlalchemy.engine import make_url

from benchmarks import pattern
from benchmarks.place import Place

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def plain_orm(place: Place) -> Flask:
    """C1: the rows of one check-in as objects, added and committed. No form, token or sealing.

    It opens the databases and waits its turn as we do: left to SQLite's own waiting it would be
    slower, and we would look better than we are.
    """
    rows = pattern.of_a_check_in(place)
    databases = place.databases()
    classes = {one.local_table: one.class_ for base in pattern.BASES for one in base.registry.mappers}

    def write() -> Response:
        main, sealed = rows.fresh()
        with databases.writing() as db:
            for session, tables in ((db.sealed, sealed), (db, main)):
                for table, several in tables:
                    session.add_all(classes[table](**row) for row in several)
                    session.flush()  # objects without relationships are not put in order by themselves
        return _written()

    return _writes("plain ORM", place, write)


def raw_sqlite(place: Place) -> Flask:
    """C2: the same rows with the sqlite3 module alone, each table's together, its statement ready."""
    rows = pattern.of_a_check_in(place, as_stored=True)
    said = [[_insert(table) for table, _ in tables] for tables in rows.both]
    mine, turn = threading.local(), threading.Lock()

    def write() -> Response:
        if not hasattr(mine, "connections"):
            mine.connections = [_opened(url) for url in (place.main_url, place.sealed_url)]
        fresh = rows.fresh()
        with turn:
            for connection, statements, tables in zip(mine.connections, said, fresh, strict=True):
                connection.execute("BEGIN IMMEDIATE")
                for statement, (_, several) in zip(statements, tables, strict=True):
                    connection.executemany(statement, [tuple(row.values()) for row in several])
            for connection in reversed(mine.connections):
                connection.execute("COMMIT")
        return _written()

    return _writes("raw sqlite3", place, write)


def _insert(table: Table) -> str:
    names = ", ".join(f'"{name}"' for name in table.columns.keys())  # noqa: SIM118  no mapping
    places = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608  our own names


def _opened(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None, timeout=20)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _written() -> Response:
    return Response(status=303, headers={"Location": "/sent"})


def _writes(name: str, place: Place, write: Callable[[], Response]) -> Flask:
    app = Flask(name)
    app.post(place.path)(write)
    return app
