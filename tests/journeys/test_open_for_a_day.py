"""A form that was open for a day, or beside another tab: what somebody wrote in it is not gone if it is not taken."""

import pytest

from feedback_app.web import form_token
from tests.journeys.people import CHANGE, come_back, reply, say, the_point

MINE = "They shouted at me twice."
NOT_SENT = "It was not sent. You can copy it before you leave this page."


@pytest.fixture
def words(sqlite_house):
    return say(sqlite_house.visitor(), sqlite_house.link("personal"))


@pytest.fixture
def a_day_later(sqlite_house, monkeypatch):
    today = form_token.Signer.get_timestamp
    monkeypatch.setattr(form_token.Signer, "get_timestamp", lambda self: today(self) - 86_400)

    def later():
        monkeypatch.setattr(form_token.Signer, "get_timestamp", today)
        sqlite_house.wait(days=1)

    return later


def test_a_complaint(sqlite_house, words, a_day_later):
    phone = come_back(sqlite_house.visitor(), words).open("/back/complain")
    a_day_later()
    phone.submit(complaint=MINE).see("That didn't work", "What you wrote", MINE, NOT_SENT)
    assert phone.status == 400


def test_a_complaint_beside_a_tab_where_they_said_something_new(sqlite_house, words):
    phone = come_back(sqlite_house.visitor(), words).open("/back/complain")
    page = phone.response
    phone.open(sqlite_house.link("personal")).submit({"a-going_ok": "Football."}, form="#check-in")
    phone.back_to(page).submit(complaint=MINE).see("What you wrote", MINE, NOT_SENT).follow("Try again")
    assert phone.path == "/back/complain"


def test_what_they_meant_beside_a_tab_where_they_closed_their_page(sqlite_house, words):
    reply(sqlite_house, the_point(sqlite_house), status="checking", we_heard="Fewer meetings?")
    phone = come_back(sqlite_house.visitor(), words).press("No, that's not what I meant")
    page = phone.response
    phone.open("/back/replies").press("Close my page")
    phone.back_to(page).submit(meant=MINE).see("What you wrote", MINE, NOT_SENT)


def test_words_to_come_back_with(sqlite_house, words, a_day_later):
    phone = sqlite_house.visitor().open("/back")
    a_day_later()
    phone.submit(words=words).see("This page was open for a long time.")
    assert phone.soup.select_one("#words")["value"] == words
    phone.submit().see("What you said, and what we did")


def test_words_typed_beside_a_tab_that_sent_a_check_in(sqlite_house, words):
    phone = sqlite_house.visitor().open("/back")
    page = phone.response
    say(phone, sqlite_house.link("poster"))
    phone.back_to(page).submit(words=words).submit().see("What you said, and what we did", "What needs to change?")


def test_the_code_of_a_card(sqlite_house, a_day_later):
    phone = sqlite_house.visitor().open("/")
    a_day_later()
    phone.submit(card=sqlite_house.link("poster").rpartition("/")[2]).see("Start", "What needs to change?")


def test_words_meant_for_a_worker_s_device_are_not_typed_for_it_once_it_was_handed_back(sqlite_house, words):
    answer = reply(sqlite_house, the_point(sqlite_house))
    desk = sqlite_house.signed_in("Sam").open(f"/work/reply/{answer.id}/offer")
    door = desk.press("Sign out and hand it over").response
    desk.open("/together")
    desk.back_to(door).submit(words=words).see("That didn't work").not_see(CHANGE, words)


def test_of_a_form_that_was_never_ours_nothing_is_shown(sqlite_house, words):
    phone = come_back(sqlite_house.visitor(), words).open("/back/complain")
    phone.post("/back/complain", {"token": "made.up.one", "complaint": MINE}).see("That didn't work").not_see(MINE)
