"""Back with their words, and writing for longer than the visit lasts: it stays, and says that it no longer joins."""

from __future__ import annotations

from tests.journeys.people import say

NOTE = "The bus frightens me."


def test_nothing_is_lost_and_it_goes_at_the_second_press(live, new_phone):
    words = say(live.visitor(), live.link("poster"))
    page = new_phone().new_page()
    page.goto(f"{live.base_url}/back?then={live.link('poster').rpartition('/')[2].replace('-', '')}")
    page.locator("#words").fill(words)
    page.locator("main form button").click()
    page.get_by_text("What you say now joins what you said before.").wait_for()
    page.locator("form[data-ready]").wait_for()
    send = page.locator("[data-check] button.main")
    while not send.is_visible():
        if page.locator("#a-change").is_visible():
            page.locator("#a-change").fill(NOTE)
        page.locator("[data-go=next]:visible").click()
    live.wait(minutes=11)
    send.click()
    page.get_by_text("You get five new words for it. They open only what you say now.").first.wait_for()
    page.locator("form[data-ready]").wait_for()
    assert page.locator("#a-change").input_value() == NOTE
    send.click()
    page.wait_for_url("**/sent")
    page.get_by_text("Show my words").wait_for()
