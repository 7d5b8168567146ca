"""A worker's own hand in it: their device handed over, and new words that they hand over."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.walking import cookies
from tests.journeys.people import words_on
from tests.states.phone import Phone


def states(phone: Phone) -> Iterator[str]:
    yield from _together(phone)
    yield from _new_words(phone)


def _together(phone: Phone) -> Iterator[str]:
    house, page = phone.house, phone.page
    phone.page.context.clear_cookies()
    page.context.add_cookies(cookies(house, house.signed_in("Sam")))
    phone.open(f"/work/invitations/{house.made.invitations['personal'].id}/together")
    page.locator("main form button").last.click()
    page.wait_for_url("**/q/*")
    phone.check_in(f"{page.url.removeprefix(house.base_url).partition('?')[0]}?lang={phone.language}")
    yield "together"
    page.evaluate(
        "document.querySelector('[data-idle]').append(document.getElementById('idle').content.cloneNode(true))"
    )
    yield "still there?"
    phone.to_the_check(phone.words["change"])
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    phone.down_to("main > section h2")
    yield "sent together"
    phone.open("/together")
    yield "handed back"


def _new_words(phone: Phone) -> Iterator[str]:
    desk = phone.house.signed_in("Sam")
    phone.open("/lost-words")
    yield "lost words"
    _, point = phone.said("personal")
    desk.open(f"/work/voice/{point.participant_id}/new-words")
    handed = words_on(desk.submit(how="face_to_face", button="Make new words"))
    phone.enter(handed)
    phone.page.wait_for_url("**/back/new-words**")
    yield "new words"
    phone.page.locator("details summary").first.click()
    phone.press("form[action$='/kept'] button")
    phone.page.wait_for_url("**/back/replies**")
    yield "given by a worker"
