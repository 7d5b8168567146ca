"""The signal goes while somebody answers: what they said waits on the phone, locked, and arrives once."""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from playwright.sync_api import Error, expect

from feedback_app.loop import invitations
from tests.attacks.counting import rows
from tests.journeys.people import words_on
from tests.live import over_http

SAID = "The meetings are at school time and I miss maths."


@pytest.fixture
def live(sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        yield house


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


def test_it_can_be_cleared_instead(live, new_phone):
    page = answered(new_phone(), live)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Clear it").click()
    expect(page.get_by_role("heading", name="It is cleared")).to_be_focused()
    assert SAID not in page.content()
    assert page.evaluate("indexedDB.databases()") == []


def test_trying_again_sends_it_as_usual(live, new_phone):
    page = answered(new_phone(), live)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Try again now").click()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_focused()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again now").click()
    page.wait_for_url("**/sent")
    assert rows(live)["check_ins"] == 1


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
    phone.clock.set_fixed_time(live.now() + timedelta(hours=73))
    phone.set_offline(False)
    later = phone.new_page()
    later.goto(live.base_url + "/")
    expect(later.locator("[data-outbox]")).to_have_text("It waited for three days. It was not sent. It is cleared now.")
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
    words = page.locator("[data-return-code]").inner_text()
    expect(page.locator("[data-outbox]")).to_have_text("Sent.")
    assert rows(live)["check_ins"] == 1
    assert opens(live, " ".join(words.split()))


@pytest.mark.parametrize(
    "lacks",
    [
        "Object.defineProperty(crypto, 'subtle', {value: undefined})",
        "Object.defineProperty(window, 'indexedDB', {value: undefined})",
    ],
)
def test_a_phone_that_cannot_lock_says_so_and_keeps_nothing(live, new_phone, lacks):
    phone = new_phone()
    phone.add_init_script(lacks)
    page = answered(phone, live, worker=False)
    phone.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("This phone can't lock it here, so nothing is kept.")).to_be_visible()
    assert page.get_by_role("button", name="Send when there is signal").count() == 0
    phone.set_offline(False)
    page.get_by_role("button", name="Try again now").click()
    page.wait_for_url("**/sent")


def test_the_signal_went_before_anything_was_fetched(live, new_phone):
    page = new_phone().new_page()
    page.goto(live.base_url + live.link("poster"))
    page.context.set_offline(True)
    page.get_by_role("link", name="Start").click()
    fill_in(page)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("It did not go. What you said is still here. Try again.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/sent")
    assert rows(live)["check_ins"] == 1


def test_what_cannot_be_sent_later_is_said_now(live, new_phone):
    page = answered(new_phone(), live, said="too long " * 600)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Send when there is signal").click()
    expect(page.get_by_role("alert").filter(has_text="too long to lock")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []


def test_a_phone_with_no_room_says_so_and_keeps_what_is_on_the_page(live, new_phone):
    page = answered(new_phone(), live)
    page.evaluate("() => { IDBFactory.prototype.open = () => { throw new Error('no room') } }")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Send when there is signal").click()
    expect(page.get_by_role("alert").filter(has_text="This phone can't lock it. Nothing is kept.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again now").click()
    page.wait_for_url("**/sent")


def test_a_link_that_was_stopped_meanwhile_is_said(live, new_phone):
    page = answered(new_phone(), live)
    kept(page)
    with live.databases.writing() as db:
        invitations.revoke(invitations.find(db, live.made.invitations["poster"].slug), live.now())
    page.context.set_offline(False)
    expect(page.locator("[data-outbox]")).to_have_text("The link was stopped. It was not sent.\n", timeout=10000)
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
