"""What the migrations make is what the code says, on both databases; and upgrading again changes nothing."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

import feedback_app.loop  # noqa: F401  every table
from feedback_app import upgrades
from feedback_app.database import Base, SealedBase
from feedback_app.opening import open_engine


@pytest.mark.parametrize("name", ["main", "sealed"])
def test_no_column_differs(place, name):
    """Nor an index, nor which rows stand in it."""
    engine = open_engine(place.main_url if name == "main" else place.sealed_url)
    metadata = Base.metadata if name == "main" else SealedBase.metadata
    with engine.connect() as connection:
        differs = compare_metadata(MigrationContext.configure(connection), metadata)
        there = {one["name"]: one for table in metadata.tables for one in inspect(connection).get_indexes(table)}
    engine.dispose()
    assert differs == []
    wanted = {one.name: one.info.get("only_where") for table in metadata.tables.values() for one in table.indexes}
    assert {name: _letters(one) for name, one in wanted.items() if one is not None} == {
        name: _letters(where) for name, one in there.items() if (where := _where(one)) is not None
    }


def _where(index: dict) -> object:
    return next((said for option, said in index["dialect_options"].items() if option.endswith("_where")), None)


def _letters(condition: object) -> str:
    """A condition as either database writes it, but for brackets, casts and the name of the table."""
    return re.sub(r"::\w+( varying)?|[()\"]|\b\w+\.", "", str(condition)).upper()


def test_upgrading_again_keeps_everything(house):
    before = _rows(house)
    upgrades.bring_up_to_date(house.place.main_url, house.place.sealed_url)
    assert _rows(house) == before
    upgrades.refuse_other_versions(house.databases.main, house.databases.sealed)


def _rows(house) -> dict[str, int]:
    found = {}
    for engine in (house.databases.main, house.databases.sealed):
        with engine.connect() as connection:
            for table in inspect(connection).get_table_names():
                found[table] = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
    return found
