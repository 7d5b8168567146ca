"""Every row of one database as lines of text, and back into empty tables: the same on SQLite and PostgreSQL.

A table is one line ``{"table": name, "columns": {name: kind}}`` and then a line a row, ``[value, …]``. The
kinds stand in the file, so that rows of an older version go back into the tables they came from.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Double,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    cast,
    func,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy import column as named
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from feedback_app.database import Base, Db, SealedBase

# nobody is still signed in after a restore, and the words a visit shows for ten minutes are kept by nobody
LEFT_OUT = {"staff_sessions", "visits"}
BATCH = 1000

# name of a kind, the columns it is for, how it is written, how it is read, as what it goes back
_KINDS: dict[str, tuple[type[TypeEngine], Callable[[Any], Any], Callable[[Any], Any], TypeEngine]] = {
    "bytes": (LargeBinary, lambda value: b64encode(value).decode(), b64decode, LargeBinary()),
    "moment": (DateTime, datetime.isoformat, datetime.fromisoformat, DateTime()),
    "day": (Date, date.isoformat, date.fromisoformat, Date()),
    "truth": (Boolean, bool, bool, Boolean()),
    "json": (JSON, str, lambda text: JSON.NULL if text == "null" else json.loads(text), JSON(True)),
    "real": (Float, float, float, Double()),
    "number": (Integer, int, int, BigInteger()),
    "text": (String, str, str, Text()),
}
Told = Callable[[int], None]


def tables_of(base: type[Base] | type[SealedBase]) -> list[Table]:
    """The tables a backup holds, parents before their children."""
    return [one for one in base.metadata.sorted_tables if one.name not in LEFT_OUT]


def counts(session: Session, names: Iterable[str]) -> dict[str, int]:
    """How many rows each of these tables has; a table that is not there has none."""
    there = set(inspect(session.connection()).get_table_names())
    count = {one: select(func.count()).select_from(table(one)) for one in names if one in there}
    return {one: session.scalar(count[one]) or 0 if one in count else 0 for one in names}


def filled(session: Session, metadata: MetaData) -> list[str]:
    """Tables of ours that hold anything."""
    return [name for name, rows in counts(session, metadata.tables).items() if rows]


def one_moment(db: Db) -> tuple[Session, Session]:
    """Both sessions of ``db``, each to see one moment only. The sealed store's begins when it is first asked."""
    if not db.is_sqlite:  # there a transaction that reads is one moment already
        for session in (db, db.sealed):
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return db, db.sealed


def lines_of(session: Session, tables: Iterable[Table], told: Told) -> Iterator[bytes]:
    """Every row of these tables; ``told`` hears now and then how many more there were."""
    for one in tables:
        kinds = {column.name: _kind_of(column) for column in one.columns}
        yield _line({"table": one.name, "columns": kinds})
        writes = [_KINDS[kind][1] for kind in kinds.values()]
        columns = [_as_written(column) for column in one.columns]
        rows = session.connection().execute(select(*columns).execution_options(yield_per=BATCH))
        for some in rows.partitions():
            for row in some:
                yield _line([None if v is None else write(v) for write, v in zip(writes, row, strict=True)])
            told(len(some))


class Filling:
    """Takes lines as they come and puts their rows into the tables they name, in the caller's transaction."""

    def __init__(self, session: Session, told: Told) -> None:
        self.counts: dict[str, int] = {}
        self._session, self._told = session, told
        self._name, self._columns, self._reads, self._rows = "", [], [], []

    def take(self, line: bytes) -> None:
        found = json.loads(line)
        if isinstance(found, dict):
            self.finish()
            self._begin(found["table"], found["columns"])
            return
        pairs = zip(self._columns, self._reads, found, strict=True)
        self._rows.append({name: None if v is None else read(v) for (name, _), read, v in pairs})
        if len(self._rows) >= BATCH:
            self.finish()

    def finish(self) -> None:
        """Put in what is still in hand."""
        if self._rows:
            self._put()
            self.counts[self._name] += len(self._rows)
            self._told(len(self._rows))
            self._rows = []

    def _begin(self, name: str, kinds: dict[str, str]) -> None:
        self.counts[name] = 0
        self._name, self._columns = name, list(kinds.items())
        self._reads = [_KINDS[kind][2] for kind in kinds.values()]

    def _put(self) -> None:
        columns = [named(name, _KINDS[kind][3]) for name, kind in self._columns]
        self._session.connection().execute(insert(table(self._name, *columns)), self._rows)


def _kind_of(column: Column) -> str:
    return next(kind for kind, (of, *_) in _KINDS.items() if isinstance(column.type, of))


def _as_written(column: Column) -> ColumnElement:
    # as text, so that a JSON null and no value at all stay apart
    return cast(column, Text) if isinstance(column.type, JSON) else column


def _line(found: object) -> bytes:
    return json.dumps(found, separators=(",", ":")).encode() + b"\n"
