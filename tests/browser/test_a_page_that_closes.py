"""A person's page closes when nobody is there: it says so in time, stays for who is writing, and the door says why."""

from __future__ import annotations

from tests.journeys.people import say

MINUTE = 60_000
NOTE = "The meetings are at school time."


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
    page.wait_for_load_state("networkidle")  # the script that counts comes a moment after the page
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


def test_the_five_words_are_on_the_screen_for_ten_minutes_and_no_longer(live, new_phone):
    page = new_phone().new_page()
    page.clock.install()
    page.goto(live.base_url + live.link("poster"))
    page.locator("form[data-ready]").wait_for()
    while not page.locator("[data-check] button.main").is_visible():
        if page.locator("#a-change").is_visible():
            page.locator("#a-change").fill(NOTE)
        page.locator("[data-go=next]:visible").click()
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    page.get_by_text("Show my words").click()
    page.wait_for_load_state("networkidle")  # the script that counts comes a moment after the page
    page.clock.run_for(9 * MINUTE)
    assert page.locator("[data-return-code]").is_visible()
    page.clock.run_for(2 * MINUTE)
    page.wait_for_url("**/back?closed")
