"""What somebody said of a reply is not undone by a page that never showed it: beside a worker, or in an old tab."""

import pytest

from feedback_app.loop.pulses import Pulse
from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.test_on_a_lent_device import hand_over

WORSE = {"difference": "worse", "feel": ["fobbed"]}


@pytest.fixture
def answered(sqlite_house):
    """``(their words, the reply)``."""
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"))
    return words, reply(sqlite_house, the_point(sqlite_house))


@pytest.fixture
def phone(sqlite_house, answered):
    return come_back(sqlite_house.visitor(), answered[0]).press("Read the reply")


def said(house):
    with house.databases.reading() as db:
        [one] = db.query(Pulse)
        return one.difference, one.again, one.feel


def test_who_skips_all_of_it_beside_their_worker_has_still_said_that_it_got_worse(sqlite_house, answered, phone):
    phone.submit(WORSE, button="Send")
    device = hand_over(sqlite_house, answered[1]).submit(words=answered[0])
    device.press("Send").see("You did not pick anything. Nothing was sent.")
    assert said(sqlite_house) == ("worse", None, ["fobbed"])
    monday = sqlite_house.signed_in("Grace").open("/work/monday")
    monday.see("It made things worse")


def test_what_they_pick_there_comes_to_what_they_said(sqlite_house, answered, phone):
    phone.submit(WORSE, button="Send")
    device = hand_over(sqlite_house, answered[1]).submit(words=answered[0])
    device.submit({"again": "yes"}, button="Send").see("We will use what you said.")
    assert said(sqlite_house) == ("worse", "yes", ["fobbed"])


def test_nor_by_a_tab_that_was_open_before_they_said_it(sqlite_house, phone):
    blank = phone.response
    phone.submit(WORSE, button="Send")
    phone.back_to(blank).press("Send").see("You did not pick anything. Nothing was sent.")
    assert said(sqlite_house) == ("worse", None, ["fobbed"])


def test_what_they_see_there_they_can_change_and_take_back(sqlite_house, phone):
    phone.submit(WORSE, button="Send").submit({"difference": "small"}, button="Send")
    assert said(sqlite_house) == ("small", None, ["fobbed"])
    phone.submit({"difference": None, "feel": None}, button="Send").see("You took this back").not_see("Nothing was")
    assert said(sqlite_house) == (None, None, [])
