"""A worker's device with a reply open on it: it asks, waits, closes on the server too, and Back finds nothing."""

from __future__ import annotations

import time

import pytest

from feedback_app.loop.sessions import Visit
from tests.browser.careful import CarefulPage
from tests.browser.device import Device, back, on
from tests.journeys.people import reply, say, the_point

DID = "We moved them to four."
SMALL = {"width": 360, "height": 640}


def hand_over(live, context, language: str = "en"):
    """Sam's browser in the hands of somebody who has a reply of Sam's; at the door, with their words typed."""
    words = say(live.visitor(), live.link("personal") + f"?lang={language}")
    answer = reply(live, the_point(live))
    cookies = live.signed_in("Sam").client._cookies.values()
    context.add_cookies([{"name": one.key, "value": one.value, "url": live.base_url} for one in cookies])
    page = context.new_page()
    page.clock.install()
    page.goto(f"{live.base_url}/work/reply/{answer.id}/offer")
    page.get_by_role("button", name="Sign out and hand it over").click()
    page.wait_for_url("**/back?lang=*")
    page.locator("#words").fill(words)
    return page


def open_the_reply(page):
    page.locator("form[action='/back'] button").click()
    page.wait_for_url("**/back/one")
    page.locator("form[action$='/read'] button").click()
    page.wait_for_url("**/back/reply/*")


def visits(live) -> int:
    with live.databases.reading() as db:
        return db.query(Visit).filter(Visit.kind.in_(("door", "lent"))).count()


def within(seconds: float, is_so, why: str) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, why
        time.sleep(0.05)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_of_its_pages_says_so_and_can_be_used(live, new_phone, language):
    page = hand_over(live, new_phone(viewport=SMALL), language)
    for go in (lambda: None, lambda: open_the_reply(page), lambda: page.goto(live.base_url + "/talk")):
        go()
        CarefulPage(page).check()
        assert page.locator(".note", has_text="Sam").is_visible()
        assert page.locator("form[data-close] button").is_visible()


def test_it_asks_can_be_kept_open_and_closes_on_the_server_too(live, new_phone):
    page = hand_over(live, new_phone(viewport=SMALL))
    open_the_reply(page)
    assert visits(live) == 1
    page.clock.run_for(61_000)
    asks = page.get_by_text("This page closes in 30 seconds.")
    asks.wait_for()
    CarefulPage(page).check()
    with page.expect_request("**/back/stay") as heard:
        page.get_by_role("button", name="Keep it open").click()
    assert heard.value.response().status == 204
    assert not asks.is_visible()
    page.clock.run_for(61_000)
    asks.wait_for()
    page.clock.run_for(31_000)
    page.wait_for_url("**/together")
    page.get_by_text("Please hand it back.").wait_for()
    CarefulPage(page).check()
    within(5, lambda: visits(live) == 0, "and not on this device alone")


def test_at_the_door_nobody_s_half_typed_words_stay(live, new_phone):
    page = hand_over(live, new_phone(viewport=SMALL))
    page.clock.run_for(92_000)
    page.wait_for_url("**/together")
    page.goto(live.base_url + "/back")
    assert page.locator("#words").input_value() == ""


@pytest.mark.parametrize("how", ["they answer", "nobody touches it"])
def test_back_shows_nothing_of_it(live, playwright, tmp_path, how):
    device = Device(playwright, tmp_path / "device")
    device.open()
    try:
        page = hand_over(live, device.context)
        open_the_reply(page)
        page.locator("main", has_text=DID).wait_for()
        if how == "they answer":
            page.locator("input[name=difference]").first.check(force=True)
            page.locator("form[action$='/pulse'] button").click()
        else:
            page.clock.run_for(92_000)
        page.wait_for_url("**/together*")
        assert [one for one in back(page, 5) if DID in one or "A reply for you" in one] == []
        assert DID not in on(page)
    finally:
        device.close()
