"""The signal goes while somebody answers: what they said waits on the phone, locked, and arrives once."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Error, expect

from feedback_app.loop import invitations
from tests.attacks.counting import rows
from tests.journeys.people import words_on
from tests.pocket import OPEN_NOTHING

SAID = "The meetings are at school time and I miss maths."


def answered(phone, live, link="poster", said=SAID, worker=True):
    """A check-in filled in up to Send, with what it fetches on the way in place."""
    page = phone.new_page()
    page.goto(live.base_url + live.link(link))
    page.get_by_role("link", name="Start").click()
    fill_in(page, said)
    page.wait_for_load_state("networkidle")
    if worker:
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def fill_in(page, said=SAID):
    while not page.get_by_role("heading", name="Check your words").is_visible():
        if page.get_by_label("What needs to change?").is_visible():
            page.get_by_label("What needs to change?").fill(said)
        page.get_by_role("button", name="Continue").click()


def kept(page):
    """Send without signal, and let the phone hold it; returns the five words."""
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Send when there is signal").click()
    page.get_by_role("heading", name="It is locked on this phone").wait_for()
    assert not page.get_by_role("button", name="I've kept them").is_visible(), "nobody has seen them yet"
    page.get_by_text("Show my words").click()
    words = " ".join(page.locator("[data-return-code]").inner_text().split())
    assert len(words.split()) == 5
    return words


def shows(text, words):
    """All five: one of them may well stand on a page by itself, being an ordinary word."""
    return all(re.search(rf"\b{word}\b", text) for word in words.split())


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


def test_it_arrives_although_the_tab_was_killed_in_between(live, new_phone):
    page = answered(new_phone(), live)
    words, phone = kept(page), page.context
    crash(page)
    without = phone.new_page()
    without.goto(live.base_url + live.link("poster"))
    expect(without.get_by_role("heading", name="No signal")).to_be_visible()
    expect(without.locator("[data-outbox]")).to_contain_text("Not sent yet")
    without.close()
    phone.set_offline(False)
    later = phone.new_page()
    later.goto(live.base_url + "/")
    expect(later.locator("[data-outbox]")).to_have_text("Sent.", timeout=10000)
    assert not shows(later.content(), words)
    assert rows(live)["check_ins"] == 1
    assert opens(live, words)


def crash(page):
    """The tab's process dies, as when a phone runs out of memory."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash", timeout=2000)
    page.close()


def test_leaving_clears_it_even_without_signal(live, new_phone):
    page = answered(new_phone(), live)
    kept(page)
    page.get_by_role("link", name="Leave now").click()
    page.wait_for_url("chrome-error://**")  # the browser's own page: nothing of ours stands there
    later = page.context.new_page()
    later.goto(live.base_url + "/back")
    expect(later.get_by_role("heading", name="No signal")).to_be_visible()
    assert later.evaluate("indexedDB.databases()") == []
    page.context.set_offline(False)
    later.goto(live.base_url + "/")
    later.wait_for_load_state("networkidle")
    assert later.locator("[data-outbox]").count() == 0
    assert rows(live)["check_ins"] == 0


def test_the_phone_can_show_it_no_more(live, new_phone):
    page = answered(new_phone(), live)
    words = kept(page)
    assert SAID not in page.content()
    assert shows(page.content(), words), "once, until they are kept"
    bytes_ = bytes(page.evaluate(ALL_THAT_WAITS))
    assert len(bytes_) > 1000
    for hidden in (SAID, SAID[:12], live.link("poster").rpartition("/")[2]):
        assert hidden.encode() not in bytes_
    assert not shows(bytes_.decode("latin-1"), words)
    page.get_by_role("button", name="I've kept them").click()
    assert not shows(page.content(), words)


ALL_THAT_WAITS = """() => new Promise((done) => {
  const asked = indexedDB.open('outbox')
  asked.onsuccess = () => {
    const all = asked.result.transaction('kept').objectStore('kept').getAll()
    all.onsuccess = () => { asked.result.close(); done(Array.from(all.result[0].sealed)) }
  }
})"""


def test_it_is_gone_after_three_days(live, new_phone):
    page = answered(new_phone(), live)
    kept(page)
    phone = page.context
    page.close()
    phone.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=73))  # a phone has its own clock
    phone.set_offline(False)
    later = phone.new_page()
    later.goto(live.base_url + "/")
    expect(later.locator("[data-outbox]")).to_have_text(f"It waited for three days. It was not sent. {OPEN_NOTHING}")
    later.wait_for_load_state("networkidle")
    assert later.evaluate("indexedDB.databases()") == []
    assert rows(live)["check_ins"] == 0


def test_the_answer_was_lost_and_not_the_check_in(live, new_phone):
    """It came through, and its words never reached the phone: those that the phone picks open it."""
    page = answered(new_phone(), live)
    page.route("**/q/*", lambda route: (route.fetch(max_redirects=0), route.abort()))
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Send when there is signal").click()
    page.get_by_text("Show my words").click()
    page.locator("[data-return-code] li").last.wait_for()
    words = page.locator("[data-return-code]").inner_text()
    expect(page.locator("[data-outbox]")).to_have_text("Sent.")
    assert rows(live)["check_ins"] == 1
    assert opens(live, " ".join(words.split()))


def test_nothing_moves_under_the_thumb_when_it_is_sent(live, new_phone):
    """A longer line becomes a short one above "Show my words": who taps there taps there."""
    page = answered(new_phone(), live)
    kept(page)
    before = page.get_by_text("Show my words").bounding_box()
    page.context.set_offline(False)
    expect(page.locator("[data-outbox]")).to_have_text("Sent.", timeout=10000)
    assert page.get_by_text("Show my words").bounding_box() == before


def test_a_link_that_was_stopped_meanwhile_is_said(live, new_phone):
    page = answered(new_phone(), live)
    kept(page)
    with live.databases.writing() as db:
        invitations.revoke(invitations.find(db, live.made.invitations["poster"].slug), live.now())
    page.context.set_offline(False)
    expect(page.locator("[data-outbox]")).to_have_text(
        f"The link was stopped. It was not sent. {OPEN_NOTHING}\n", timeout=10000
    )
    assert page.evaluate("indexedDB.databases()") == []


def test_one_who_is_back_with_their_words_is_told_of_the_new_ones(live, new_phone):
    first = live.visitor().open(live.link("poster")).submit({"a-change": "x"}, form="#check-in")
    words, phone = words_on(first), new_phone()
    page = phone.new_page()
    page.goto(live.base_url + "/back")
    page.get_by_label("Your five words").fill(words)
    page.get_by_role("button", name="Open my page").click()
    page = answered(phone, live)
    phone.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("They open only what you say now.")).to_be_visible()
