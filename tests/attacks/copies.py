"""Many copies of all that was said in a house, as if other services had heard it: as it is when years have passed."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint, insert, select, text

from feedback_app.database import Base, SealedBase
from feedback_app.loop import voices
from feedback_app.loop.invitations import Ask, Invitation
from feedback_app.loop.meeting_invitations import MeetingInvitation
from feedback_app.loop.partnership import Service
from feedback_app.loop.staff import Staff

GROWS = {one.__tablename__ for one in (*voices.VOICES, *voices.SEALED)}
AROUND = (Service, Staff, Invitation, Ask)
TAIL = 5  # letters at the end of an id by which a copy differs


def add_copies(house, many: int) -> None:
    """Copy each row that names something said so often, and the services, staff and invitations around it once.

    The copies can't be opened, since each text is sealed for its place: they are there to be passed by.
    """
    tables = [(house.databases.main, Base), (house.databases.sealed, SealedBase)]
    copied = {one.__table__ for one in (*voices.VOICES, *voices.SEALED, *AROUND)}
    found = {table: _rows(engine, table) for engine, base in tables for table in base.metadata.sorted_tables}
    around = {row["id"] for one in AROUND for row in found[one.__table__] if "id" in row}
    said = {row[key] for table, rows in found.items() if table.name in GROWS for row in rows for key in _own_ids(table)}
    said |= {row["invitation_id"] for row in found[MeetingInvitation.__table__]}
    for engine, base in tables:
        with engine.begin() as connection:
            for table in filter(copied.__contains__, base.metadata.sorted_tables):
                if copies := list(_copies(table, found[table], said, around - said, many)):
                    connection.execute(insert(table), copies)
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _rows(engine, table) -> list[dict]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def _own_ids(table) -> list[str]:
    return [column.name for column in table.primary_key.columns if str(column.type) == "VARCHAR(22)"]


def _copies(table, rows, said, around, many):
    for row in rows:
        named = {value for value in row.values() if isinstance(value, str)}
        times = many if named & said else 1 if named & around else 0
        yield from (_copy(table, row, number, said, around) for number in range(times))


def _copy(table, row, number, said, around):
    copy = {name: _elsewhere(value, number, said, around) for name, value in row.items()}
    for names in _keys(table):
        if all(copy[name] == row[name] for name in names):
            copy |= {name: _another(row[name], number) for name in names}
    return copy


def _elsewhere(value, number, said, around):
    if not isinstance(value, str) or (value not in said and value not in around):
        return value
    return _another(value, number) if value in said else f"{value[:-TAIL]}there"


def _another(value, number):
    tail = f"{number:0{TAIL}}"
    return value[:-TAIL] + (tail if isinstance(value, str) else tail.encode()) if value else value


@cache
def _keys(table) -> list[list[str]]:
    """What no two rows may have together."""
    keys = [*table.constraints, *(one for one in table.indexes if one.unique)]
    unique = [one for one in keys if isinstance(one, PrimaryKeyConstraint | UniqueConstraint | Index)]
    return [[column.name for column in one.columns] for one in unique]
