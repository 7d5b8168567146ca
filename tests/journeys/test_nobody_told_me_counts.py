"""What a person says did not happen counts nowhere as if it had."""

import pytest

from tests.journeys.people import reply, say, the_point
from tests.journeys.test_was_it_told import press, tell, visit


@pytest.mark.parametrize(("says", "how_many"), [("Yes", "1"), ("No", "0")])
def test_how_far_it_came_and_what_is_missing(house, says, how_many):
    words = say(house.visitor(), house.link("poster"))
    point = the_point(house)
    tell(house, house.signed_in("Sam"), point, reply(house, point))
    press(visit(house, words), says)
    marcus = house.signed_in("Marcus").open("/work/how-far")
    counts = {row.th.text: row.td.text for row in marcus.soup.select("table")[0].select("tbody tr")}
    assert (counts["They were answered"], counts["They had the answer"]) == ("1", how_many)
    missing = marcus.open(f"/work/voice/{point.participant_id}/evidence").text
    assert ("They have not had an answer." in missing) == (says == "No")
