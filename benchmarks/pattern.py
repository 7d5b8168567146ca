"""The rows that one check-in leaves in both databases, to be written again and again under new ids."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Engine

from benchmarks import ours
from benchmarks.place import Place
from feedback_app.database import Base, SealedBase, new_id

Rows = list[tuple[Table, list[dict[str, Any]]]]
BASES = (Base, SealedBase)


class Pattern:
    """Main rows and sealed rows, tables in the order in which they must be written."""

    def __init__(self, both: list[Rows]) -> None:
        self.both = both
        self._ids = {
            row[name] for rows in both for table, several in rows for name in _unique(table) for row in several
        }
        self._changing = [
            [(table, [(row, self._ids_in(row)) for row in several]) for table, several in rows] for rows in both
        ]

    def fresh(self) -> list[Rows]:
        """The same rows with ids, hashes and seals that were never written before."""
        new = {old: os.urandom(len(old)) if isinstance(old, bytes) else new_id() for old in self._ids}
        return [
            [
                (table, [{**row, **{name: new[old] for name, old in ids}} for row, ids in several])
                for table, several in rows
            ]
            for rows in self._changing
        ]

    def _ids_in(self, row: dict[str, Any]) -> list[tuple[str, Any]]:
        return [(name, value) for name, value in row.items() if isinstance(value, str | bytes) and value in self._ids]


def of_a_check_in(place: Place, as_stored: bool = False) -> Pattern:
    """Sends one real check-in to ourselves and looks which rows it left; ``as_stored`` for raw SQL."""
    databases = place.databases()
    engines = (databases.main, databases.sealed)
    before = [_every_row(*one, as_stored) for one in zip(engines, BASES, strict=True)]
    phone, client = ours.Phone(place), ours.without_slow_step(place).test_client()
    answer = client.post(place.path, data=phone.bodies(1)[0], content_type=ours.FORM)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    after = [_every_row(*one, as_stored) for one in zip(engines, BASES, strict=True)]
    databases.close()
    return Pattern([_added(*two) for two in zip(before, after, strict=True)])


def _every_row(engine: Engine, base: type, as_stored: bool) -> Rows:
    found = []
    with engine.connect() as connection:
        for table in base.metadata.sorted_tables:
            plain = f"SELECT {', '.join(map(_quoted, table.columns.keys()))} FROM {_quoted(table.name)}"  # noqa: S608
            rows = connection.exec_driver_sql(plain) if as_stored else connection.execute(select(table))
            found.append((table, [dict(row) for row in rows.mappings()]))
    return found


def _added(before: Rows, after: Rows) -> Rows:
    added = [
        (table, [row for row in now if row not in then]) for (table, then), (_, now) in zip(before, after, strict=True)
    ]
    return [(table, rows) for table, rows in added if rows]


def _unique(table: Table) -> list[str]:
    alone = len(table.primary_key.columns) == 1
    return [one.name for one in table.columns if one.unique or (one.primary_key and alone)]


def _quoted(name: str) -> str:
    return f'"{name}"'
