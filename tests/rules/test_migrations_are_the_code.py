"""What the migrations make is what the code says, on both databases; and upgrading again changes nothing."""

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
    engine = open_engine(place.main_url if name == "main" else place.sealed_url)
    metadata = Base.metadata if name == "main" else SealedBase.metadata
    with engine.connect() as connection:
        differs = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differs == []


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
