"""A worker's device that is handed back: how somebody needed their pages to look and to speak is theirs to keep."""

import pytest

from tests.journeys import people
from tests.journeys.people import PLEASE, say, the_point
from tests.journeys.test_together import hand_over

THEIRS = {"lang", "look"}


def chosen_on(device) -> set[str]:
    """Which of a person's choices this browser still brings."""
    return {one.key for one in device.client._cookies.values() if one.value} & THEIRS


def choose(device):
    """Large letters, a dark page, easy words."""
    here = device.path
    device.open("/preferences").submit(size="large", ground="dark", words="easy", button="Keep this look")
    assert chosen_on(device) == THEIRS
    return device.open(here)


@pytest.fixture
def lent(sqlite_house):
    """Sam's device, handed over for a reply, after its person came in with their words and chose how it looks."""
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": people.CHANGE})
    reply = people.reply(sqlite_house, the_point(sqlite_house))
    device = sqlite_house.signed_in("Sam").open(f"/work/reply/{reply.id}/offer").press("Sign out and hand it over")
    return choose(device.submit(words=words))


def test_after_a_check_in_done_together(sqlite_house):
    device = choose(hand_over(sqlite_house, sqlite_house.signed_in("Sam")))
    device.submit(PLEASE, form="#check-in").press("I have kept them").see("Please hand it back.")
    assert chosen_on(device) == set()


def test_after_a_reply_was_read_on_it(lent):
    lent.press("Close my page").see("Please hand it back.")
    assert chosen_on(lent) == set()


def test_and_when_they_leave_in_a_hurry(lent):
    lent.follow("Leave now")
    assert chosen_on(lent) == set()


def test_their_own_phone_goes_on_speaking_their_language(sqlite_house):
    phone = choose(sqlite_house.visitor().open("/"))
    phone.follow("Leave now")
    assert chosen_on(phone) == THEIRS


def test_who_left_in_the_middle_is_not_known_by_it_when_the_worker_is_back(sqlite_house):
    """In the middle of a check-in nothing says whose device it is; the worker's signing in does."""
    device = choose(hand_over(sqlite_house, sqlite_house.signed_in("Sam")))
    device.follow("Leave now")
    person, password, _ = sqlite_house.staff("Sam")
    device.open("/staff").submit(email=person.email, password=password)
    device.submit(code=sqlite_house.six_digits("Sam"))
    assert device.path == "/work/"
    assert chosen_on(device) == set()
