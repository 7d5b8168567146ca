"""Who spoke by a meeting's card without their words: their map and evidence, too, say what that meeting made of it."""

import pytest

from tests.journeys.meeting_days import AGREED, BEFORE, WANT, asked_before, record, the_point_that_says
from tests.journeys.people import say, the_point
from tests.journeys.test_voice_map import row_of


@pytest.fixture
def sam(house):
    return house.signed_in("Sam")


@pytest.fixture
def point(house, sam):
    """Said before the meeting by somebody who did not type their words, and weighed there."""
    say(house.visitor(), house.link("personal"), **{"a-going_ok": "Football.", "c-who_sees": "team"})
    meeting, link = asked_before(house, sam, the_point(house, "going_ok").participant_id)
    house.visitor().open(link).submit(BEFORE | {"c-who_sees": "team"}, form="#check-in")
    house.wait(days=8)
    sam = house.signed_in("Sam").open(f"/work/meeting/{meeting}/record")
    weighed, praise = the_point_that_says(sam, WANT), the_point(house, "going_ok")
    no_decision = {name: value for name, value in AGREED.items() if name not in ("decision", "how_decided")}
    record(sam, meeting, {weighed: AGREED, praise.id: no_decision}).see("Kept.")
    return the_point(house)


def test_the_evidence_has_what_was_decided(house, point):
    sam = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}/evidence")
    sam.see("Taken to a meeting", "How it was put", "Their own words were read out", "What was decided", "Agreed")


def test_the_map_has_that_it_was_put_there(house, point):
    sam = house.signed_in("Sam").open(f"/work/voice/{point.participant_id}/map")
    assert row_of(sam, "Any other review")[2] == "1 thing"
