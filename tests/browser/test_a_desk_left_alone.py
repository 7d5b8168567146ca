"""A desk that nobody is at: what somebody said leaves the screen with the session, and what its worker wrote stays."""

from __future__ import annotations

import pytest

from tests import people
from tests.live import over_http

MINUTE = 60_000
SAID, WROTE = "The meetings are at school time.", "You want them after school."


@pytest.fixture
def live(sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        people.say(house, "personal", {"a-change": SAID, "c-who_sees": "team"})
        people.hear(house.signed_in("Sam"), people.newest(house, "participants"))
        yield house


@pytest.fixture
def page(live, new_phone):
    """Sam's browser, signed in, with a clock that the story moves on."""
    page = new_phone().new_page()
    page.clock.install()
    person, password, _ = live.staff("Sam")
    page.goto(f"{live.base_url}/staff")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue").click()
    live.wait(minutes=1)  # the digits of this minute were Sam's before
    page.get_by_label("Code").fill(live.six_digits("Sam"))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/work/")
    return page


def begin_a_reply(page) -> None:
    page.get_by_label("What do you want to say?").select_option("working")
    page.locator("#we_heard").fill(WROTE)


def leave_alone(live, page) -> None:
    page.wait_for_load_state("networkidle")  # the script that counts comes a moment after the page
    page.clock.run_for(13.5 * MINUTE)
    page.get_by_text("This page closes in 2 minutes.").wait_for()
    live.wait(minutes=16)
    page.clock.run_for(2 * MINUTE)


def test_what_somebody_said_is_not_on_it_when_the_session_is_over(live, page):
    page.goto(f"{live.base_url}/work/voice/{people.newest(live, 'participants')}")
    page.get_by_text(SAID).wait_for()
    leave_alone(live, page)
    page.wait_for_url("**/staff")
    page.get_by_role("heading", name="Staff sign-in").wait_for()
    assert SAID not in page.content()


def test_what_its_worker_was_writing_stays_without_what_it_answers(live, page):
    page.goto(f"{live.base_url}/work/reply/{people.newest(live, 'voice_points')}")
    page.get_by_text(SAID).wait_for()
    begin_a_reply(page)
    leave_alone(live, page)
    page.get_by_text("What you wrote is still here.").wait_for()
    assert page.locator("#we_heard").input_value() == WROTE
    assert SAID not in page.content()


def test_a_reply_that_waits_to_be_sent_is_not_lost_either(live, page):
    page.goto(f"{live.base_url}/work/reply/{people.newest(live, 'voice_points')}")
    begin_a_reply(page)
    texts = {"we_did": "We asked for four o'clock.", "why": "They have a room then.", "next_step": "We tell you."}
    for box, words in {**texts, "next_by": people.in_a_week(live)}.items():
        page.locator(f"#{box}").fill(words)
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Send this").wait_for()
    leave_alone(live, page)
    page.get_by_text("What you wrote is still here.").wait_for()
    assert page.get_by_role("button", name="Send this").is_visible()


def test_who_is_at_the_desk_in_another_tab_is_not_signed_out_in_this_one(live, page):
    page.goto(f"{live.base_url}/work/reply/{people.newest(live, 'voice_points')}")
    begin_a_reply(page)
    page.wait_for_load_state("networkidle")
    page.clock.run_for(10 * MINUTE)
    live.wait(minutes=10)
    other = page.context.new_page()
    other.goto(f"{live.base_url}/work/")
    other.wait_for_load_state("networkidle")
    page.clock.run_for(10 * MINUTE)
    live.wait(minutes=10)
    assert SAID in page.content()
    assert page.locator(".stay").inner_text() == ""
    live.wait(minutes=6)
    page.clock.run_for(6 * MINUTE)
    page.get_by_text("What you wrote is still here.").wait_for()
    assert SAID not in page.content()
