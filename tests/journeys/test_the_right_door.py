"""A door leads where it said it does: to a complaint with or without words, and to the questions in any language."""

import pytest

from tests.journeys.people import PLEASE, say

OURS = "Other ways to complain"


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


def test_who_has_no_words_is_told_how_to_complain_and_not_that_a_page_is_closed(house):
    visitor = house.visitor().open("/privacy").follow("Complain about a service")
    visitor.not_see("Your page is closed")
    visitor.see("You can complain.", OURS, "01632 960 789", "Get someone on your side")
    visitor.see("With your five words you can write it here.")


def test_the_words_lead_on_to_the_complaint(house, words):
    visitor = house.visitor().open("/privacy").follow("Complain about a service").follow("Use your words")
    visitor.submit(words="wrong words that open nothing here").submit(words=words)
    assert visitor.path.partition("?")[0] == "/back/complain"
    visitor.submit(complaint="Nobody rang me.", button="Send")
    assert visitor.path.startswith("/back/replies")


def test_who_is_back_already_need_not_use_their_words_again(house, words):
    visitor = house.visitor().open("/back").submit(words=words).open("/back?then=complain")
    assert visitor.path == "/back/complain"


def test_who_has_just_sent_something_is_not_told_that_a_page_is_closed(house):
    visitor = house.visitor().open(house.link("poster")).submit(PLEASE, form="#check-in")
    visitor.open("/back/complain").see(OURS).not_see("Your page is closed")


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/", "/work/", "complaint", "../staff"])
def test_the_words_lead_nowhere_else(house, words, elsewhere):
    visitor = house.visitor().open(f"/back?then={elsewhere}").submit(words=words)
    assert visitor.left_to == ""
    assert visitor.path.startswith(("/back/replies", "/q/"))


@pytest.mark.parametrize("where", ["questions", "complaint"])
def test_another_language_on_the_way_leads_to_the_same_place(house, words, where):
    visitor = house.visitor().open(house.link("poster") if where == "questions" else "/back/complain")
    visitor.follow("Use your words").follow("اردو")
    visitor.submit(words="غلط لفظ").follow("English").submit(words=words)
    assert visitor.path.partition("?")[0].lower() == (
        house.link("poster").lower() if where == "questions" else "/back/complain"
    )


@pytest.mark.parametrize("where", ["questions", "complaint"])
def test_another_look_on_the_way_leads_to_the_same_place(house, words, where):
    visitor = house.visitor().open(house.link("poster") if where == "questions" else "/back/complain")
    visitor.follow("Use your words").follow("Change how it looks").submit({"ground": "dark"}, button="Keep this look")
    visitor.submit(words=words)
    assert visitor.path.partition("?")[0].lower() == (
        house.link("poster").lower() if where == "questions" else "/back/complain"
    )
