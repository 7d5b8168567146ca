"""A card that was made once a meeting had its new day says nothing of another: who gives it knows which day it is."""

import pytest

from tests.journeys.meeting_days import answer_before, asked_before, card, day
from tests.journeys.people import come_back, say, the_point

MOVED = "Your meeting has moved to another day."
ON_ANOTHER_DAY = "The meeting you said this for is on another day now:"


@pytest.fixture
def moved(house):
    """``(Sam's desk, the meeting, the link that was made before it moved, the words of whom it is for)``."""
    words = say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    sam = house.signed_in("Sam")
    meeting, link = asked_before(house, sam, the_point(house).participant_id)
    sam.open(f"/work/meeting/{meeting}").submit(moved_to=day(house, 12), button="Move it")
    return sam, meeting, link, words


def another(house, sam, meeting) -> str:
    """The link of one more card, made like the first."""
    before = codes(sam.open(f"/work/meeting/{meeting}"))
    [new] = codes(card(house, sam, meeting, "before").see("Made. Print the card")) - before
    return f"/q/{new}"


def codes(sam) -> set[str]:
    return {one.text for one in sam.soup.select("#cards .number")}


def test_the_new_card_says_no_word_of_it_and_the_old_one_does(house, moved):
    sam, meeting, old, words = moved
    new = another(house, sam, meeting)
    assert new != old
    house.visitor().open(old).see(MOVED)
    house.visitor().open(new).not_see(MOVED)
    answer_before(house, new, words)
    come_back(house.visitor(), words).not_see(ON_ANOTHER_DAY)


def test_moved_once_more_both_say_so(house, moved):
    sam, meeting, old, words = moved
    new = another(house, sam, meeting)
    answer_before(house, new, words)
    sam.open(f"/work/meeting/{meeting}").submit(moved_to=day(house, 14), button="Move it")
    house.wait(seconds=6)  # a page of the questions that was kept
    for link in (old, new):
        house.visitor().open(link).see(MOVED)
    come_back(house.visitor(), words).see(ON_ANOTHER_DAY)


def test_back_on_its_first_day_only_the_newer_card_is_told_of_it(house, moved):
    sam, meeting, old, _words = moved
    new = another(house, sam, meeting)
    sam.open(f"/work/meeting/{meeting}").submit(moved_to=day(house, 7), button="Move it")
    house.visitor().open(old).not_see(MOVED)
    house.visitor().open(new).see(MOVED)
