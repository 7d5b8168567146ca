"""The start page has one box, for the code of a card. Who types their five words there is led to the door, and no
address has them in it: an address stays in the history of the phone."""

from urllib.parse import unquote

import pytest

from feedback_app.loop import invitations, return_codes
from tests.journeys.people import say


def where_they_were(page):
    return unquote(" ".join((page.path, *page.redirects))).replace("+", " ")


def test_five_words_typed_for_a_code_open_the_door_and_stand_in_no_address(house):
    words = say(house.visitor(), house.link("poster"))
    page = house.visitor().open("/").submit(card=words)
    page.see("Come back", "Your five words, or your five numbers").not_see("That code is not complete")
    assert not any(word in where_they_were(page) for word in words.split())
    assert page.soup.select_one("#words")["value"] == words, "nobody types them twice"
    page.press("Open my page").see("What you said, and what we did")


def test_five_numbers_too(house):
    page = house.visitor().open("/").submit(card="0012 0345 1999 0001 0777")
    page.see("Your five words, or your five numbers")
    assert "0345" not in where_they_were(page)


def test_four_of_them_with_as_many_letters_as_a_code_are_no_code(house):
    four = [word for word in return_codes.words() if len(word) == 4][:4]
    assert len(invitations.plain_slug(" ".join(four))) == invitations.SLUG_LENGTH
    page = house.visitor().open("/").submit(card=" ".join(four))
    page.press("Open my page").see("You gave 4.")
    assert four[0] not in where_they_were(page).lower()


def test_a_slip_in_one_is_said_at_the_door(house):
    words = say(house.visitor(), house.link("poster")).split()
    page = house.visitor().open("/").submit(card=" ".join(["zzzzzzz", *words[1:]]))
    page.press("Open my page").see("We don't know this: zzzzzzz")
    assert words[1] not in where_they_were(page)


@pytest.mark.parametrize("typed", ["7hk3", "7HK3 9QPM", "hello"])
def test_what_is_neither_is_said_on_the_start_page_and_stands_in_no_address(house, typed):
    page = house.visitor().open("/").submit(card=typed)
    page.see("That code is not complete")
    assert page.status == 422
    assert typed.split()[0] not in where_they_were(page)


def test_after_a_language_was_chosen_at_that_door_it_is_still_the_door(house):
    page = house.visitor().open("/").submit(card=say(house.visitor(), house.link("poster")))
    assert page.follow("اردو").path.startswith("/back")
