"""A press that came after a page had closed kept nothing: the door says so, and so does a worker's device."""

import pytest

from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.test_on_a_lent_device import hand_over

NOT_SENT = "It could not be sent."


@pytest.fixture
def answered(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"))
    return words, reply(sqlite_house, the_point(sqlite_house))


@pytest.fixture
def phone(sqlite_house, answered):
    phone = come_back(sqlite_house.visitor(), answered[0]).press("Read the reply")
    sqlite_house.wait(minutes=11)
    return phone


def test_what_difference_it_made(phone):
    phone.submit({"difference": "worse"}, button="Send").see("Your page is closed", NOT_SENT)


def test_not_sorted(sqlite_house, phone):
    phone.press("Not sorted").see("Your page is closed", NOT_SENT)
    assert the_point(sqlite_house).status == "done"


def test_taking_it_back(sqlite_house, answered):
    phone = come_back(sqlite_house.visitor(), answered[0]).follow("Take this back")
    sqlite_house.wait(minutes=11)
    phone.press("Yes, take it back").see("Your page is closed", NOT_SENT)


def test_on_a_worker_s_device(sqlite_house, answered):
    device = hand_over(sqlite_house, answered[1]).submit(words=answered[0]).press("Read the reply")
    sqlite_house.wait(minutes=6)
    device.submit({"difference": "worse"}, button="Send").see("This page is closed", NOT_SENT, "Please hand it back.")


def test_who_only_looked_is_told_nothing_of_sending(sqlite_house, answered):
    phone = come_back(sqlite_house.visitor(), answered[0])
    sqlite_house.wait(minutes=11)
    phone.press("Read the reply").see("Your page is closed").not_see(NOT_SENT)
