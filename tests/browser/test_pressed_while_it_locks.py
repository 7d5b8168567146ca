"""Locking takes an old phone a moment, and a thumb does not wait for it: it is kept once, or not at all."""

import pytest
from playwright.sync_api import expect

from tests.attacks.counting import rows
from tests.browser.test_without_signal import answered, opens

# as on an old phone: the seal takes a second
SLOWLY = """() => {
  const { subtle } = crypto, { generateKey } = SubtleCrypto.prototype
  subtle.generateKey = async (...how) => {
    await new Promise((done) => setTimeout(done, 1000))
    return generateKey.apply(subtle, how)
  }
}"""


@pytest.fixture
def page(live, new_phone):
    """It did not go, and the phone offers to hold it."""
    page = answered(new_phone(), live)
    page.evaluate(SLOWLY)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Send when there is signal").wait_for()
    return page


def test_pressed_twice_it_is_kept_and_sent_once(live, page):
    page.get_by_role("button", name="Send when there is signal").dblclick()
    page.get_by_text("Show my words").click()
    page.wait_for_timeout(1500)
    words = " ".join(page.locator("[data-return-code]").inner_text().split())
    page.context.set_offline(False)
    expect(page.locator("[data-outbox]")).to_have_text("Sent.", timeout=10000)
    page.wait_for_timeout(500)
    assert rows(live)["check_ins"] == 1
    assert opens(live, words)


def test_cleared_while_it_locks_it_is_not_kept(page):
    page.get_by_role("button", name="Send when there is signal").click()
    page.get_by_role("button", name="Clear it").click()
    page.wait_for_timeout(1500)
    expect(page.get_by_role("heading", name="It is cleared")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []


def test_tried_again_while_it_locks_it_is_kept_and_sent_once(live, page):
    page.get_by_role("button", name="Send when there is signal").click()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again now").click()
    expect(page.locator("[data-outbox]")).to_have_text("Sent.", timeout=10000)
    assert rows(live)["check_ins"] == 1
