"""A day that no diary holds, typed by a slip of the finger: the form asks for a date, and no page breaks for ever."""

import pytest

from tests import people
from tests.journeys import meeting_days
from tests.journeys.people import say, the_point

SLIPS = ("0202-11-22", "0001-01-01", "9999-12-31")


@pytest.fixture
def sam(house):
    say(house.visitor(), house.link("personal"), **{"a-change": "More trips.", "c-who_sees": "team"})
    return house.signed_in("Sam")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_reply_is_not_sent_with_it_and_keeps_what_was_typed(house, sam, slip):
    point = the_point(house)
    people.hear(sam, point.participant_id).open(f"/work/reply/{point.id}")
    sam.submit(people.done(house, since=slip), form="form[data-compose]")
    assert sam.status == 422, sam.text
    sam.see("Give the day as a date")
    assert sam.soup.find(id="we_did").text.strip() == "We bought a pass."
    assert sam.soup.find(id="since")["value"] == slip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_meeting_is_neither_planned_nor_moved_there(house, sam, slip):
    meeting = meeting_days.plan(house, sam, the_point(house).participant_id)
    sam.submit(moved_to=slip, button="Move it")
    assert sam.status == 422
    sam.open(f"/work/meeting/{meeting}").see("Any other review of a plan").follow("Back to what they said")
    sam.follow("Take it to a meeting").submit(kind="review", held_on=slip, button="Continue")
    assert sam.status == 422
