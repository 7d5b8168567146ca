"""A person's page closes when nobody is there: it says so in time, stays for who is writing, and the door says why."""

from __future__ import annotations

import pytest

from tests.journeys.people import say
from tests.live import over_http

MINUTE = 60_000


@pytest.fixture
def live(sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        yield house


def test_it_stays_for_who_is_writing_and_then_closes(live, new_phone):
    words = say(live.visitor(), live.link("poster"))
    page = new_phone().new_page()
    page.clock.install()
    page.goto(f"{live.base_url}/back")
    page.locator("#words").fill(words)
    page.locator("main form button").click()
    page.wait_for_url("**/back/replies*")
    page.goto(f"{live.base_url}/back/complain")
    closes = page.get_by_text("This page closes in 2 minutes.")
    page.clock.run_for(8.5 * MINUTE)
    closes.wait_for()
    with page.expect_response("**/back/stay"):
        page.locator("#complaint").press_sequentially("Nobody rang")
    closes.wait_for(state="detached")
    page.clock.run_for(5 * MINUTE)
    assert page.locator("#complaint").input_value() == "Nobody rang", "fourteen minutes after it opened"
    live.wait(minutes=11)
    page.clock.run_for(6 * MINUTE)
    page.wait_for_url("**/back?closed")
    page.get_by_text("Your page is closed").wait_for()
