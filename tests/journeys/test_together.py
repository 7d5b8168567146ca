"""Together, on a worker's own device: they are signed out of it, and nothing of the person stays on it."""

import re

import pytest

from feedback_app.loop import check_ins, invitations
from tests.journeys.desk import journal_of
from tests.journeys.people import CHANGE, PLEASE, come_back, the_point


@pytest.fixture
def desk(sqlite_house):
    return sqlite_house.signed_in("Sam")


def hand_over(house, desk, name: str = "personal"):
    """Sam hands their device over; from here on the same browser is in the person's hands."""
    invitation = house.made.invitations[name]
    desk.open(f"/work/invitations/{invitation.id}/together")
    return desk.press("Sign out and hand it over")


def test_it_says_whose_device_it_is_and_asks_no_code(sqlite_house, desk):
    device = hand_over(sqlite_house, desk)
    assert device.path.startswith("/q/")
    device.see("This is Sam's device, not yours.", "You are doing this with Sam next to you.")
    device.not_see("Been here before?")
    assert not device.soup.select("a[href^='/back']"), "nobody types their words beside a worker"


def test_nothing_is_asked_that_the_worker_should_not_see(sqlite_house, desk):
    card = sqlite_house.visitor().open(sqlite_house.link("personal"))
    device = hand_over(sqlite_house, desk)
    assert "Not my worker. Someone else" in card.text
    device.not_see("Not my worker. Someone else").see("Just my worker and their manager")


def test_the_desk_can_not_be_reached_from_it(sqlite_house, desk):
    copied = {one.key: one.value for one in desk.client._cookies.values()}
    device = hand_over(sqlite_house, desk)
    for path in ("/work/", "/work/invitations"):
        assert device.open(path).status == 404, path
    assert device.open("/staff/home").path.startswith("/staff?") or device.path == "/staff"
    thief = sqlite_house.visitor()
    for name, value in copied.items():
        thief.client.set_cookie(name, value)
    assert thief.open("/work/").path.startswith("/staff"), "the session is over on the server too"
    assert journal_of(sqlite_house, "hand_over")
    assert journal_of(sqlite_house, "sign_out")


def test_the_words_are_for_the_person_and_open_their_page_elsewhere(sqlite_house, desk):
    device = hand_over(sqlite_house, desk)
    device.submit(PLEASE, form="#check-in")
    device.see("These words are for you only. Turn the screen so that Sam does not see it.")
    device.see("This page will close in 5 minutes.", "We do not keep them").not_see("ten minutes")
    words = " ".join(device.soup.select_one("[data-return-code]").get_text(" ").split())
    device.press("I've kept them").see("This page is closed", "Please hand it back.")
    assert device.path == "/together"
    assert device.open("/sent").path == "/back"
    come_back(sqlite_house.visitor(), words).see("What you said, and what we did")


def test_who_wants_no_words_closes_without_them(sqlite_house, desk):
    device = hand_over(sqlite_house, desk).submit(PLEASE, form="#check-in")
    device.press("Close without my words").see("This page is closed", "Please hand it back.")
    assert device.open("/sent").path == "/back"


def test_the_worker_sees_how_it_came_beside_the_same_card(sqlite_house, desk):
    hand_over(sqlite_house, desk).submit(PLEASE, form="#check-in").press("I've kept them")
    point = the_point(sqlite_house)
    with sqlite_house.databases.reading() as db:
        check_in = check_ins.one(db, point.check_in_id)
        card = sqlite_house.made.invitations["personal"]
        assert (check_in.channel, check_in.invitation.kind) == ("together", invitations.TOGETHER)
        assert check_in.invitation.case_link_id == card.case_link_id
    again = sqlite_house.signed_in("Sam").open(f"/work/voice/{point.participant_id}")
    again.see("Done together, on a worker's device", CHANGE)
    again.open("/work/invitations").not_see("Done together")


def test_somebody_else_s_visit_on_the_device_is_not_joined(sqlite_house, desk):
    from tests.journeys.people import say

    mine = say(sqlite_house.visitor(), sqlite_house.link("personal"))
    come_back(desk, mine).see("What you said, and what we did")
    device = hand_over(sqlite_house, desk)
    device.not_see("You are back with your words.")
    device.submit(PLEASE, form="#check-in").see("Your words")


def test_closing_forgets_the_visit_and_what_the_browser_kept(sqlite_house, desk):
    device = hand_over(sqlite_house, desk)
    device.submit(PLEASE, form="#check-in")
    device.headers["Sec-Fetch-Site"] = "same-origin"
    device.open("/together").see("Nothing you wrote is on this device.")
    assert device.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert device.open("/sent").path == "/back"


def test_a_link_to_its_end_on_another_site_ends_nothing(sqlite_house, desk):
    device = hand_over(sqlite_house, desk)
    device.submit(PLEASE, form="#check-in")
    device.headers["Sec-Fetch-Site"] = "cross-site"
    device.open("/together")
    del device.headers["Sec-Fetch-Site"]
    assert device.open("/sent").path == "/sent"


def test_without_javascript_it_closes_by_itself_later_when_asked(sqlite_house, desk):
    device = hand_over(sqlite_house, desk)
    assert _closes(device) == "1200;url=/together"
    assert _closes(device.follow("I need longer")) == "3600;url=/together"
    device.submit(PLEASE, form="#check-in")
    assert _closes(device) == "300;url=/together"


def test_it_is_over_after_two_hours(sqlite_house, desk):
    link = hand_over(sqlite_house, desk).path
    sqlite_house.wait(hours=2, minutes=1)
    assert sqlite_house.visitor().open(link).see("This link has ended").status == 410


@pytest.mark.parametrize("name", ["poster", "ideas"])
def test_only_what_is_for_one_person_is_done_together(sqlite_house, desk, name):
    invitation = sqlite_house.made.invitations[name]
    assert desk.open(f"/work/invitations/{invitation.id}/together").status == 404


def test_a_stopped_card_is_not_done_together(sqlite_house, desk):
    card = sqlite_house.made.invitations["personal"]
    with sqlite_house.databases.writing() as db:
        invitations.revoke(db.merge(card, load=False), sqlite_house.now())
    assert desk.open(f"/work/invitations/{card.id}/together").status == 404


def _closes(device) -> str:
    found = re.search(r'<noscript><meta http-equiv="refresh" content="([^"]+)"', device.response.text)
    return found[1] if found else ""
