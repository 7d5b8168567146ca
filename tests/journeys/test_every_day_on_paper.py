"""What is kept on paper says of every day which year it was in, whatever line it stands in."""

import re

import pytest

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
