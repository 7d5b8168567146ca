"""Forgetting a person takes what was passed on about them; and older points got their stage and who is hidden."""

import sqlite3

from sqlalchemy import delete, text

from feedback_app.loop.participants import Participant
from feedback_app.upgrades import bring_up_to_date
from tests import people


def test_what_was_passed_on_goes_with_its_person(house):
    people.say(house)
    people.between_services(house, people.newest(house, "voice_points"))
    tables = ("pass_ons", "assignments", "voice_points")
    assert all(people.ids(house, table) for table in tables)
    with house.databases.writing() as db:
        db.execute(delete(Participant))
    assert not any(people.ids(house, table) for table in tables)
    with house.databases.reading() as db:
        assert db.execute(text("SELECT count(*) FROM absences")).scalar() == 1, "who is away is nobody's voice"


def test_points_of_an_older_release_get_their_stage_and_who_is_hidden(tmp_path):
    urls = [f"sqlite:///{tmp_path / role}.db" for role in ("main", "sealed")]
    bring_up_to_date(*urls, to=("0004", "head"))
    with sqlite3.connect(tmp_path / "main.db") as connection:  # without foreign keys: only these rows matter
        _insert(connection, "check_ins", id="visit", stage="review")
        for name, who_sees in (("one", "team"), ("two", "not_my_worker")):
            _insert(connection, "voice_points", id=name, check_in_id="visit", who_sees=who_sees, owner_id="sam")
    connection.close()
    bring_up_to_date(*urls)
    with sqlite3.connect(tmp_path / "main.db") as connection:
        found = connection.execute("SELECT id, stage, owner_id, hidden_from FROM voice_points ORDER BY id").fetchall()
    connection.close()
    assert found == [("one", "review", "sam", None), ("two", "review", None, "sam")]


def _insert(connection, table: str, **known: str) -> None:
    """A row with these values, and something in every other column that must not be empty."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    must = {name: "2026-11-01 09:00:00" for _, name, _, is_needed, *_ in columns if is_needed}
    row = must | known
    marks = ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
