"""Before anybody said anything: plain pages, links that do not open, and what stands there when something fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.exceptions import TooManyRequests

from feedback_app.loop import invitations
from feedback_app.loop.return_codes import TooBusy
from tests.journeys import meeting_days
from tests.states.phone import Phone

PLAIN = {
    "start": "/",
    "a wrong code": "/q?card=abc",
    "how it looks": "/preferences",
    "talk": "/talk",
    "help": "/help",
    "your phone": "/phone-safety",
    "privacy": "/privacy",
    "not here": "/nowhere",
    "no such link": "/q/7HK3-9QPM-7HK3-9QPM",
}


def states(phone: Phone) -> Iterator[str]:
    for name, path in PLAIN.items():
        phone.open(path)
        yield name
    phone.open("/")
    phone.page.locator("[name=card]").fill("sideways flecked ripened frankly rivulet")
    phone.press("main form button")
    yield "words for a code"
    yield from _a_look_that_was_kept(phone)
    yield from _links_that_ended(phone)
    yield from _a_meeting_that_is_not(phone)
    yield from _faults(phone)


def _a_look_that_was_kept(phone: Phone) -> Iterator[str]:
    phone.open("/preferences")
    phone.page.locator("[name=ground][value=blue]").check()
    phone.page.locator("[name=words]").check()
    phone.press("main form button")
    yield "a look kept"
    if phone.language == "en":
        phone.check_in()
        phone.next()
        yield "easy words"
    phone.page.context.clear_cookies()


def _links_that_ended(phone: Phone) -> Iterator[str]:
    house = phone.house
    with house.databases.writing() as db:
        invitations.revoke(db.merge(house.made.invitations["meeting"], load=False), house.now())
        db.merge(house.made.invitations["ideas"], load=False).expires_at = house.now()
    house.wait(minutes=1)
    for name, link in {"a link stopped": "meeting", "a link ended": "ideas"}.items():
        phone.open(house.link(link))
        yield name


def _a_meeting_that_is_not(phone: Phone) -> Iterator[str]:
    """Its card is opened, something is written, and then it is moved, and called off."""
    house, desk = phone.house, phone.house.signed_in("Sam")
    _, point = phone.said("personal", **{"c-who_sees": "team"})
    meeting, link = meeting_days.asked_before(house, desk, point.participant_id)
    desk.open(f"/work/meeting/{meeting}").submit(moved_to=meeting_days.day(house, 30), button="Move it")
    phone.check_in(f"{link}?lang={phone.language}")
    yield "a meeting moved"
    phone.to_the_check(phone.words["change"])
    desk.open(f"/work/meeting/{meeting}").submit(sure="yes", button="Call it off")
    house.wait(seconds=6)
    phone.press("[data-check] button.main")
    phone.page.locator("main blockquote").wait_for()
    yield "called off"


def _faults(phone: Phone) -> Iterator[str]:
    phone.enter(phone.said()[0])
    for name, kind in {"many people": TooBusy, "our fault": RuntimeError}.items():
        phone.open("/back/complain")
        phone.page.locator("#complaint").fill(phone.words["complaint"])
        with _broken(phone.house.app, "checkin.complain.send", kind):
            phone.press("main form button")
            yield name
    with _broken(phone.house.app, "checkin.help.talk", TooManyRequests):
        phone.open("/talk")
        yield "too many tries"


@contextmanager
def _broken(app, endpoint: str, kind: type[Exception]) -> Iterator[None]:
    """This one page fails, as the service in the field may."""

    def fail(**_: object) -> None:
        raise kind

    whole, app.view_functions[endpoint] = app.view_functions[endpoint], fail
    app.config["PROPAGATE_FAULTS"] = False
    yield
    app.view_functions[endpoint] = whole
    app.config["PROPAGATE_FAULTS"] = True
