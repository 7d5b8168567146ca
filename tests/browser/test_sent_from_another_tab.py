"""What waits is sent by one tab that is open: every other that says it waits says that it was sent."""

from playwright.sync_api import expect

from tests.attacks.counting import rows
from tests.browser.test_without_signal import answered, kept, shows


def hidden(page, is_hidden):
    """As when somebody looks at another tab: who is not seen sends nothing."""
    so = str(is_hidden).lower()
    page.evaluate(f"Object.defineProperty(document, 'hidden', {{ configurable: true, get: () => {so} }})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_panel_in_the_first_tab_says_so_and_keeps_its_words(live, new_phone):
    first = answered(new_phone(), live)
    words = kept(first)
    hidden(first, True)
    first.context.set_offline(False)
    second = first.context.new_page()
    second.goto(live.base_url + "/")
    expect(second.locator("[data-outbox]")).to_have_text("Sent.", timeout=10000)
    hidden(first, False)
    expect(first.locator("[data-outbox]")).to_have_text("Sent.")
    expect(first.get_by_role("heading", name="Sent", exact=True)).to_be_visible()
    expect(first.get_by_text("Not sent yet")).to_have_count(0)
    assert shows(first.locator("main").inner_text(), words)
    assert rows(live)["check_ins"] == 1


def test_a_page_that_only_said_that_something_waits_says_so_too(live, new_phone):
    first = answered(new_phone(), live)
    kept(first)
    second = first.context.new_page()
    second.goto(live.base_url + "/back")
    expect(second.locator("[data-outbox]")).to_contain_text("Not sent yet")
    hidden(second, True)
    first.context.set_offline(False)
    expect(first.locator("[data-outbox]")).to_have_text("Sent.", timeout=10000)
    expect(second.locator("[data-outbox]")).to_have_text("Sent.")
