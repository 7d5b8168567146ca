"""Statements made once: compiled when first asked, then put to the driver itself.

SQLAlchemy prepares every execution anew, which costs ten times what the database needs to answer.
On the ways that every person walks (send, come back) that is most of the work. The statement, its
types and its errors stay SQLAlchemy's; only the way to the driver is short.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Table, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.types import TypeEngine

Turn = Callable[[Any], Any] | None


class MadeOnce:
    """A SELECT whose values all have names. Keep it at module level: it is compiled once a dialect.

    ``kind`` is made of each row, its columns in order; a tuple with their names unless it is given.
    """

    def __init__(self, statement: Select[Any], kind: Callable[..., Any] | None = None) -> None:
        self._statement = statement
        self._kind = kind or namedtuple("Row", statement.selected_columns.keys())
        self._said: dict[str, tuple[_Said, list[tuple[int, Turn]]]] = {}

    def rows(self, dialect: Dialect, connection: PoolProxiedConnection, values: dict[str, Any]) -> list[Any]:
        """Every row. Raises SQLAlchemy's own errors."""
        said, turns = self._said.get(dialect.name) or self._on(dialect)
        found = said.run(connection, said.bound(values)).fetchall()
        return [self._kind(*_turned(row, turns)) for row in found]

    def _on(self, dialect: Dialect) -> tuple[_Said, list[tuple[int, Turn]]]:
        columns = self._statement.selected_columns.values()
        back = [_dialects(column.type, dialect).result_processor(dialect, None) for column in columns]
        turns = [(at, turn) for at, turn in enumerate(back) if turn is not None]
        self._said[dialect.name] = made = _Said(self._statement, dialect), turns
        return made


def add(dialect: Dialect, connection: PoolProxiedConnection, table: Table, rows: tuple[dict[str, Any], ...]) -> None:
    """Insert plain rows that all have the same columns. Raises SQLAlchemy's own errors."""
    if rows:
        said = _insertion(table, tuple(rows[0]), dialect)
        said.run_many(connection, [said.bound(row) for row in rows])


@cache
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Said:
    unsaid = [one.name for one in table.columns if one.name not in names and one.default is not None]
    if unsaid:
        raise ValueError(f"{table.name}: say {', '.join(unsaid)} too; nothing fills it in here")
    return _Said(insert(table), dialect, list(names))


class _Said:
    """A statement in one dialect's words, and how its values are handed over."""

    def __init__(self, statement: Select[Any] | Insert, dialect: Dialect, names: list[str] | None = None) -> None:
        made = statement.compile(
            dialect=dialect, column_keys=names, compile_kwargs={"render_postcompile": names is None}
        )
        self.text, self._dialect = str(made), dialect
        order = made.positiontup if made.positional else list(made.params)
        given = dict(made.params)
        self._binds = [
            (name, given[name], _dialects(made.binds[name].type, dialect).bind_processor(dialect)) for name in order
        ]
        self._is_positional = made.positional

    def bound(self, values: dict[str, Any]) -> Any:
        """The values as the driver takes them; what was not given is as the statement has it."""
        if self._is_positional:
            return [
                turn(values.get(name, usual)) if turn else values.get(name, usual) for name, usual, turn in self._binds
            ]
        return {
            name: turn(values.get(name, usual)) if turn else values.get(name, usual)
            for name, usual, turn in self._binds
        }

    def run(self, connection: PoolProxiedConnection, bound: Any) -> Any:
        try:
            return connection.driver_connection.execute(self.text, bound)
        except self._dialect.loaded_dbapi.Error as why:
            raise self._as_usual(connection, why) from why

    def run_many(self, connection: PoolProxiedConnection, bound: list[Any]) -> None:
        try:
            connection.driver_connection.cursor().executemany(self.text, bound)
        except self._dialect.loaded_dbapi.Error as why:
            raise self._as_usual(connection, why) from why

    def _as_usual(self, connection: PoolProxiedConnection, why: Exception) -> Exception:
        """The error that SQLAlchemy would raise, without what somebody wrote; a lost connection is let go."""
        error = self._dialect.loaded_dbapi.Error
        lost = self._dialect.is_disconnect(why, connection, None)
        if lost:
            connection.invalidate(why)
        return DBAPIError.instance(
            self.text, None, why, error, hide_parameters=True, connection_invalidated=lost, dialect=self._dialect
        )


def _dialects(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


def _turned(row: Iterable[Any], turns: list[tuple[int, Turn]]) -> Iterable[Any]:
    if not turns:
        return row
    values = list(row)
    for at, turn in turns:
        values[at] = turn(values[at])
    return values
