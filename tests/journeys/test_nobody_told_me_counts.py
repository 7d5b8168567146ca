"""What a person says did not happen counts nowhere as if it had."""

import pytest

from tests.journeys.people import come_back, reply, say, the_point
from tests.journeys.test_was_it_told import press, tell, visit


@pytest.mark.parametrize(("says", "how_many"), [("Yes", "1"), ("No", "0")])
def test_how_far_it_came_and_what_is_missing(house, says, how_many):
    words = say(house.visitor(), house.link("poster"))
    point = the_point(house)
    tell(house, house.signed_in("Sam"), point, reply(house, point))
    press(visit(house, words), says)
    counts = how_far(house)
    assert (counts["They were answered"], counts["They had the answer"]) == ("1", how_many)
    missing = house.signed_in("Marcus").open(f"/work/voice/{point.participant_id}/evidence").text
    assert ("They have not had an answer." in missing) == (says == "No")


def how_far(house) -> dict[str, str]:
    marcus = house.signed_in("Marcus").open("/work/how-far")
    return {row.th.text: row.td.text for row in marcus.soup.select("table")[0].select("tbody tr")}


def test_that_we_got_them_right_until_they_say_that_we_did_not(house):
    words = say(house.visitor(), house.link("poster"))
    for says, how_many in (("Yes, you got me right", "1"), ("No, that's not what I meant", "0")):
        reply(house, the_point(house), status="checking", we_did="", since=None)
        come_back(house.visitor(), words).press(says)
        assert how_far(house)["They say we got them right"] == how_many
