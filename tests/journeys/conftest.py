"""What several of these stories begin with."""

import pytest

from tests.journeys.answering_both import BUS, LATE
from tests.journeys.desk import press_on
from tests.journeys.handed_words import ABOUT_SAM, FOR_ALL, FOR_SAM
from tests.journeys.people import come_back, say, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask, put_it_into_english
from tests.journeys.several import SAID, points
from tests.journeys.translated_for_two import NO


@pytest.fixture
def both_read(house):
    """One person said two things about the same, and both are read: ``(house, the person's words, Sam's desk)``."""
    words = say(house.visitor(), house.link("poster"), **{"a-change": BUS, "a-going_ok": LATE})
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}")
    press_on(sam, BUS, "I have read this")
    press_on(sam, LATE, "I have read this")
    return house, words, sam


@pytest.fixture
def three_people(house):
    """Three people about one bus; each with their five words."""
    return [say(house.visitor(), house.link("poster"), **{"a-change": one}) for one in SAID]


@pytest.fixture
def sam_replies(house, three_people):
    """Sam has read all but the last, and stands at a reply to the first."""
    desk = house.signed_in("Sam")
    for point in points(house)[:2]:
        desk.open(f"/work/voice/{point.participant_id}").press("I have read this")
    return desk.open(f"/work/reply/{points(house)[0].id}")


@pytest.fixture
def for_three_readers(sqlite_house):
    """Three things in one thread by Sam's card, for the team, not for Sam, and for Sam alone: its five words."""
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"), **{"a-change": FOR_ALL, "c-who_sees": "team"})
    for said, who_sees in ((ABOUT_SAM, "not_my_worker"), (FOR_SAM, "worker")):
        sqlite_house.wait(minutes=1)
        phone = come_back(sqlite_house.visitor(), words).open(sqlite_house.link("personal"))
        phone.submit({"a-change": said, "c-who_sees": who_sees}, form="#check-in")
    sqlite_house.wait(minutes=1)
    return words


@pytest.fixture
def their_no(sqlite_house):
    """A parent wrote in Urdu, and Priya's no for safety was let go by Owen, for Amina to put into Urdu: their words."""
    words = a_parent_writes_in_urdu(sqlite_house)
    priya = sqlite_house.signed_in("Priya")
    ask(sqlite_house, priya)
    put_it_into_english(sqlite_house)
    point = the_point(sqlite_house)
    priya.open(f"/work/voice/{point.participant_id}").press("I have read this").open(f"/work/reply/{point.id}")
    priya.submit(NO | {"translator": sqlite_house.staff("Amina")[0].id}, button="Preview")
    priya.press("Give it to a second reader")
    owen = sqlite_house.signed_in("Owen").open("/work/second-reader")
    owen.open(owen.soup.select_one("#to-read ~ * a, section a[href*='/held/']")["href"]).press("Approve it")
    return words
