"""Without signal, and nothing is to wait: it is cleared, tried again, or the phone can't lock it and says so."""

import pytest
from playwright.sync_api import expect

from tests.attacks.counting import rows
from tests.browser.test_without_signal import SAID, answered, fill_in


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
