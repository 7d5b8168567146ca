"""What staff of several agencies do about one point in these stories: tell the person, ask, take on, answer."""

from __future__ import annotations

from datetime import datetime

from feedback_app.loop import partnership
from feedback_app.loop.pass_ons import PassOn
from tests.journeys.people import CHANGE, come_back, in_two_weeks, say, the_point

WORDS_OF = {"a-change": CHANGE}
ASKED = {"what": "Can she join your cooking night?", "why": "You know her.", "who_tells": "receiver"}
UNDERSTOOD = "You want meetings after school."


def somebody_speaks(house, link: str = "poster", **more) -> str:
    return say(house.visitor(), house.link(link), **WORDS_OF | more)


def tell_that_we_ask(house, desk, agency: str, **more) -> None:
    """The reply "We asked someone else to help", sent."""
    desk.open(f"/work/reply/{the_point(house).id}")
    if "Press “I have read this” first" in desk.text:
        desk.press("I have read this")
        desk.open(f"/work/reply/{the_point(house).id}")
    said = {"status": "passed_on", "we_heard": UNDERSTOOD, "passed_to": agency, "why": "They can do it."}
    desk.submit(said | {"next_step": "They write to you.", "next_by": in_two_weeks(house)} | more, button="Preview")
    desk.press("Send this")


def read_everything(house, words: str):
    """The person is back and reads what there is to read; returns their page."""
    phone = come_back(house.visitor(), words)
    while phone.soup.select("form[action$='/read']"):
        action = phone.soup.select_one("form[action$='/read']")["action"]
        phone.submit(form=f"form[action='{action}']")
        phone.open("/back/replies")
    return phone


def pass_on(house, desk, to: str, **more):
    """Fill in "Ask another service" and send it; ``to`` is a service of the story, or a kind of agency."""
    value = f"service:{house.made.services[to].id}" if to in house.made.services else f"agency:{to}"
    desk.open(f"/work/point/{the_point(house).id}/pass-on")
    return desk.submit(ASKED | {"to": value} | more, button="Pass it on")


def told(house, agency: str):
    """Somebody spoke, and knows that we ask this kind of agency: ``(Sam's desk, the person's words)``."""
    words = somebody_speaks(house)
    sam = house.signed_in("Sam")
    tell_that_we_ask(house, sam, agency)
    read_everything(house, words)
    return sam, words


def told_and_passed_on(house, to: str = "youth_work", agency: str = "voluntary", **more):
    """The whole beginning: somebody speaks, is told, and Sam asks; ``(Sam's desk, the person's words)``."""
    sam, words = told(house, agency)
    pass_on(house, sam, to, **more)
    assert sam.status == 200, sam.text
    return sam, words


def the_pass_on(house, agency: str = "voluntary") -> PassOn:
    with house.databases.reading() as db:
        return db.query(PassOn).filter_by(agency=agency).order_by(PassOn.asked_at.desc()).first()


def opened_at(house, desk, agency: str = "voluntary"):
    """This desk on the page of what was passed on."""
    return desk.open(f"/work/passed/{the_pass_on(house, agency).id}")


def promised(house, service: str = "youth_work") -> dict[str, int]:
    with house.databases.reading() as db:
        return partnership.promises_from(db, house.made.services[service].id)


def now_of(house) -> datetime:
    return house.now()
