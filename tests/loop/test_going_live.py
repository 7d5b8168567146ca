"""What the check before going live takes for a day; and that going live happens once, whoever else is at it."""

import threading
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from feedback_app.app import create_app
from feedback_app.loop import going_live, return_codes, voices
from feedback_app.loop.going_live import Place
from tests import people
from tests.visitor import Visitor


@pytest.fixture
def ready(monkeypatch, house):
    """A house that lacks nothing."""
    monkeypatch.setattr(going_live, "lacks", lambda *_: [])
    with house.databases.writing() as db:
        going_live.ours(db).backup_public_key = "age1"
    return house


def start(house):
    with house.databases.writing() as db:
        return going_live.start(db, house.now(), Place("https://check.example", ("en",), None))


def said(house):
    with house.databases.reading() as db:
        return voices.how_many(db)


def test_today_is_the_day_it_is_here(sqlite_house):
    """In summer it is tomorrow in London for an hour before it is in UTC."""
    after_midnight = datetime.fromisoformat("2027-07-01T23:30")
    with sqlite_house.databases.writing() as db:
        said = going_live.ours(db)
        said.keys_copied_on = said.help_lines_checked_on = date(2027, 7, 2)
        missing = going_live.lacks(db, after_midnight, Place("https://check.example", ("en",), after_midnight))
    assert not [line for line in missing if "still to come" in line]


def test_what_was_said_after_going_live_is_not_wiped_by_a_second_time(ready):
    """Somebody was asked "Go live?" and went away; somebody else went live meanwhile."""
    people.say(ready)
    assert start(ready)["check_ins"] == 1
    people.say(ready)
    with pytest.raises(going_live.LiveAlready):
        start(ready)
    assert said(ready) == 1


def test_of_two_who_go_live_at_once_one_does(ready):
    refused = []

    def second():
        try:
            start(ready)
        except going_live.LiveAlready as why:
            refused.append(why)

    other = threading.Thread(target=second)
    with ready.databases.writing() as db:
        going_live.start(db, ready.now(), Place("https://check.example", ("en",), None))
        other.start()
        other.join(0.3)  # it waits for us, or would be done by now
    other.join(20)
    assert len(refused) == 1


def test_a_rehearsal_takes_nothing_more_that_was_on_its_way_when_it_ended(ready, monkeypatch):
    """Sent a moment before, and its words are still being made: the rehearsal is looked at again where it is kept."""
    app = create_app(replace(ready.settings, mode="rehearsal"), clock=ready.now)
    slow = return_codes.slow_step.stretched

    def meanwhile(numbers):
        start(ready)
        return slow(numbers)

    with closing(app.extensions["databases"]):
        phone = Visitor(app).open(ready.link("poster"))
        monkeypatch.setattr(return_codes.slow_step, "stretched", meanwhile)
        phone.submit({"a-change": "The bus is late."}, button=people.send_button(phone))
    assert phone.status == 410
    phone.see("The rehearsal is over")
    assert said(ready) == 0
    assert people.ids(ready, "participants") == []
