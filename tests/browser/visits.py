"""What somebody did with a phone before another had it: typed, sent, was refused, left something waiting.

Each gives the words that must not be found, by what they are; those that it typed are ``TYPED``.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace

from playwright.sync_api import Page

from tests.browser.device import Device, back, found_in
from tests.journeys.people import all_points, reply

WRITTEN_DOWN = 2600  # milliseconds: a browser writes its tabs down every two and a half seconds
# each is one made-up word, so that any form of it is found, and nothing else is
SAID, SAID_TOO, ANSWER = "quillfeather", "bramblewick", "larkspurvane"
TYPED = {"words": SAID, "more words": SAID_TOO}


def leave_to_elsewhere(house) -> None:
    elsewhere = house.base_url.replace("127.0.0.1", "localhost") + "/healthz"
    house.app.extensions["local"] = replace(house.app.extensions["local"], leave_url=elsewhere)


def left_in_the_middle(live, phone: Device) -> dict[str, str]:
    """Words typed, looked at on the last page, and then Leave now."""
    page = phone.open()
    type_words(live, phone, page)
    leave(page)
    return {}


def killed_in_the_middle(live, phone: Device) -> dict[str, str]:
    """Words typed, and the battery is out before anything is pressed."""
    page = phone.open()
    type_words(live, phone, page)
    page.wait_for_timeout(WRITTEN_DOWN)
    return {}


def refused(live, phone: Device) -> dict[str, str]:
    """Sent, and sent back with an error that keeps what was typed; then Leave now."""
    page = phone.open()
    type_words(live, phone, page, f"{SAID} {'x' * 5000}")
    page.locator("[data-check] button.main").click()
    page.locator("[data-error-summary]").wait_for()
    page.wait_for_timeout(WRITTEN_DOWN)
    leave(page)
    return {}


def refused_and_gone(live, phone: Device) -> dict[str, str]:
    """Sent back with an error, and away by the address bar: Back must not ask for it to be posted again."""
    page = phone.open()
    type_words(live, phone, page, f"{SAID} {'x' * 5000}")
    page.locator("[data-check] button.main").click()
    page.locator("[data-error-summary]").wait_for()
    page.goto(live.app.extensions["local"].leave_url)
    return {}


def gone_elsewhere(live, phone: Device) -> dict[str, str]:
    """Away by the address bar, not by Leave now."""
    page = phone.open()
    type_words(live, phone, page)
    page.goto(live.app.extensions["local"].leave_url)
    return {}


def sent(live, phone: Device) -> dict[str, str]:
    """Sent, the words shown and kept."""
    page = phone.open()
    code = send(live, phone, page)
    page.locator("form[action='/sent/kept'] button").click()
    page.wait_for_url("**/goodbye")
    return code


def words_on_show(live, phone: Device) -> dict[str, str]:
    page = phone.open()
    code = send(live, phone, page)
    leave(page)
    return code


def read_the_reply(live, phone: Device) -> dict[str, str]:
    """Back with the words after a slip, the reply read, their own words shown; then Leave now."""
    page = phone.open()
    code = send(live, phone, page)
    page.locator("form[action='/sent/kept'] button").click()
    for point in _unanswered(live):
        reply(live, point, we_did=f"The {ANSWER} is yours.")
    page.goto(live.base_url + "/back")
    for typed in (code["code"] + " extra", code["code"]):
        page.locator("[name=words]").fill(typed)
        page.locator("main form button").first.click()
    page.wait_for_url("**/back/replies*")
    page.locator("form[action$='/read'] button").click()
    page.get_by_text(ANSWER).wait_for()
    page.goto(live.base_url + "/back/replies")
    page.locator("form[action='/back/my-words'] button").click()
    page.get_by_text(SAID).wait_for()
    page.wait_for_timeout(WRITTEN_DOWN)
    leave(page)
    return code


def two_tabs(live, phone: Device) -> dict[str, str]:
    """Words in one tab; Leave now in another takes both away."""
    page = phone.open()
    type_words(live, phone, page)
    other = phone.context.new_page()
    other.goto(live.base_url + "/talk")
    leave(other)
    if phone.has_javascript:
        page.wait_for_url("**/healthz", timeout=10000)
        assert found_in(back(page), TYPED) == []
    return {}


def with_something_stored(live, phone: Device) -> dict[str, str]:
    """What a page put by on the phone, as the outbox does, goes with Leave now: its seal is not the only guard."""
    page = phone.open()
    type_words(live, phone, page)
    page.evaluate(f"localStorage.setItem('{SAID}', '{SAID}')")
    page.evaluate(f"""() => new Promise((done) => {{
        const opening = indexedDB.open('outbox', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('items')
        opening.onsuccess = () => {{
            const write = opening.result.transaction('items', 'readwrite')
            write.objectStore('items').put('{SAID_TOO}', 1)
            write.oncomplete = () => {{ opening.result.close(); done() }}
        }}
    }})""")
    leave(page)
    return {}


def left_while_it_waits(live, phone: Device) -> dict[str, str]:
    """Sent without signal, locked on the phone, its words on show; then Leave now, still without signal."""
    page = phone.open()
    code = keep(live, phone, page)
    page.locator("a.leave").click()
    page.wait_for_url("chrome-error://**")
    phone.context.set_offline(False)
    return code


def killed_while_it_waits(live, phone: Device) -> dict[str, str]:
    """The same, and the battery is out: it lies on the phone, and says nothing."""
    page = phone.open()
    code = keep(live, phone, page)
    page.wait_for_timeout(WRITTEN_DOWN)
    return code


def type_words(live, phone: Device, page: Page, change: str = f"{SAID} please") -> None:
    """Into the boxes of a personal invitation, as far as the page where one looks it all over."""
    page.goto(live.base_url + live.link("personal"))
    page.locator("form[data-ready]" if phone.has_javascript else "[data-check] button.main").wait_for()
    for _ in range(20):
        for name, text in (("#a-going_ok", SAID_TOO), ("#a-change", change)):
            if page.locator(name).is_visible() and SAID_TOO not in page.locator(name).input_value():
                page.locator(name).fill(text)
        if page.locator("[data-check] button.main").is_visible():
            return
        page.locator("[data-go=next]:visible").click()
    raise AssertionError("the questions have no end")


def send(live, phone: Device, page: Page) -> dict[str, str]:
    type_words(live, phone, page)
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    return words_shown(page)


def keep(live, phone: Device, page: Page) -> dict[str, str]:
    """Send without signal, and let the phone hold it."""
    type_words(live, phone, page)
    page.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    page.locator("[data-check] button.main").click()
    page.locator("[data-deed=keep]").click()
    return words_shown(page)


def words_shown(page: Page) -> dict[str, str]:
    page.locator("details:has([data-return-code]) summary").click()
    return {
        "code": " ".join(page.locator("[data-return-code]").inner_text().split()),
        "code in numbers": " ".join(page.locator("[data-return-numbers]").inner_text().split()),
    }


def leave(page: Page) -> None:
    page.locator("a.leave").click()
    with contextlib.suppress(Exception):
        page.wait_for_url("**/healthz", timeout=10000)
    assert page.url.endswith("/healthz"), page.url


def _unanswered(live):
    with live.databases.reading() as db:
        return [one for one in all_points(db) if one.question == "change" and one.status == "received"]
