"""When years have passed: no page reads through what everybody said, as PostgreSQL itself counts it."""

import re
import time

import psycopg
import pytest

from tests.attacks.copies import GROWS, add_copies
from tests.rules.living import gets, live_in

MANY = 2000
COUNTED = "SELECT relname, seq_tup_read FROM pg_stat_user_tables"


def read_through(house, look) -> dict[str, int]:
    """Tables that grow of which ``look`` read so many rows as they stand there, by no index."""
    before = _read(house)
    look()
    return {name: read - before[name] for name, read in _read(house).items() if read - before[name] >= MANY}


def _read(house) -> dict[str, int]:
    found = {}
    for engine in (house.databases.main, house.databases.sealed):
        engine.dispose()  # a connection says what it read at its end
        where = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(where) as connection:
            for _ in range(100):
                busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                if connection.execute(busy).fetchone()[0] == 1:
                    break
                time.sleep(0.01)
            found |= {name: read for name, read in connection.execute(COUNTED).fetchall() if name in GROWS}
    return found


@pytest.fixture
def years_later(only_in_attack, postgresql_house):
    _, back, desk, ids = live_in(postgresql_house)
    add_copies(postgresql_house, MANY)
    return postgresql_house, back, desk, ids


def test_no_page_reads_through_it(years_later):
    house, back, desk, ids = years_later
    visitors = [house.visitor(), back, desk, *map(house.signed_in, ("Marcus", "Ifeoma"))]
    for rule in gets(house):
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: ids[place[1]], rule.rule)
        for visitor in visitors:
            assert read_through(house, lambda: visitor.open(path)) == {}, path  # noqa: B023  called at once


def test_one_that_did_would_be_caught(years_later):
    house, *_ = years_later

    def look():
        with house.databases.main.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM trail_events WHERE evidence = 'opened'")

    assert read_through(house, look).keys() == {"trail_events"}
