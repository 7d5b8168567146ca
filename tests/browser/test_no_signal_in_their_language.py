"""Somebody began in one language and goes on in another: when the signal goes, they are told so in the second."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_without_signal import answered


@pytest.fixture
def page(live, new_phone):
    """What a phone keeps is there in English; then somebody taps Urdu, and fills it in again."""
    page = answered(new_phone(), live)
    page.get_by_role("link", name="اردو").click()
    page.get_by_role("link", name="وہاں جائیں").or_(page.get_by_role("link", name="Go there")).click()
    page.get_by_role("link", name="شروع کریں").click()
    while not page.locator("[data-check]").is_visible():
        for box in page.locator("textarea:visible").all():
            box.fill("میٹنگ اسکول کے وقت ہوتی ہے۔")
        page.locator("[data-go=next]:visible").click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("!!navigator.serviceWorker.controller"), "the phone has its pages already"
    return page


def test_what_is_offered_without_signal_is_in_the_language_of_the_page(page):
    page.context.set_offline(True)
    page.locator("[data-check] button.main").click()
    expect(page.get_by_role("heading", name="ابھی نہیں بھیجا گیا")).to_be_visible()
    expect(page.get_by_role("button", name="سگنل آنے پر بھیجیں")).to_be_visible()
    assert page.get_by_text("Not sent yet").count() == 0
