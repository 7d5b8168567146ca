"""The signal goes while somebody answers: what they said waits on the phone, locked, and arrives once."""

import pytest
from playwright.sync_api import expect

from tests.attacks.counting import rows
from tests.browser.careful import CarefulPage
from tests.live import over_http

SAID = "The meetings are at school time and I miss maths."


@pytest.fixture
def live(sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        yield house


def answered(phone, live, link="poster", said=SAID):
    """A check-in filled in up to Send, with what it fetches on the way in place."""
    page = phone.new_page()
    page.goto(live.base_url + live.link(link))
    page.get_by_role("link", name="Start").click()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    while not page.get_by_role("heading", name="Check your words").is_visible():
        if page.get_by_label("What needs to change?").is_visible():
            page.get_by_label("What needs to change?").fill(said)
        page.get_by_role("button", name="Continue").click()
    return page


def kept(page):
    """Send without signal, and let the phone hold it; returns the five words."""
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Send when there is signal").click()
    page.get_by_role("heading", name="It is locked on this phone").wait_for()
    page.get_by_text("Show my words").click()
    words = " ".join(page.locator("[data-return-code]").inner_text().split())
    assert len(words.split()) == 5
    return words


def opens(live, words):
    page = live.visitor().open("/back").submit(words=words)
    return page.path.startswith("/back/replies") and SAID in page.press("Show my own words").text


def test_it_arrives_when_the_signal_is_back(live, new_phone):
    page = answered(new_phone(), live)
    words = kept(page)
    expect(page.get_by_role("status")).to_contain_text("Not sent yet")
    assert rows(live)["check_ins"] == 0
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Sent.", timeout=10000)
    assert rows(live)["check_ins"] == 1
    assert opens(live, words)
    assert page.evaluate("indexedDB.databases()") == []
