"""That somebody "had our reply" is said of the last one there is, not of what we wrote, or asked back, before it."""

import pytest

from tests import people
from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.test_was_it_told import press, tell, visit

HAD, NOT_YET = "They had our reply", "They have not had it yet"
LISTS = ("/work/answered", "/work/monday")


@pytest.fixture
def words(sqlite_house):
    return say(sqlite_house.visitor(), sqlite_house.link("poster"), **{"a-change": "Later, please."})


def see_on_each(house, wanted: str, not_wanted: str) -> None:
    for page in LISTS:
        house.signed_in("Marcus").open(page).see(wanted).not_see(not_wanted)


def test_who_read_that_we_ask_back_has_not_had_the_answer(sqlite_house, words):
    reply(sqlite_house, the_point(sqlite_house), status="checking", we_did="", since=None)
    phone = come_back(sqlite_house.visitor(), words).press("Read the reply")
    reply(sqlite_house, the_point(sqlite_house))
    see_on_each(sqlite_house, NOT_YET, HAD)
    phone.open("/back/replies").press("Read the reply")
    see_on_each(sqlite_house, HAD, NOT_YET)


def test_who_read_it_before_we_changed_it_has_not_had_it_as_it_is(sqlite_house, words):
    reply(sqlite_house, the_point(sqlite_house))
    come_back(sqlite_house.visitor(), words).press("Read the reply")
    see_on_each(sqlite_house, HAD, NOT_YET)
    reply(sqlite_house, the_point(sqlite_house), we_did="We moved them to five.")
    see_on_each(sqlite_house, NOT_YET, HAD)


def test_who_says_that_nobody_told_them_has_not_had_it(sqlite_house, words):
    """Of an older reply, so that nothing is owed anew: the newer one is theirs to have."""
    point = the_point(sqlite_house)
    tell(sqlite_house, sqlite_house.signed_in("Sam"), point, reply(sqlite_house, point))
    reply(sqlite_house, the_point(sqlite_house), we_did="We moved them to five.")
    press(visit(sqlite_house, words), "No")
    see_on_each(sqlite_house, NOT_YET, HAD)
    assert people.ids(sqlite_house, "voice_points", "told_at IS NOT NULL"), "the clock keeps its first time"
