"""What is kept on paper says of every day which year it was in, and names nobody of theirs."""

import re

import pytest

from tests.journeys.people import reply
from tests.journeys.test_evidence import goes_all_the_way, the_one, words

__all__ = ["words"]
A_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ [A-Z][a-z]+(?! \d{4})\b")


@pytest.fixture
def sam(house, words):
    goes_all_the_way(house, words)
    return house.signed_in("Sam").open(f"/work/voice/{the_one(house).participant_id}/evidence")


def test_no_day_is_without_its_year(sam):
    shown = sam.soup.main.get_text(" ")
    assert "They opened it" in shown
    assert A_DAY.findall(shown) == []


def test_it_stands_there_once(sam):
    assert re.findall(r"\d{4} \d{4}", sam.soup.main.get_text(" ")) == []


def test_at_the_desk_a_day_is_as_short_as_ever(house, sam):
    assert A_DAY.findall(sam.open(f"/work/voice/{the_one(house).participant_id}").text)


def test_no_name_is_on_it_also_not_of_who_told_them(house, words):
    """A sister's name beside what was said tells an inspector's whole office whose voice it is."""
    sam, point = house.signed_in("Sam"), the_one(house)
    answer = reply(house, point, we_heard="You want to meet later.")
    sam.open(f"/work/voice/{point.participant_id}")
    sam.submit({f"told_how-{answer.id}": "by_advocate", f"told_who-{answer.id}": "Shabana, her sister"})
    sam.see("Shabana, her sister").follow("What happened, on one page")
    sam.see("No name and no words of theirs", "Told through an advocate").not_see("Shabana")
