"""What goes wrong with a database, really, for as long as a ``with`` lasts: locked, full, or away."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests import postgresql

HOLDS = """
import sqlite3, sys
held = [sqlite3.connect(path, isolation_level=None) for path in sys.argv[1:]]
for one in held:
    one.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
WRITTEN = "participants, check_ins, claims, visits, staff_sessions, replies, journal"
SMALL = 4096  # bytes: less than one page of SQLite's log


@contextmanager
def locked(house):
    """Another program holds both databases for writing, and does not let go."""
    with _held_in_sqlite(house) if house.place.kind == "sqlite" else _held_in_postgresql(house):
        yield


@contextmanager
def full(house):
    """There is no room: SQLite's files may not grow; PostgreSQL is read-only, as hosts make it when a disk is full."""
    with _no_room_in_sqlite(house) if house.place.kind == "sqlite" else _read_only(house):
        yield


@contextmanager
def away(house):
    """SQLite's files are moved elsewhere; PostgreSQL hangs up and lets nobody in."""
    with _moved(house) if house.place.kind == "sqlite" else _shut(house):
        yield


def files_of(house) -> list[Path]:
    return [Path(make_url(url).database) for url in (house.place.main_url, house.place.sealed_url)]


@contextmanager
def _held_in_sqlite(house):
    command = [sys.executable, "-S", "-c", HOLDS, *map(str, files_of(house))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holding:
        assert holding.stdout.readline() == b"held\n"
        yield


@contextmanager
def _held_in_postgresql(house):
    with _connected(house.place.main_url) as held, held.transaction():
        held.execute(f"LOCK TABLE {WRITTEN} IN EXCLUSIVE MODE")
        yield


@contextmanager
def _no_room_in_sqlite(house):
    """By a limit on the size of this process's files, since a small disk can only be mounted by root."""
    for path in files_of(house):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def _read_only(house):
    _for_each(house, "ALTER DATABASE {} SET default_transaction_read_only = on")
    _hang_up(house)
    try:
        yield
    finally:
        _for_each(house, "ALTER DATABASE {} RESET default_transaction_read_only")
        _hang_up(house)


@contextmanager
def _moved(house):
    moved = [(path, path.with_name(f"{path.name}.moved")) for path in files_of(house)]
    for path, elsewhere in moved:
        path.rename(elsewhere)
    try:
        yield
    finally:
        for path, elsewhere in moved:
            assert not path.exists(), "nobody made an empty one in its place"
            elsewhere.rename(path)


@contextmanager
def _shut(house):
    _for_each(house, "ALTER DATABASE {} ALLOW_CONNECTIONS false")
    _hang_up(house)
    try:
        yield
    finally:
        _for_each(house, "ALTER DATABASE {} ALLOW_CONNECTIONS true")


def _for_each(house, statement: str) -> None:
    with closing(_keeper(house)) as keeper:
        for name in _names(house):
            keeper.execute(statement.format(name))


def _hang_up(house) -> None:
    with closing(_keeper(house)) as keeper:
        keeper.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ANY(%s)", [_names(house)]
        )


def _names(house) -> list[str]:
    return [make_url(url).database for url in (house.place.main_url, house.place.sealed_url)]


def _keeper(house) -> psycopg.Connection:
    return postgresql.connect(make_url(house.place.main_url).query["host"])


def _connected(url: str):
    parsed = make_url(url)
    return psycopg.connect(host=parsed.query["host"], user="postgres", dbname=parsed.database)
