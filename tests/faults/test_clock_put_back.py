"""A clock put back an hour: nothing is sent twice, nobody gets longer time, nothing happens before its cause."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from feedback_app.loop import journal, replies, trail
from feedback_app.loop.points import VoicePoint
from feedback_app.web import throttle
from tests import people
from tests.attacks.phone import Phone
from tests.faults.whole import halves, said
from tests.journeys.people import in_two_weeks, reply, say, the_point

HOUR = 3600


@pytest.fixture
def put_back(monkeypatch):
    """``put_back(house)``: an hour, for everything that asks what time it is. Again, and it is right."""
    real = time.time

    def turn(house, seconds: int = HOUR) -> None:
        house.late -= timedelta(seconds=seconds)
        monkeypatch.setattr(time, "time", lambda: real() + house.late.total_seconds())

    return turn


def test_a_page_opened_before_is_taken_after_and_once(sqlite_house, put_back):
    """Its token is from the future; under a new one, a send whose answer was lost would be a second check-in."""
    phone = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "The bus is late"})
    sent = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "It was dark"})
    _, words = sent.send()
    put_back(sqlite_house)
    assert phone.send()[0] == 303
    assert sent.send() == (303, words)
    assert said(sqlite_house) == {"The bus is late": 1, "It was dark": 1}


def test_a_form_a_person_opened_before_is_taken_after(sqlite_house, put_back):
    _, words = people.say(sqlite_house)
    back = sqlite_house.visitor().open("/back")
    put_back(sqlite_house)
    back.submit(words=words)
    assert back.path.startswith("/back/replies")


def test_nobody_gets_an_hour_more_on_an_open_page(sqlite_house, put_back):
    _, words = people.say(sqlite_house)
    back = people.come_back(sqlite_house, words)
    put_back(sqlite_house)
    assert back.open("/back/replies").path.startswith("/back"), "the door, not the page"
    assert not back.path.startswith("/back/replies")


def test_a_small_step_ends_nobodys_visit(sqlite_house, put_back):
    _, words = people.say(sqlite_house)
    back = people.come_back(sqlite_house, words)
    put_back(sqlite_house, seconds=90)
    assert back.open("/back/replies").path.startswith("/back/replies")


def test_a_workers_reply_waits_on_the_page_until_they_are_in_again(sqlite_house, put_back):
    people.say(sqlite_house)
    desk = sqlite_house.signed_in("Sam")
    people.hear(desk, people.newest(sqlite_house, "participants"))
    point = people.newest(sqlite_house, "voice_points")
    desk.open(f"/work/reply/{point}").submit(people.done(sqlite_house), form="form[data-compose]")
    put_back(sqlite_house)
    desk.press("Send this").see("You were signed out", "what you wrote is still on this page")
    put_back(sqlite_house, seconds=-HOUR)
    desk.press("Send it again").see("Sent. They read it")


def test_the_door_for_staff_opens_with_a_form_from_before(sqlite_house, put_back):
    person, password, _ = sqlite_house.staff("Sam")
    door = sqlite_house.visitor().open("/staff")
    put_back(sqlite_house)
    door.submit(email=person.email, password=password)
    assert door.path.startswith("/staff/code")


def test_nothing_on_a_trail_happens_before_its_cause(house, put_back):
    house.wait(hours=2)  # else the invitation is from the future too
    say(house.visitor(), house.link("poster"))
    sam, _, _ = house.staff("Sam")
    with house.databases.writing() as db:
        replies.hear(db, db.get_one(VoicePoint, the_point(house).id), sam, house.now())
        journal.record(db, house.now(), sam.id, "hear", "point", the_point(house).id)
    put_back(house)
    soon = {"status": "working", "next_step": "We ask the bus company.", "next_by": in_two_weeks(house), "since": None}
    reply(house, the_point(house), **soon, why="It takes a while.")
    with house.databases.writing() as db:
        journal.record(db, house.now(), sam.id, "reply", "point", the_point(house).id)
    with house.databases.reading() as db:
        point = db.get_one(VoicePoint, the_point(house).id)
        happened = [one.at for one in trail.of(db, point.id)]
        assert happened == sorted(happened)
        assert point.asked_at <= point.said_at <= point.heard_at
        assert trail.disagreeing(db) == 0
        assert journal.verify(db)[0] >= 2
    assert halves(house) == []


def test_nobody_is_asked_after_they_answered(sqlite_house, put_back):
    put_back(sqlite_house)
    say(sqlite_house.visitor(), sqlite_house.link("poster"))
    assert the_point(sqlite_house).asked_at <= the_point(sqlite_house).said_at
    assert halves(sqlite_house) == []


def test_a_full_bucket_is_full_for_its_minute_and_no_longer(sqlite_house, put_back, monkeypatch):
    """It goes by a clock that nobody puts back: not an hour more for who waits, nor a new minute for who floods."""
    phone = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "x"})
    with sqlite_house.app.test_request_context(environ_base={"REMOTE_ADDR": phone.address}):
        for _ in range(throttle.SEND_NEAR.amount):
            throttle.count(*throttle.sends_from(throttle.near()))
    put_back(sqlite_house)
    assert phone.send()[0] == 429
    in_a_minute = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: in_a_minute)
    assert phone.send()[0] == 303
