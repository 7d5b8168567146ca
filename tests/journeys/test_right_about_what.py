"""Yes, you got me right: to what stood on their page. What we wrote since is theirs to read before they say so."""

import pytest

from tests.journeys.people import come_back, reply, say, the_point

YES, NO = "Yes, you got me right", "No, that's not what I meant"


@pytest.fixture
def asked(sqlite_house):
    """Their phone, at the question; and since then there was a reply that understood something else."""
    words = say(sqlite_house.visitor(), sqlite_house.link("poster"))
    reply(sqlite_house, the_point(sqlite_house), status="checking", we_heard="You want fewer meetings.")
    phone = come_back(sqlite_house.visitor(), words)
    sqlite_house.wait(minutes=1)
    return phone


def test_an_old_yes_is_no_yes_to_a_newer_reply(sqlite_house, asked):
    reply(sqlite_house, the_point(sqlite_house), we_heard="You want no meetings at all.")
    asked.press(YES).see("You want no meetings at all.").not_see("You said we got you right")
    assert the_point(sqlite_house).understanding_ok is None


def test_it_holds_where_nothing_changed(sqlite_house, asked):
    asked.press(YES).see("You said we got you right")
    assert the_point(sqlite_house).understanding_ok is True


def test_an_old_no_asks_what_they_meant_as_ever(sqlite_house, asked):
    reply(sqlite_house, the_point(sqlite_house), we_heard="You want no meetings at all.")
    asked.press(NO).see("What did you mean?", "You want no meetings at all.")
