"""What a meeting takes in was read by somebody: until then it is set aside, and nobody says that they read it."""

import pytest

from tests.journeys.meeting_days import AGREED, SET_ASIDE, plan, record
from tests.journeys.people import come_back, the_point
from tests.journeys.reading_urdu import a_parent_writes_in_urdu, ask, put_it_into_english

NOBODY_HAS_READ = "Nobody here has read this yet."


@pytest.fixture
def words(house):
    return a_parent_writes_in_urdu(house)


@pytest.fixture
def priya(house, words):
    return house.signed_in("Priya")


def test_it_was_not_put_to_a_meeting_by_somebody_who_could_not_read_it(house, priya, words):
    point = the_point(house)
    meeting = plan(house, priya, point.participant_id)
    priya.open(f"/work/meeting/{meeting}/record").see(
        "It needs somebody who reads Urdu.", "Ask somebody who reads Urdu"
    )
    record(priya, meeting, {point.id: AGREED}).see(NOBODY_HAS_READ)
    assert priya.status == 422
    assert the_point(house).status == "received"
    ask(house, priya)
    put_it_into_english(house)
    record(priya, meeting, {point.id: AGREED}).see("Kept.")
    assert the_point(house).status == "heard"


def test_set_aside_it_is_still_to_be_read_and_the_person_is_told_why(house, priya, words):
    point = the_point(house)
    meeting = plan(house, priya, point.participant_id)
    record(priya, meeting, {point.id: SET_ASIDE | {"reason": "It came too late to be put into English."}}).see("Kept.")
    priya.open(f"/work/voice/{point.participant_id}").see("Not read yet", "Set aside at a meeting").not_see(
        "Read by one"
    )
    priya.open(f"/work/voice/{point.participant_id}/evidence").see("Nobody has said that they read it.")
    set_aside = the_point(house)
    assert (set_aside.heard_at, set_aside.due_at) == (None, point.due_at), "the promise to read it runs on"
    phone = come_back(house.visitor(), words).open("/back/replies?lang=en")
    phone.see("We did not take it to a meeting", "It came too late to be put into English.").not_see("Someone read it")
