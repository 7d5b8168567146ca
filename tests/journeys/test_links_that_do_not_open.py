"""A mistyped, ended or stopped link: each gets a kind page that says what to do and keeps what was typed."""

import pytest

from feedback_app.loop import invitations
from feedback_app.loop.invitations import Invitation
from tests.journeys.people import CHANGE, PLEASE


@pytest.mark.parametrize("path", ["/q/7HK3-9QPM-7HK3-9QPM", "/q/nonsense", "/q/" + "A" * 300])
def test_an_unknown_link(house, path):
    page = house.visitor().open(path)
    assert page.status == 404
    page.see("We can't find that page", "Try the code again", "Call 999")


def test_an_address_that_is_none(house):
    page = house.visitor().open("/Q/%00")
    assert page.status == 404
    page.see("That page is not here", "start again from your card or poster", "Call 999")


def test_any_case_and_hyphens_will_do(house):
    path = house.link("poster")
    for way in (path.lower(), path.upper(), path.replace("-", ""), path.replace("0", "O").replace("1", "l")):
        assert house.visitor().open(way).status == 200, way


def test_a_code_typed_by_hand_from_the_start_page(house):
    page = house.visitor().open("/")
    page.submit(card="7hk3")
    page.see("That code is not complete")
    page.submit(card=house.link("poster").removeprefix("/q/").lower().replace("-", " "))
    page.see("Who is asking")


def test_an_ended_link_still_takes_what_was_begun(house):
    late = house.visitor().open(house.link("poster"))
    with house.databases.writing() as db:
        db.get_one(Invitation, house.made.invitations["poster"].id).expires_at = house.now()
    house.wait(minutes=1)
    page = house.visitor().open(house.link("poster"))
    assert page.status == 410
    page.see("This link has ended")
    late.submit(PLEASE, form="#check-in")
    assert late.path == "/sent", "who began in time is heard"


def test_a_stopped_link_sends_nothing_and_keeps_what_was_typed(house):
    visitor = house.visitor().open(house.link("poster"))
    with house.databases.writing() as db:
        invitations.revoke(db.get_one(Invitation, house.made.invitations["poster"].id), house.now())
    visitor.submit(PLEASE, form="#check-in")
    assert visitor.status == 410
    visitor.see("This link was stopped", CHANGE, "It was not sent")
