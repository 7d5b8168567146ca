"""Two presses of one button at the same moment, on PostgreSQL, where two write at once: what they say is done once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from threading import Barrier, BrokenBarrierError, get_ident

import pytest
from sqlalchemy import event, text

from feedback_app.commands.tend import swept
from feedback_app.database import Db
from tests import people
from tests.journeys import passing

ABOUT_NOBODY = ("learning_notes", "own_texts", "absences", "invitations")
LONG_ENOUGH = 0.4  # seconds in which the other has looked too, unless it is made to wait


def twice(visitor, press) -> None:
    """Both look before either writes, where nothing keeps them apart; and both see a page as ever."""
    other = copy(visitor)
    other.client = visitor.app.test_client()
    other.client._cookies = dict(visitor.client._cookies)
    path, fields = what_is_sent(visitor, press)
    at_once(*(lambda one=one: one.post(path, fields) for one in (visitor, other)))
    assert [visitor.status, other.status] == [200, 200]


def what_is_sent(visitor, press) -> tuple:
    """Where this press would post what."""
    asked = []
    visitor._go = lambda _method, path, fields=None: asked.append((path, fields))
    press(visitor)
    del visitor._go
    return asked[0]


def at_once(*deeds) -> None:
    """Both look before either writes, where nothing keeps them apart."""
    looked, together = set(), Barrier(2)

    def wait_for_the_other(db, *_):
        if db.is_writing and get_ident() not in looked:
            looked.add(get_ident())
            with suppress(BrokenBarrierError):
                together.wait(LONG_ENOUGH)

    event.listen(Db, "before_flush", wait_for_the_other)
    try:
        with ThreadPoolExecutor(2) as hands:
            list(hands.map(lambda one: one(), deeds))
    finally:
        event.remove(Db, "before_flush", wait_for_the_other)


@pytest.fixture
def done(postgresql_house):
    """``(house, what grew)``: the counts since it was asked the last time, and that each trail has one order."""
    house, before = postgresql_house, {}

    def grown() -> dict[str, int]:
        tables = ("trail_events", "receipts", "pulses", "actions", "meetings", *ABOUT_NOBODY)
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
    twice(phone, lambda one: one.submit(difference="big"))
    assert grown() == {"pulses": 1, "trail_events": 1}
    twice(phone, lambda one: one.press("Not sorted"))
    assert grown() == {"trail_events": 1}


def test_what_came_back_is_written_down_once_though_somebody_takes_it_back_at_that_moment(done):
    house, grown = done
    passing.told_and_passed_on(house)
    house.wait_working_days(6)
    desk = passing.opened_at(house, house.signed_in("Sam"))
    path, fields = what_is_sent(desk, lambda one: one.press("Take it back"))
    grown()
    at_once(lambda: desk.post(path, fields), lambda: swept(house.databases, house.now()))
    assert (desk.status, grown()) == (200, {"trail_events": 2}), "that it came back, and that they took it back"


def test_what_a_team_writes_about_nobody(done):
    house, grown = done
    sam, today = house.signed_in("Sam"), house.now().date()
    grown()
    twice(sam.open("/work/learned"), lambda one: one.submit(went_wrong="We were late.", we_do_now="We ring."))
    assert grown() == {"learning_notes": 1}
    late = {"title": "Late bus", "status": "answered", "we_did": "The bus is late."}
    twice(sam.open("/work/own-texts/new"), lambda one: one.submit(late))
    assert grown() == {"own_texts": 1}
    away = {"from_day": today, "until_day": today, "cover": house.staff("Amina")[0].id}
    twice(sam.open("/work/team"), lambda one: one.submit(away, button="Keep this"))
    assert grown() == {"absences": 1}
    lines = {f"ask-en-{line}": "We ask." for line in ("who", "why", "can", "cannot", "you_get")}
    card = {"kind": "poster", "question_set": "yp_checkin", "stage": "direct_work"}
    card |= lines | {"hear_back_by": people.in_a_week(house)}
    twice(sam.open("/work/invitations/new"), lambda one: one.submit(card, button="Make it"))
    assert grown() == {"invitations": 1}
