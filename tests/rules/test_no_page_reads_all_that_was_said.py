"""No page goes through a whole table of what people said: what it costs must not grow with everybody's voices."""

import re
import sqlite3

from sqlalchemy import ForeignKeyConstraint, event, select
from sqlalchemy.schema import ColumnCollectionConstraint

from feedback_app.database import Base
from feedback_app.loop import voices
from feedback_app.loop.trail import TrailEvent
from tests import people
from tests.rules.living import gets

GROWS = {one.__tablename__ for one in (*voices.VOICES, *voices.SEALED)}
# without statistics SQLite may look for one person's points among all that their service was ever told
_ALL_OF_A_SERVICE = re.compile(r"^SEARCH voice_points(?:_\d+)? USING INDEX (\w+) \(service_id=\?\)$")
_THROUGH = re.compile(r"^SCAN (\w+?)(?:_\d+)?(?: USING (?:COVERING )?INDEX (\w+))?$")


def asked_of(house, look) -> dict[str, set[str]]:
    """Every statement that either database was asked while ``look`` was on, its values in it."""
    found: dict[str, set[str]] = {"main": set(), "sealed": set()}

    def listen(name):
        def traced(connection, *_):
            connection.set_trace_callback(found[name].add)

        return traced

    heard = [(getattr(house.databases, name), listen(name)) for name in found]
    for engine, traced in heard:
        engine.dispose()
        event.listen(engine, "checkout", traced)
    try:
        look()
    finally:
        for engine, traced in heard:
            event.remove(engine, "checkout", traced)
            engine.dispose()
    return found


def read_through(house, asked: dict[str, set[str]]) -> list[str]:
    """The statements of which SQLite says that it would go through a whole table that grows."""
    found = set()
    for name, statements in asked.items():
        with sqlite3.connect(getattr(house.databases, name).url.database) as connection:
            indexes = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
            of_a_few = {row[0] for row in indexes}  # of what is still open, which is never much
            for one in statements:
                if one.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
                    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {one}")]
                    steps = filter(None, map(_THROUGH.match, plan))
                    tables = {step[1] for step in steps if step[2] not in of_a_few}
                    is_counted_once = "GROUP BY participants.worker_id" in one and "CORRELATED" not in " ".join(plan)
                    if not is_counted_once:  # how many voices each of a team has
                        by_service = filter(None, map(_ALL_OF_A_SERVICE.match, plan))
                        tables |= {"voice_points" for step in by_service if step[1] not in of_a_few}
                    found |= {f"{table}: {' '.join(one.split())}" for table in tables & GROWS}
    return sorted(found)


def test_no_page_goes_through_a_table_that_grows(lived_in):
    house, back, desk, ids = lived_in
    visitors = [house.visitor(), back, desk, *map(house.signed_in, ("Marcus", "Ifeoma"))]

    def look():
        for rule in gets(house):
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: ids[place[1]], rule.rule)
            for visitor in visitors:
                visitor.open(path)

    asked = asked_of(house, look)
    assert len(asked["main"]) > 100
    assert read_through(house, asked) == []


def test_nor_does_what_people_and_workers_do(sqlite_house):
    words = []
    assert read_through(sqlite_house, asked_of(sqlite_house, lambda: words.append(people.say(sqlite_house)[1]))) == []
    participant, point = (people.newest(sqlite_house, table) for table in ("participants", "voice_points"))

    def answer_and_take_back():
        desk = sqlite_house.signed_in("Sam")
        people.hear(desk, participant)
        people.reply(desk, point, **people.done(sqlite_house))
        back = people.come_back(sqlite_house, words[0])
        back.press("Read the reply").submit(button="Send")
        back.open(f"/back/point/{point}/take-back").press("Yes, take it back")

    assert read_through(sqlite_house, asked_of(sqlite_house, answer_and_take_back)) == []


def test_a_page_that_does_is_caught(lived_in):
    house, *_ = lived_in

    def look():
        with house.databases.reading() as db:
            db.scalars(select(TrailEvent).where(TrailEvent.evidence == "opened")).all()
            db.scalars(select(TrailEvent).where(TrailEvent.point_id == "nobody's")).all()

    (found,) = read_through(house, asked_of(house, look))
    assert found.startswith("trail_events: ")


def test_what_goes_with_something_is_found_by_an_index():
    """Or taking one thing back would look through everything that hangs on anything."""
    assert [one for table in Base.metadata.sorted_tables for one in _without_index(table)] == []


def _without_index(table):
    led_by = [*table.indexes, *(one for one in table.constraints if isinstance(one, ColumnCollectionConstraint))]
    keys = [one for one in led_by if not isinstance(one, ForeignKeyConstraint) and len(one.columns)]
    found = {one.columns[0].name for one in keys}
    for key in table.foreign_keys:
        if key.ondelete == "CASCADE" and key.parent.name not in found:
            yield f"{table.name}.{key.parent.name}"
