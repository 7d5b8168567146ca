"""When a database can't be used for a while: locked, full, away or damaged. Told apart from a fault of our own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

LOCKED, FULL, GONE, DAMAGED, SHUT = "locked", "full", "gone", "damaged", "shut"
MEANS = {
    LOCKED: "The database is locked by something else. Wait for that to end, then try again.",
    FULL: "The database has no room left to write. Make room, then try again.",
    GONE: (
        "The database can't be reached. Is it there and running, are its name, user and password right, "
        "and may this account write where it is?"
    ),
    DAMAGED: "The database's file is damaged, or is none. Keep it as it is, and restore the last backup elsewhere.",
    SHUT: "The database does not let its user do that. Let that user own the database, or its schema and its tables.",
}
# https://sqlite.org/rescode.html: the low byte says what kind
_SQLITE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_PROTOCOL: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: GONE,
    sqlite3.SQLITE_IOERR: GONE,
    sqlite3.SQLITE_CANTOPEN: GONE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
# PostgreSQL's codes by their start, the longest first. Hosted servers turn read-only when their disk is full.
_POSTGRESQL = {
    "55P03": LOCKED,
    "53100": FULL,
    "25006": FULL,
    "40": LOCKED,
    "57014": LOCKED,
    "42501": SHUT,
    "3F000": SHUT,
} | dict.fromkeys(("08", "53", "55", "57", "58"), GONE)


class Away(Exception):
    """A database can't be used now; nothing of the transaction is kept by halves."""

    def __init__(self, why: str) -> None:
        super().__init__(MEANS[why])
        self.why = why


@contextmanager
def told_apart() -> Iterator[None]:
    """Raises :class:`Away` for whatever says that a database can't be used; lets all else through.

    Not everything comes wrapped by SQLAlchemy: our own BEGIN does not, nor what a driver says on hanging up.
    """
    try:
        yield
    except Exception as error:
        why = _why(error)
        if why is None:
            raise
        raise Away(why) from error


def _why(error: Exception) -> str | None:
    if isinstance(error, NoConnectionLeft):
        return GONE
    theirs = getattr(error, "orig", None) or error
    if isinstance(theirs, sqlite3.Error):
        return _SQLITE.get(getattr(theirs, "sqlite_errorcode", -1) & 0xFF)
    code = getattr(theirs, "sqlstate", None) or ""
    known = next((why for start, why in _POSTGRESQL.items() if code.startswith(start)), None)
    return known or (GONE if _is_operational(theirs) or _is_cut(error) else None)


def _is_operational(theirs: BaseException) -> bool:
    """PostgreSQL's driver by its name alone: where all is SQLite it is never loaded."""
    kind = type(theirs)
    names = {one.__name__ for one in kind.__mro__}
    return kind.__module__.startswith("psycopg") and "OperationalError" in names


def _is_cut(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated
