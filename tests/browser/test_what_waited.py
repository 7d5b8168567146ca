"""What waited on the phone went, or never will: the page that showed its words says so, not that it is locked."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.attacks.counting import rows
from tests.browser.test_without_signal import answered, kept, shows
from tests.pocket import OPEN_NOTHING


def test_the_page_says_that_it_was_sent_and_not_that_it_is_locked_here(live, new_phone):
    page = answered(new_phone(), live)
    words = kept(page)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible(timeout=10000)
    expect(page.get_by_text("We have got it. Leave now does not take it back.")).to_be_visible()
    expect(page.get_by_text("They open your page. Keep them now. We can't show them again.")).to_be_visible()
    text = page.locator("main").inner_text()
    assert not any(old in text for old in ("locked", "Leave now clears it", "once this is sent"))
    assert shows(text, words), "they open it, so they stay until they are kept"


@pytest.mark.parametrize("end", ["refused", "over"])
def test_words_that_will_open_nothing_go_and_the_page_says_so(live, new_phone, end):
    page = answered(new_phone(), live)
    words = kept(page)
    if end == "refused":
        page.route("**/outbox", lambda route: route.continue_(post_data="damaged on the way"))
    else:
        page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=73))
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="It was not sent")).to_be_visible(timeout=10000)
    expect(page.get_by_text("Nothing of it is kept on this phone.")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(OPEN_NOTHING)
    assert not shows(page.content(), words)
    assert not any(old in page.locator("main").inner_text() for old in ("locked", "once this is sent", "Show my words"))
    page.get_by_role("link", name="Start again").click()
    expect(page.get_by_role("link", name="Start", exact=True)).to_be_visible()


def test_what_waited_longer_and_went_is_not_what_these_words_open(live, new_phone):
    """Two wait on one phone. The older goes, the newer does not: its page goes on saying that it waits."""
    phone = new_phone()
    older = answered(phone, live)
    kept(older)
    older.close()
    phone.set_offline(False)
    phone.route("**/outbox", lambda route: route.abort())
    page = answered(phone, live)
    kept(page)
    gone = []
    phone.unroute("**/outbox")
    phone.route("**/outbox", lambda route: route.abort() if gone else (gone.append(1), route.continue_()))
    phone.set_offline(False)
    page.wait_for_function("indexedDB.databases().then((all) => all.length === 1)")
    until_sent(live)
    expect(page.locator("[data-outbox]")).to_contain_text("Not sent yet", timeout=10000)
    expect(page.get_by_role("heading", name="It is locked on this phone")).to_be_visible()


def until_sent(live):
    for _ in range(100):
        if rows(live)["check_ins"]:
            return
        time.sleep(0.1)
    raise AssertionError("nothing came")
