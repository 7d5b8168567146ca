"""Somebody presses Send on a link that was stopped meanwhile: they see what was theirs, and that it did not go."""

import pytest

from feedback_app.loop import invitations, to_send
from feedback_app.loop.invitations import Invitation
from feedback_app.web.transaction import Away
from tests.journeys.meeting_days import call_off, somebody_asked

LINE = "M100 100L200 200"


@pytest.fixture
def stopped(house):
    """A check-in that is open on a phone, on a link that was stopped since."""
    phone = house.visitor().open(house.link("poster"))
    with house.databases.writing() as db:
        invitations.revoke(db.get_one(Invitation, house.made.invitations["poster"].id), house.now())
    return phone


def test_what_was_tapped_is_not_shown_as_what_they_wrote(stopped):
    stopped.submit({"a-change": "Nearly sent.", "a-change-about": ["safe_home"]}, form="#check-in")
    assert [one.text for one in stopped.soup.select("blockquote.said")] == ["Nearly sent."]
    stopped.see("It was not sent.")


def test_whoever_only_tapped_is_told_that_it_did_not_go(stopped):
    stopped.submit({"a-change-about": ["safe_home"]}, form="#check-in")
    assert stopped.status == 410
    stopped.see("It could not be sent.").not_see("What you wrote")


def test_a_link_that_is_only_opened_says_nothing_of_sending(house):
    assert house.visitor().open("/q/7HK3-9QPM-7HK3-9QPM").not_see("It could not be sent.").status == 404


def test_a_drawing_is_shown_and_not_its_numbers(house, stopped):
    stopped.post(house.link("poster"), {"d-change": LINE})
    stopped.see("It could not be sent.").not_see(LINE)
    assert stopped.soup.select_one("svg.drawn path")["d"] == LINE


def test_of_a_meeting_that_was_called_off_nobody_reads_that_what_did_not_go_is_safe(house):
    sam = house.signed_in("Sam")
    _, meeting, link = somebody_asked(house, sam)
    phone = house.visitor().open(link)
    call_off(sam, meeting)
    phone.submit({"a-route": "own_words"}, form="#check-in")
    phone.see("This meeting is not happening", "Did you tell us something before? It is safe with us")
    phone.see("It could not be sent.").not_see("own_words")


def test_nor_are_its_numbers_shown_while_nothing_can_be_kept(sqlite_house, monkeypatch):
    def is_away(*_):
        raise Away("locked")

    phone = sqlite_house.visitor().open(sqlite_house.link("poster"))
    token = phone.soup.select_one("#check-in [name=token], [form=check-in]")["value"]
    monkeypatch.setattr(to_send, "find_to_send", is_away)
    phone.post(sqlite_house.link("poster"), {"d-change": LINE, "a-change": "And my words.", "token": token})
    assert phone.status == 503
    phone.see("And my words.").not_see(LINE)
    assert phone.soup.select_one("[name=d-change]")["value"] == LINE, "it goes with them when they press again"
