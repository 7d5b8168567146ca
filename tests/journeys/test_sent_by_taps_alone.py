"""Taps on how we listen wait in no inbox. Whoever sends nothing else is promised no reader, and told how to get one."""

import pytest

from tests.journeys.people import PLEASE, come_back, say

TAPS = {"a-heard_acted": "not_listen"}
NOBODY = "You picked some answers. There is nothing here that needs a reply."
READ_BY = ("A person will read it by", "Who reads it", "By when")


@pytest.mark.parametrize("link", ["poster", "personal"])
def test_no_day_is_promised_for_what_nobody_is_shown(sqlite_house, link):
    phone = sqlite_house.visitor()
    words = say(phone, sqlite_house.link(link), **TAPS)
    phone.see("Thank you. We have got it.", NOBODY, "Want a reply? Come back and write or draw something.")
    phone.not_see(*READ_BY)
    assert "0 wait for you or your team" in sqlite_house.signed_in("Sam").open("/work/").text
    come_back(sqlite_house.visitor(), words).see(NOBODY)


def test_also_when_it_joins_what_they_wrote_before(sqlite_house):
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    sqlite_house.wait(minutes=1)
    phone = come_back(sqlite_house.visitor(), words).open(sqlite_house.link("poster"))
    phone.submit(TAPS, form="#check-in").see("This joins what you said before.", NOBODY).not_see(*READ_BY)


def test_who_says_what_it_is_about_by_taps_is_read(sqlite_house):
    phone = sqlite_house.visitor()
    say(phone, sqlite_house.link("poster"), **{"a-change-about": ["school"]})
    phone.see(*READ_BY).not_see(NOBODY)


def test_and_who_writes(sqlite_house):
    phone = sqlite_house.visitor()
    say(phone, sqlite_house.link("poster"), **PLEASE, **TAPS)
    phone.see(*READ_BY).not_see(NOBODY)
