"""A reply is open in one tab, and what it answers is taken back in another: the old tab leads to where that is said."""

import pytest

from tests.journeys.people import come_back, reply, say, the_point

TAKEN_BACK = "You took this back"


@pytest.fixture
def phone(sqlite_house):
    """At the reply as it stood before what was said was taken back."""
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    reply(sqlite_house, the_point(sqlite_house))
    phone = come_back(sqlite_house.visitor(), words).press("Read the reply")
    before = phone.response
    phone.open("/back/replies").follow("Take this back").press("Yes, take it back")
    return phone.back_to(before)


def test_not_sorted(sqlite_house, phone):
    phone.press("Not sorted").see("What you said, and what we did", TAKEN_BACK)
    assert phone.landed_at == f"point-{the_point(sqlite_house).id}"


def test_what_difference_it_made(phone):
    phone.submit({"difference": "big"}, button="Send").see("What you said, and what we did", TAKEN_BACK)
    phone.not_see("We will use what you said")


def test_the_address_of_the_reply(sqlite_house, phone):
    path = phone.soup.select_one("form[action$='/pulse']")["action"].removesuffix("/pulse")
    phone.open(path).see(TAKEN_BACK).not_see("We moved them to four.")


def test_to_anybody_else_it_is_no_page(sqlite_house, phone):
    path = phone.soup.select_one("form[action$='/pulse']")["action"].removesuffix("/pulse")
    other = come_back(sqlite_house.visitor(), say(sqlite_house.visitor(), sqlite_house.link("poster")))
    assert other.open(path).status == 404
