"""Somebody marked a parent, or gave new words, and changes team: what they did stays where they did it."""

import pytest

from feedback_app.loop.invitations import Invitation
from feedback_app.loop.staff import Staff
from tests.journeys.people import CHANGE, come_back, say, the_point, words_on
from tests.journeys.test_its_writer_changed_team import changes_team

WHY = "He waits outside."
TEAMS = pytest.mark.parametrize("to", ["another team", "no team"])


@pytest.fixture
def risk(house) -> str:
    """The page of a parent whom Ifeoma marked."""
    say(house.visitor(), house.link("parent"), **{"a-change": CHANGE})
    page = f"/work/voice/{the_point(house).participant_id}/risk"
    house.signed_in("Ifeoma").open(page).submit(reason=WHY, button="Mark them")
    return page


@TEAMS
def test_a_mark_is_read_and_taken_off_by_the_team_that_set_it(house, risk, to):
    with house.databases.writing() as db:
        db.get_one(Staff, house.staff("Priya")[0].id).role = "team_manager"
    changes_team(house, "Ifeoma", to)
    priya = house.signed_in("Priya").open(risk).see(WHY)
    priya.submit(reason="He has moved away.", button="Take the mark off").see("Kept: your reason. The mark is off.")


def from_the_hands_of_sam(house) -> str:
    """Words of their own, made of those that Sam gave."""
    sam = house.signed_in("Sam").open(f"/work/voice/{the_point(house).participant_id}/new-words")
    handed = words_on(sam.submit(how="face_to_face"))
    return words_on(house.visitor().open("/back").submit(words=handed))


@TEAMS
def test_words_from_their_hands_open_what_they_opened_and_no_more(house, to):
    words = say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "team"})
    phone = house.visitor().open(house.link("personal")).follow("Use your words").submit(words=words)
    phone.submit({"a-going_ok": "Grace is kind.", "c-who_sees": "not_my_worker"}, form="#check-in")
    house.wait(hours=1)
    own = from_the_hands_of_sam(house)
    for _visit in range(2):
        theirs = come_back(house.visitor(), own).see("Sam gave you your words", "What needs to change?")
        theirs.not_see("What is going OK?")
        changes_team(house, "Sam", to)


def test_words_from_hands_that_went_to_the_other_service_they_told_open_nothing_of_it(house):
    with house.databases.writing() as db:
        others = (one.id for one in house.made.services.values() if one.id != house.staff("Sam")[0].service_id)
        db.get_one(Invitation, house.made.invitations["ideas"].id).service_id = next(others)
    words = say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "team"})
    phone = house.visitor().open(house.link("ideas")).follow("Use your words").submit(words=words)
    phone.submit({"a-going_ok": "The youth club."}, form="#check-in").see("This joins what you said before")
    house.wait(hours=1)
    own = from_the_hands_of_sam(house)
    for _visit in range(2):
        come_back(house.visitor(), own).see("What needs to change?").not_see("What is going OK?")
        changes_team(house, "Sam", "another team")
