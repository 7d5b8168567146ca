"""A page that closes by itself closes in each tab: one that does opens nothing of theirs, and keeps no other open."""

from tests.journeys.people import come_back, say

CLOSED = "/back?closed"
THEIRS = "What you said, and what we did"


def test_a_tab_whose_time_is_over_opens_nothing(sqlite_house):
    phone = come_back(sqlite_house.visitor(), say(sqlite_house.visitor(), sqlite_house.link("poster")))
    sqlite_house.wait(minutes=5)
    other = phone.open("/back/replies").see(THEIRS).response
    sqlite_house.wait(minutes=5, seconds=1)
    phone.open(CLOSED).see("Your page is closed").not_see(THEIRS)
    assert other.status_code == 200
    sqlite_house.wait(minutes=5)
    phone.open("/back/replies").see("Your page is closed").not_see(THEIRS)
    assert phone.path == CLOSED, "nor did it give the other tab more time"


def test_who_is_there_goes_on_in_the_other(sqlite_house):
    phone = come_back(sqlite_house.visitor(), say(sqlite_house.visitor(), sqlite_house.link("poster")))
    phone.open(CLOSED).open("/back").see(THEIRS)
