"""Two presses of one button at the same moment, on PostgreSQL, where two write at once: what they say is done once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from threading import Barrier, BrokenBarrierError, get_ident

import pytest
from sqlalchemy import event, text

from feedback_app.database import Db
from tests import people

LONG_ENOUGH = 0.4  # seconds in which the other has looked too, unless it is made to wait


def twice(visitor, press) -> None:
    """Both look before either writes, where nothing keeps them apart; and both see a page as ever."""
    asked, looked, together = [], set(), Barrier(2)
    visitor._go = lambda _method, path, fields=None: asked.append((path, fields))
    press(visitor)
    del visitor._go
    other = copy(visitor)
    other.client = visitor.app.test_client()
    other.client._cookies = dict(visitor.client._cookies)

    def wait_for_the_other(db, *_):
        if db.is_writing and get_ident() not in looked:
            looked.add(get_ident())
            with suppress(BrokenBarrierError):
                together.wait(LONG_ENOUGH)

    event.listen(Db, "before_flush", wait_for_the_other)
    try:
        with ThreadPoolExecutor(2) as hands:
            assert [one.status for one in hands.map(lambda one: one.post(*asked[0]), (visitor, other))] == [200, 200]
    finally:
        event.remove(Db, "before_flush", wait_for_the_other)


@pytest.fixture
def done(postgresql_house):
    """``(house, what grew)``: the counts since it was asked the last time, and that each trail has one order."""
    house, before = postgresql_house, {}

    def grown() -> dict[str, int]:
        tables = ("trail_events", "receipts", "pulses", "actions", "meetings")
        with house.databases.reading() as db:
            now = {name: db.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables}
            places = text("SELECT count(*) - count(DISTINCT (point_id, position)) FROM trail_events")
            assert db.scalar(places) == 0, "two steps stand in one place of a trail"
        more = {name: now[name] - before.get(name, 0) for name in tables if now[name] != before.get(name, 0)}
        before.update(now)
        return more

    return house, grown


def test_what_a_worker_presses(done):
    house, grown = done
    people.say(house, "personal")
    desk, whose = house.signed_in("Sam"), people.newest(house, "participants")
    grown()
    twice(desk.open(f"/work/voice/{whose}"), lambda one: one.press("I have read this"))
    assert grown() == {"trail_events": 1}
    to_do = {"what": "Ask the bus firm", "owner_agency": "education", "due": people.in_a_week(house)}
    desk.open(f"/work/point/{people.newest(house, 'voice_points')}/action")
    twice(desk, lambda one: one.submit(to_do))
    assert grown() == {"actions": 1}
    to_meet = {"kind": "cin", "held_on": people.in_a_week(house)}
    twice(desk.open(f"/work/voice/{whose}/new-meeting"), lambda one: one.submit(to_meet))
    assert grown() == {"meetings": 1}


def test_what_the_person_presses(done):
    house, grown = done
    _, words = people.say(house, "personal")
    desk, point = house.signed_in("Sam"), people.newest(house, "voice_points")
    people.hear(desk, people.newest(house, "participants"))
    people.reply(desk, point, **people.done(house))
    phone = people.come_back(house, words)
    grown()
    twice(phone, lambda one: one.press("Read the reply"))
    assert grown() == {"receipts": 1, "trail_events": 1}
    twice(phone, lambda one: one.submit(button="Send"))
    assert grown() == {"pulses": 1, "trail_events": 1}
    twice(phone, lambda one: one.press("Not sorted"))
    assert grown() == {"trail_events": 1}
