"""Whoever holds the phone next, with Back or with its files, finds no word, no code and no reply."""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from tests.browser import leftovers
from tests.browser.device import Device, back, on
from tests.journeys.people import all_points, reply
from tests.live import over_http

WRITTEN_DOWN = 2600  # milliseconds: a browser writes its tabs down every two and a half seconds
# each is one made-up word, so that any form of it is found, and nothing else is
SAID, SAID_TOO, ANSWER = "quillfeather", "bramblewick", "larkspurvane"
HISTORY = ("History", "Sessions/", "Favicons", "Top Sites", "Shortcuts", "Network Action Predictor", "ukm_db")


@pytest.fixture
def live(sqlite_place, tmp_path):
    """The house, with somewhere ordinary to leave to: another site, on this machine."""
    with over_http(sqlite_place, tmp_path) as house:
        leave_to_elsewhere(house)
        yield house


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
        assert found_in(back(page)) == []
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


# what the ordinary suite runs comes first; `make attack` runs all of it
WITH, WITHOUT = True, False
EVERY = (left_in_the_middle, killed_in_the_middle, refused, sent, words_on_show, read_the_reply, two_tabs)
STORIES = [
    (left_in_the_middle, WITHOUT, Device.close),
    (read_the_reply, WITH, Device.kill),
    (killed_in_the_middle, WITHOUT, Device.kill),
    (gone_elsewhere, WITH, Device.close),
    (refused_and_gone, WITH, Device.close),
    (with_something_stored, WITH, Device.close),
    *itertools.product(EVERY, (WITH, WITHOUT), (Device.close, Device.kill)),
]
IN_THE_SUITE = 2
# without JavaScript, Back to a page that refused something makes Chromium note what was posted: docs/threat-model.md
KEPT_AFTER_BACK = {(refused, WITHOUT), (read_the_reply, WITHOUT)}


def test_nothing_is_left_on_the_phone(live, playwright, tmp_path, attack_rounds):
    stories = STORIES if attack_rounds > 1 else STORIES[:IN_THE_SUITE]
    for number, (story, has_javascript, end) in enumerate(stories):
        phone = Device(playwright, tmp_path / f"phone-{number}", has_javascript)
        found = what_is_left(live, phone, story, end)
        name = f"{story.__name__}, {'with' if has_javascript else 'without'} JavaScript, {end.__name__}"
        assert found == [], name


def what_is_left(live, phone: Device, story, end) -> list[str]:
    """Everything somebody finds who presses Back, opens the tabs again, and looks through the files."""
    words = {"words": SAID, "more words": SAID_TOO, "reply": ANSWER}
    slug = live.link("personal").removeprefix("/q/")
    try:
        words |= story(live, phone)
        found = []
        is_kept_after_back = (story, phone.has_javascript) in KEPT_AFTER_BACK
        if story is not killed_in_the_middle and not is_kept_after_back:
            pages = back(phone.context.pages[-1])
            found += [f"Back: {one}" for one in found_in(pages, words)]
            if story is left_in_the_middle and phone.has_javascript:  # it took its own place in the history
                found += [f"Back: {page.splitlines()[0]}" for page in pages if "/q/" in page.splitlines()[0]]
            phone.context.pages[-1].wait_for_timeout(200 if story is not refused_and_gone else WRITTEN_DOWN)
        end(phone)
        found += leftovers.kept_in(phone.profile, words)
        for page in phone.reopen():
            found += [f"again: {one}" for one in found_in([on(page), *back(page)], words)]
        phone.close()
        found += [] if is_kept_after_back else leftovers.kept_in(phone.profile, words)
        places = leftovers.kept_in(phone.profile, {"slug": slug, "slug as typed": slug.replace("-", "")})
        found += [place for place in places if not any(history in place for history in HISTORY)]
    finally:
        phone.close()
    return found


def found_in(pages: list[str], words: dict[str, str] | None = None) -> list[str]:
    wanted = words or {"words": SAID, "more words": SAID_TOO}
    return [f"{what} on {page.splitlines()[0]}" for page in pages for what, word in wanted.items() if word in page]


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
