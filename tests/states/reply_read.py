"""Replies: one that waits, each kind of answer, the person's verdict, and one that changed."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.people import in_two_weeks
from tests.states.phone import Phone

PULSE = "form[action$='/pulse']"


def states(phone: Phone) -> Iterator[str]:
    yield from _a_reply(phone)
    yield from _an_honest_no(phone)
    yield from _one_that_changed(phone)


def _a_reply(phone: Phone) -> Iterator[str]:
    phone.enter(phone.answered())
    yield "a reply waits"
    phone.read_the_reply()
    yield "a reply"
    phone.down_to("#not-sorted")
    yield "what to say to it"
    phone.page.locator(f"{PULSE} .choice").first.click()
    phone.down_to(f"{PULSE} h2")
    yield "the pulse"
    phone.down_to(f"{PULSE} fieldset:last-of-type")
    yield "its end"
    phone.press(f"{PULSE} button")
    phone.page.locator(".thanks").wait_for()
    yield "thank you"
    phone.press("form[action$='/not-sorted'] button")
    phone.page.locator(".thanks").wait_for()
    yield "not sorted"
    phone.open("/back/replies")
    phone.down_to("main article")
    yield "read before"


def _an_honest_no(phone: Phone) -> Iterator[str]:
    no = {name: phone.words[name] for name in ("why", "instead", "next_step")}
    no |= {"status": "cant", "reason": "law", "since": None, "we_did": "", "next_by": in_two_weeks(phone.house)}
    phone.enter(phone.answered(**no))
    phone.read_the_reply()
    yield "an honest no"
    phone.down_to("main .card")
    yield "all of it"
    phone.press(f"{PULSE} button")
    yield "nothing picked"


def _one_that_changed(phone: Phone) -> Iterator[str]:
    words, point = phone.said()
    phone.reply(point, status="answered", since=None)
    phone.house.wait(minutes=1)
    phone.reply(point, status="answered", since=None, we_did=phone.words["we_did_now"])
    phone.enter(words)
    phone.down_to("main article")
    yield "it changed"
    phone.read_the_reply()
    yield "the new one"
    phone.open("/back/replies")
    phone.down_to("main article")
    yield "an earlier one"
    phone.press("form[action$='/read'] button")
    yield "the old one"
