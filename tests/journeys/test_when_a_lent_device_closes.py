"""On a worker's device a page says when it closes as it is true there: without a script after minutes, never one."""

import pytest

from tests.journeys.people import reply, say, the_point

NEVER_WITHOUT_A_SCRIPT = "nobody touches it for a minute"


def to_say(house):
    """Sam's own phone in somebody's hands, to say something on it."""
    sam, invitation = house.signed_in("Sam"), house.made.invitations["personal"]
    sam.open(f"/work/invitations/{invitation.id}/together")
    return sam.press("Sign out and hand it over")


def to_read(house):
    """The same, to read one reply."""
    say(house.visitor(), house.link("personal"))
    point = the_point(house)
    answer = reply(house, point)
    sam = house.signed_in("Sam").open(f"/work/reply/{answer.id}/offer")
    return sam.press("Sign out and hand it over")


@pytest.fixture(params=[to_say, to_read])
def device(request, sqlite_house):
    return request.param(sqlite_house)


def test_what_only_a_script_does_is_said_by_the_script_alone(device):
    device.see("device, not yours.", "It keeps nothing.", "This page will close in")
    said = [one for one in device.soup.select("main p") if NEVER_WITHOUT_A_SCRIPT in one.get_text()]
    assert [one.has_attr("hidden") and one.has_attr("data-touched") for one in said] == [True]


def test_that_it_asks_before_it_closes_is_said(device):
    device.see("it asks. Then it closes.")
