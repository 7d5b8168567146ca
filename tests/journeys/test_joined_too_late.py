"""Whoever is back and writes for longer than their visit lasts is told that it no longer joins, before it goes."""

import pytest

from tests.journeys.people import CHANGE, all_points, come_back, say, words_on

JOINS = "What you say now joins what you said before."
MORE = {"a-going_ok": "Football on Thursdays.", "a-change": "The bus frightens me."}
NEW_WORDS = "You get five new words for it. They open only what you say now."


@pytest.fixture
def writing(sqlite_house):
    """``(phone, their words)``: back with them, and at the questions of a card."""
    words = say(sqlite_house.visitor(), sqlite_house.link("personal"))
    sqlite_house.wait(minutes=1)
    phone = come_back(sqlite_house.visitor(), words).open(sqlite_house.link("personal")).see(JOINS)
    return phone, words


def people_in(house) -> int:
    with house.databases.reading() as db:
        return len({one.participant_id for one in all_points(db)})


def test_nothing_goes_by_itself_that_was_to_join(sqlite_house, writing):
    phone, words = writing
    sqlite_house.wait(minutes=11)
    phone.submit(MORE, form="#check-in").see("Please press Send again.", NEW_WORDS).not_see(JOINS)
    assert (phone.status, people_in(sqlite_house)) == (422, 1)
    assert phone.soup.select_one("#a-change").text.strip() == MORE["a-change"]
    own = words_on(phone.submit(form="#check-in").see("Sent", "Your words"))
    assert own != words
    assert people_in(sqlite_house) == 2
    come_back(sqlite_house.visitor(), own).see("What is going OK for you right now?")


def test_nor_after_something_else_was_wrong_with_it(sqlite_house, writing):
    phone, _ = writing
    sqlite_house.wait(minutes=11)
    phone.submit({"a-change": "x" * 5001}, form="#check-in").see("too long by 1 letters", NEW_WORDS).not_see(JOINS)


def test_who_comes_back_in_another_tab_joins_after_all(sqlite_house, writing):
    phone, words = writing
    sqlite_house.wait(minutes=11)
    page = phone.submit(MORE, form="#check-in").response
    come_back(phone, words).back_to(page).submit(form="#check-in").see("The words you have still open your page.")
    assert people_in(sqlite_house) == 1


def test_pressed_twice_it_is_still_the_same_one(sqlite_house, writing):
    """The first press is in, and its answer was lost with the signal."""
    phone, _ = writing
    page = phone.response
    phone.submit(MORE, form="#check-in").see("The words you have still open your page.")
    phone.back_to(page).submit(MORE, form="#check-in").see("The words you have still open your page.")
    with sqlite_house.databases.reading() as db:
        assert len(all_points(db)) == 3, CHANGE
