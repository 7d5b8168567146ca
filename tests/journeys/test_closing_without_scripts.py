"""Where no script runs a person's page does not stay on the screen for whoever finds the phone."""

import pytest

from tests.journeys import people
from tests.journeys.people import come_back, say, the_point

SOON = "This page will close in 10 minutes."


@pytest.fixture
def back(sqlite_house):
    """Somebody with a reply that they have read, back on their page."""
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"), **{"a-change": people.CHANGE})
    people.reply(sqlite_house, the_point(sqlite_house))
    return come_back(sqlite_house.visitor(), words).press("Read the reply")


def closes(phone) -> str:
    """Where this page goes by itself, and after how long; empty when it stays."""
    refresh = phone.soup.select_one("noscript meta[http-equiv=refresh]")
    return refresh["content"] if refresh else ""


def test_a_page_with_what_somebody_said_or_was_told_closes_when_their_visit_is_over(sqlite_house, back):
    assert closes(back) == "600;url=/back?closed", back.path
    back.see(SOON)
    back.open("/back/replies")
    assert closes(back) == "600;url=/back?closed"
    back.press("Show my own words").see(people.CHANGE, SOON)
    assert closes(back) == "600;url=/back?closed"
    [longer] = [one["href"] for one in back.soup.select("noscript a")]
    assert back.open(longer or back.path).status == 200, "these words are shown by a press, and not by an address"
    back.open(f"/back/point/{the_point(sqlite_house).id}/take-back").see(SOON)
    sqlite_house.wait(minutes=11)
    back.open("/back?closed").see("Your page is closed")


def test_what_somebody_is_writing_is_not_taken_from_them(back):
    back.open("/back/complain").not_see(SOON)
    assert closes(back) == ""
    assert closes(back.open("/talk")) == "", "nobody's page closes"
