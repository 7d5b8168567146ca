"""Looking changes nothing: a GET writes at most a staff journal line, and when somebody was last seen."""

import re

from tests import people
from tests.attacks.counting import grown, rows
from tests.rules.living import gets

MAY_GROW = {"journal"}


def written(house, look):
    """What grew in either database while ``look`` was on."""
    before = rows(house)
    look()
    return {table: more for table, more in grown(before, rows(house)).items() if table not in MAY_GROW}


def test_no_get_writes(lived_in):
    house, back, desk, ids = lived_in
    for rule in gets(house):
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: ids[place[1]], rule.rule)
        for visitor in (house.visitor(), back, desk):
            assert written(house, lambda: visitor.open(path)) == {}, rule.rule  # noqa: B023  called at once


def test_no_get_changes_what_is_there(lived_in):
    """Nor does it change a row: the tables are the same afterwards, but for when somebody was last seen."""
    house, back, desk, ids = lived_in
    before = _contents(house)
    for rule in gets(house):
        if not rule.endpoint.startswith("checkin.leave"):
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: ids[place[1]], rule.rule)
            for visitor in (back, desk):
                visitor.open(path)
    assert _contents(house) == before


def test_a_get_that_writes_is_caught(lived_in):
    house, *_ = lived_in

    def careless():
        from feedback_app.loop import sessions
        from feedback_app.web import transaction

        with transaction.writing() as db:
            sessions.open_visit(db, "back", people.newest(house, "participants"), transaction.now())
        return ""

    house.app.view_functions["checkin.help.show"] = careless
    assert written(house, lambda: house.app.test_client().get("/help")) == {"visits": 1}


def _contents(house):
    from sqlalchemy import inspect, text

    found = {}
    for engine in (house.databases.main, house.databases.sealed):
        with engine.connect() as connection:
            for table in inspect(connection).get_table_names():
                columns = [
                    column["name"] for column in inspect(connection).get_columns(table) if column["name"] != "seen_at"
                ]
                names = ", ".join(f'"{name}"' for name in columns)
                query = text(f'SELECT {names} FROM "{table}" ORDER BY 1')
                found[table] = [tuple(row) for row in connection.execute(query)]
    found.pop("journal")
    return found
