"""Every question of the pulse can be skipped. Whoever skips all of them is not thanked for what they said."""

import pytest

from feedback_app.loop.pulses import Pulse
from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.test_on_a_lent_device import hand_over


@pytest.fixture
def phone(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    reply(sqlite_house, the_point(sqlite_house), we_did="We moved them to four.")
    return come_back(sqlite_house.visitor(), words).press("Read the reply")


def pulses(house):
    with house.databases.reading() as db:
        return db.query(Pulse).count()


def test_nothing_picked_is_nothing_said(sqlite_house, phone):
    phone.press("Send").see("You did not pick anything. Nothing was sent.").not_see("We will use what you said")
    assert pulses(sqlite_house) == 0
    phone.follow("Back to my page").not_see("You said what difference it made")


def test_what_was_said_before_is_still_there(sqlite_house, phone):
    phone.submit({"difference": "big"}, button="Send").see("We will use what you said")
    phone.press("Send").see("We will use what you said")
    assert pulses(sqlite_house) == 1


def test_who_says_only_how_they_feel_does_not_read_that_they_said_what_difference_it_made(phone):
    phone.submit({"feel": ["nothing"]}, button="Send").see("We will use what you said")
    phone.follow("Back to my page").see("You told us what you think").not_see("You said what difference it made")


def test_nor_on_a_device_that_was_lent(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"))
    device = hand_over(sqlite_house, reply(sqlite_house, the_point(sqlite_house))).submit(words=words)
    device.press("Read the reply").press("Send").see("This page is closed", "Nothing was sent.")
    assert pulses(sqlite_house) == 0
