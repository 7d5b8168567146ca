"""A worker's device in other hands: it asks when nobody touches it, wipes itself, never shows the desk."""

from __future__ import annotations

from tests.browser.careful import CarefulPage
from tests.browser.device import Device, back, on

NOTE = "Hagfishmemo"


def hand_over(live, context):
    """Sam's browser, with the desk open in two tabs, handed over."""
    card = live.made.invitations["personal"]
    cookies = live.signed_in("Sam").client._cookies.values()
    context.add_cookies([{"name": one.key, "value": one.value, "url": live.base_url} for one in cookies])
    other, page = context.new_page(), context.new_page()
    other.goto(live.base_url + "/work/")
    page.clock.install()
    page.goto(live.base_url + "/work/invitations")
    page.goto(f"{live.base_url}/work/invitations/{card.id}/together")
    page.get_by_role("button", name="Sign out and hand it over").click()
    page.wait_for_url("**/q/*")
    return page, other


def test_it_asks_waits_and_wipes_itself(live, new_phone):
    page, other = hand_over(live, new_phone(viewport={"width": 360, "height": 640}))
    other.wait_for_url("**/staff", timeout=10000)
    page.locator("form[data-ready]").wait_for()
    CarefulPage(page).check()
    page.locator("[data-go=next]:visible").click()
    page.clock.run_for(59_000)
    asks = page.get_by_text("This page closes in 30 seconds.")
    assert not asks.is_visible()
    page.clock.run_for(3_000)
    asks.wait_for()
    CarefulPage(page).check()
    page.get_by_role("button", name="Keep it open").click()
    assert not asks.is_visible()
    page.clock.run_for(62_000)
    asks.wait_for()
    page.clock.run_for(30_000)
    page.wait_for_url("**/together")
    page.get_by_text("Please hand it back.").wait_for()
    CarefulPage(page).check()


def test_the_words_close_as_well(live, new_phone):
    page, _ = hand_over(live, new_phone())
    page.locator("form[data-ready]").wait_for()
    for _ in range(20):
        if page.locator("[data-check] button.main").is_visible():
            break
        if page.locator("#a-change").is_visible():
            page.locator("#a-change").fill(NOTE)
        page.locator("[data-go=next]:visible").click()
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    page.get_by_text("Turn the screen so that Sam does not see it.").wait_for()
    CarefulPage(page).check()
    assert page.get_by_text("If nobody touches it for one minute, it asks. Then it closes.").is_visible()
    assert not page.get_by_text("ten minutes").is_visible(), "it closes long before"
    page.clock.run_for(92_000)
    page.wait_for_url("**/together")
    page.goto(live.base_url + "/sent")
    page.wait_for_url("**/back")


def test_back_never_shows_the_desk(live, playwright, tmp_path):
    device = Device(playwright, tmp_path / "device")
    device.open()
    try:
        page, _ = hand_over(live, device.context)
        assert [one.splitlines()[0] for one in back(page, 4) if "Sam" in one and "Sign out" in one] == []
        assert "Sign out" not in on(page)
    finally:
        device.close()
