"""Back with the words: the door, nothing yet, what was understood, and what somebody takes back."""

from __future__ import annotations

from collections.abc import Iterator

from feedback_app.web import throttle
from tests.journeys.people import say
from tests.states.phone import Phone


def states(phone: Phone) -> Iterator[str]:
    yield from _at_the_door(phone)
    yield from _nothing_yet(phone)
    yield from _did_we_get_you_right(phone)
    yield from _complaint(phone)
    yield from _taken_back(phone)
    yield from _too_many_tries(phone)


def _at_the_door(phone: Phone) -> Iterator[str]:
    phone.page.context.clear_cookies()
    phone.open(f"/back?lang={phone.language}")
    yield "come back"
    phone.open("/back?closed")
    yield "it closed"
    for name, typed in {"too few words": "1 2 3", "wrong words": "1 2 3 4 5"}.items():
        phone.page.locator("[name=words]").fill(typed)
        phone.press("main form button")
        yield name


def _too_many_tries(phone: Phone) -> Iterator[str]:
    phone.page.context.clear_cookies()
    phone.open(f"/back?lang={phone.language}")
    for _ in range(throttle.BACK_NEAR.amount + 1):
        phone.page.locator("[name=words]").fill("1 2 3 4 5")
        phone.press("main form button")
    yield "many tries"


def _nothing_yet(phone: Phone) -> Iterator[str]:
    house = phone.house
    phone.check_in()
    phone.next()
    phone.page.locator("[name=a-heard_acted]:visible").first.check()
    phone.to_the_check()
    phone.press("[data-check] button.main")
    phone.page.wait_for_url("**/sent")
    yield "sent by taps alone"
    taps = say(house.visitor(), f"{house.link('poster')}?lang={phone.language}", **{"a-heard_acted": "listen_change"})
    phone.enter(taps)
    yield "only taps"
    words, _ = phone.said()
    phone.enter(words)
    yield "nothing yet"
    phone.check_in()
    yield "back with words"
    phone.enter(words)
    phone.page.evaluate(
        "document.querySelector('.stay').append(document.getElementById('stay').content.cloneNode(true))"
    )
    yield "it will close"
    house.wait(days=12)
    phone.enter(words)
    phone.down_to("main article")
    yield "late"


def _did_we_get_you_right(phone: Phone) -> Iterator[str]:
    words = phone.answered(status="checking")
    phone.enter(words)
    yield "got you right?"
    phone.down_to("main article form")
    yield "yes or no"
    phone.press("button[value=no]")
    phone.page.wait_for_url("**/meant**")
    yield "what we meant"
    phone.press("main form button")
    yield "nothing meant"
    phone.page.locator("#meant").fill(phone.words["meant"])
    phone.press("main form button")
    phone.page.wait_for_url("**/back/replies**")
    yield "meant"
    phone.press("form[action='/back/my-words'] button")
    phone.down_to("main section")
    yield "both words"


def _complaint(phone: Phone) -> Iterator[str]:
    phone.open("/back/complain")
    yield "complain"
    phone.press("main form button")
    yield "no complaint"
    phone.page.locator("#complaint").fill(phone.words["complaint"])
    phone.house.wait(minutes=11)
    phone.press("main form button")
    phone.page.locator("main .said").wait_for()
    yield "written too late"


def _taken_back(phone: Phone) -> Iterator[str]:
    words, point = phone.said()
    phone.enter(words)
    phone.press("article details summary")
    phone.down_to("article details")
    yield "what happened"
    phone.press(f"#point-{point.id} a[href$='take-back']")
    yield "take back?"
    phone.down_to("main form")
    yield "yes or keep"
    phone.press("main form button")
    phone.page.wait_for_url("**/back/replies**")
    phone.down_to("main article")
    yield "taken back"
