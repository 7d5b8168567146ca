"""The signal goes: a page that is not there, and a check-in that waits on the phone until it can go."""

from __future__ import annotations

from collections.abc import Iterator

from tests.states.phone import Phone

CANNOT = "Object.defineProperty(window, 'indexedDB', {value: undefined, configurable: true})"


def states(phone: Phone) -> Iterator[str]:
    phone.open("/offline")
    yield "offline"
    yield from _held_and_sent(phone)
    yield from _cleared(phone)


def _no_answer(phone: Phone) -> None:
    """Send is pressed, and nothing comes back."""
    _sending(phone).abort("internetdisconnected")
    phone.page.locator("[data-deed=clear]").wait_for()


def _sending(phone: Phone):
    phone.check_in()
    phone.to_the_check(phone.words["change"])
    sent = []
    phone.page.route("**/q/*", lambda route: sent.append(route))  # noqa: PLW0108  a method of a list can't be routed to
    phone.page.locator("[data-check] button.main").click()
    phone.page.locator("[role=status]").last.scroll_into_view_if_needed()
    phone.page.wait_for_timeout(100)
    return sent[0]


def _held_and_sent(phone: Phone) -> Iterator[str]:
    page, route = phone.page, _sending(phone)
    phone.down_to("[data-check] button.main")
    yield "sending"
    route.abort("internetdisconnected")
    page.locator("[data-deed=keep]").wait_for()
    yield "no signal"
    page.route("**/outbox", lambda route: route.abort("internetdisconnected"))
    page.locator("[data-deed=keep]").click()
    page.locator("[data-outbox=waiting]").wait_for()
    yield "not sent yet"
    page.locator("details:has([data-return-code]) summary").click()
    phone.down_to("[data-words]")
    yield "its words"
    for pattern in ("**/q/*", "**/outbox"):
        page.unroute(pattern)
    phone.open("/back")
    page.locator("[data-outbox=sent]").wait_for()
    yield "sent later"


def _cleared(phone: Phone) -> Iterator[str]:
    _no_answer(phone)
    phone.press("[data-deed=clear]")
    yield "cleared"
    phone.page.unroute("**/q/*")
