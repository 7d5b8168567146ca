"""Words are never edited: both databases refuse it by themselves. Taking back empties them, and is all that may."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests import people

REFUSED = (
    "UPDATE answers SET words = :other WHERE words IS NOT NULL",
    "UPDATE answers SET words = NULL, drawing = :other",
    "UPDATE answers SET words = NULL, question = 'going_ok'",
    "UPDATE answers SET words = NULL, skipped = NOT skipped",
    "UPDATE kept_words SET words = :other",
    "UPDATE kept_words SET words = NULL",
    "UPDATE corrections SET words = :other",
    "UPDATE trail_events SET step = 'told'",
    "UPDATE journal SET action = 'nothing'",
)


@pytest.fixture
def lived_in(house):
    """One answer, one part of it kept by itself, and what they meant."""
    people.say(house)
    house.signed_in("Sam").open("/work/").follow("What needs to change?")  # the journal has a line
    point, person = people.newest(house, "voice_points"), people.newest(house, "participants")
    with house.databases.writing() as db:
        whose = {"point": point, "person": person, "words": b"sealed", "at": house.now()}
        db.execute(text("INSERT INTO kept_words VALUES (:point, :person, :words, NULL)"), whose)
        db.execute(text("INSERT INTO corrections VALUES ('c', :point, :person, :words, :at)"), whose)
    return house


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses(lived_in, statement):
    before = _all(lived_in)
    with pytest.raises(DBAPIError, match="is never changed"), lived_in.databases.main.begin() as connection:
        connection.execute(text(statement), {"other": b"other"})
    assert _all(lived_in) == before


def test_emptying_is_all_that_may_be_done_and_is_for_good(lived_in):
    with lived_in.databases.main.begin() as connection:
        connection.execute(text("UPDATE answers SET words = NULL, drawing = NULL"))
    assert {row[-2:] for row in _all(lived_in)[0]} == {("None", "None")}
    with pytest.raises(DBAPIError), lived_in.databases.main.begin() as connection:
        connection.execute(text("UPDATE answers SET words = :other"), {"other": b"other"})


@pytest.mark.parametrize("what", ["status = 'done'", "due_at = said_at", "understanding = answer_id"])
def test_what_was_taken_back_stays_so(lived_in, what):
    what = what.replace("answer_id", "CAST('x' AS BLOB)" if lived_in.place.kind == "sqlite" else "CAST('x' AS BYTEA)")
    with lived_in.databases.main.begin() as connection:
        connection.execute(text("UPDATE voice_points SET status = 'withdrawn', due_at = NULL"))
    with pytest.raises(DBAPIError, match="is never changed"), lived_in.databases.main.begin() as connection:
        connection.execute(text(f"UPDATE voice_points SET {what}"))


def _all(house) -> list[set[tuple[str, ...]]]:
    with house.databases.main.connect() as connection:
        tables = ("answers", "kept_words", "corrections", "trail_events", "journal")
        return [{tuple(map(str, row)) for row in connection.execute(text(f"SELECT * FROM {one}"))} for one in tables]
