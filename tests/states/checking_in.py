"""A check-in from its first screen to the five words, with all the ways to say something."""

from __future__ import annotations

from collections.abc import Iterator

from tests.states.phone import Phone

# one voice of the phone's own, in either language
VOICES = """
const voices = ['en-GB', 'ur-PK'].map((lang) => ({lang, localService: true}))
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => voices, cancel() {}, speak() {}}})
"""


def states(phone: Phone) -> Iterator[str]:
    yield from _first_screens(phone)
    yield from _questions(phone)
    yield from _ways_to_say_it(phone)
    yield from _sent(phone)


def _first_screens(phone: Phone) -> Iterator[str]:
    phone.check_in()
    yield "first visit"
    phone.down_to("[data-start] details")
    yield "its rest"
    phone.page.locator("[name=age_band][value='10-12']").check()
    phone.down_to(".notice-under-13")
    yield "under 13"
    phone.check_in(phone.house.link("parent"))
    yield "a parent"


def _questions(phone: Phone) -> Iterator[str]:
    page = phone.page
    phone.check_in()
    phone.next()
    page.locator(".choice:visible").first.click()
    yield "a question"
    page.locator("footer a[href='/help']").last.click()
    page.locator(".stay [role=alert]").wait_for()
    yield "a link away"
    phone.check_in()
    phone.to_the_box()
    yield "an open question"
    page.locator("#a-change").fill(" ".join([phone.words["change"]] * 34))
    phone.down_to("#a-change ~ .count, .count:visible")
    yield "writing a lot"
    phone.check_in()
    phone.to_the_check()
    page.locator("[data-check] button.main").click()
    page.locator("[data-error-summary]").wait_for()
    yield "an error"


def _ways_to_say_it(phone: Phone) -> Iterator[str]:
    page = phone.page
    page.add_init_script(VOICES)
    phone.check_in()
    phone.next()
    page.locator("[data-way=aloud]").click()
    page.locator(".aloud").wait_for()
    yield "listen"
    phone.to_the_box()
    page.locator("[data-way=draw]:visible").click()
    sheet = page.locator("svg.drawn:visible")
    sheet.wait_for()
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    for x, y in ((140, 60), (140, 140), (60, 140), (60, 60), (100, 30), (140, 60)):
        page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.up()
    yield "a drawing"


def _sent(phone: Phone) -> Iterator[str]:
    page = phone.page
    phone.to_the_check(phone.words["change"])
    yield "check"
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    yield "sent"
    page.locator("details summary").first.click()
    phone.down_to("main > section h2")
    yield "five words"
    words = " ".join(page.locator("[data-return-code]").inner_text().split())
    phone.press("form[action='/sent/kept'] button")
    yield "goodbye"
    phone.enter(words)
    phone.press("form[action='/back/my-words'] button")
    yield "my own words"
