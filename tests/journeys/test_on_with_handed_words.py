"""In with words that a worker handed over, somebody goes on to where they were going: their new words come first."""

import pytest

from feedback_app.loop.participants import Participant
from tests.journeys.people import PLEASE, come_back, say, words_on


@pytest.fixture
def handed(sqlite_house):
    """Words from Sam for somebody who came by Sam's card and lost their own."""
    say(sqlite_house.visitor(), sqlite_house.link("personal"))
    sqlite_house.wait(minutes=1)
    with sqlite_house.databases.reading() as db:
        [one] = db.query(Participant).all()
    desk = sqlite_house.signed_in("Sam").open(f"/work/voice/{one.id}/new-words")
    return words_on(desk.submit(how="face_to_face", button="Make new words"))


def test_to_the_check_in_they_scanned_and_it_joins_what_they_said(sqlite_house, handed):
    phone = sqlite_house.visitor().open(sqlite_house.link("personal")).follow("Use your words")
    phone.submit(words=handed).see("Your new words").press("I've kept them")
    phone.see("You are back with your words. What you say now joins what you said before.")
    phone.submit(PLEASE, form="#check-in").see("The words you have still open your page.")


def test_also_when_they_change_the_language_on_the_way(sqlite_house, handed):
    phone = sqlite_house.visitor().open(sqlite_house.link("personal")).follow("Use your words")
    phone.submit(words=handed).follow("اردو").press("میں نے لفظ سنبھال لیے")
    assert phone.path.startswith("/q/")


def test_to_the_complaint(sqlite_house, handed):
    phone = sqlite_house.visitor().open("/back/complain").follow("Use your words")
    phone.submit(words=handed).press("I've kept them").see("What went wrong?")


def test_and_who_just_came_back_to_their_own_page(sqlite_house, handed):
    phone = come_back(sqlite_house.visitor(), handed).press("I've kept them")
    phone.see("What you said, and what we did")
