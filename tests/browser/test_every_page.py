"""Every page a person sees, in a real browser at phone size: axe, no sideways scroll."""

from __future__ import annotations

import pytest

from feedback_app.loop import first_passwords, invitations, staff
from tests.browser.careful import CarefulPage
from tests.browser.walking import cookies
from tests.journeys.people import CHANGE, PLEASE, come_back, reply, say, the_point
from tests.pages import PLAIN

SMALL = {"width": 360, "height": 640}
LOOKS = {
    "Urdu": {"locale": "ur"},
    "easy words": {"locale": "en-GB", "language": "en_GB@easy"},
}
GONE = ["/q/7HK3-9QPM-7HK3-9QPM", "/q?card=abc"]


@pytest.fixture(params=LOOKS)
def phone(request, chromium, live):
    """A small phone in this look; ``open`` says what to look at."""
    options = dict(LOOKS[request.param])
    language = options.pop("language", "")
    context = chromium.new_context(viewport=SMALL, **options)
    page = CarefulPage(context.new_page())

    def open_and_check(path: str) -> None:
        joined = "&" if "?" in path else "?"
        page.page.goto(live.base_url + path + (f"{joined}lang={language}" if language else ""))
        page.check()

    page.open = open_and_check
    yield page
    context.close()


def test_the_plain_pages(live, phone):
    for path in (*PLAIN, *GONE, live.link("poster"), live.link("parent")):
        phone.open(path)


def test_an_ended_and_a_stopped_link(live, phone):
    with live.databases.writing() as db:
        for name, one in live.made.invitations.items():
            mine = db.merge(one, load=False)
            if name == "poster":
                invitations.revoke(mine, live.now())
            if name == "ideas":
                mine.expires_at = live.now()
    live.wait(minutes=1)
    for name in ("poster", "ideas"):
        phone.open(live.link(name))


def test_the_check_in_with_an_error_and_sent(live, phone):
    phone.open(live.link("poster"))
    page = phone.page
    _to_the_last_step(phone)
    page.locator("[data-check] button.main").click()
    page.locator("[data-error-summary]").wait_for()
    phone.check()
    _to_the_last_step(phone, write="More trips")
    phone.check()
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    phone.check()
    page.locator("details summary").first.click()
    phone.check()


def _to_the_last_step(phone, write: str = "") -> None:
    """Through the questions one at a time, by what the buttons do and not by what they say."""
    for _ in range(20):
        if phone.page.locator("[data-check] button.main").is_visible():
            return
        box = phone.page.locator("#a-change")
        if write and box.is_visible():
            box.fill(write)
        phone.page.locator("[data-go=next]:visible").click()
        phone.check()
    raise AssertionError("the questions have no end")


def test_the_pages_behind_the_words(live, phone):
    words = say(live.visitor(), live.link("poster"), **{**PLEASE, "a-going_ok": "Football"})
    reply(live, the_point(live))
    phone.open("/back")
    page = phone.page
    page.locator("[name=words]").fill("1 2 3")
    page.locator("form button").first.click()
    phone.check()
    page.locator("[name=words]").fill(words)
    page.locator("main form button").first.click()
    page.wait_for_url("**/back/replies**")
    phone.check()
    page.locator("form[action$='/read'] button").click()
    phone.check()
    page.locator("form[action$='/pulse'] button").last.click()
    phone.check()
    page.locator("form[action$='/not-sorted'] button").click()
    phone.check()
    phone.open("/back/replies")
    page.locator("form[action='/back/my-words'] button").click()
    page.get_by_text(CHANGE).wait_for()
    phone.check()
    phone.open("/back/complain")


def test_new_words_from_hand_to_hand(live, phone, chromium):
    """The worker's page that makes them, and the person's page that makes them their own."""
    say(live.visitor(), live.link("personal"))
    context = chromium.new_context(viewport=SMALL)
    context.add_cookies(cookies(live, live.signed_in("Sam")))
    desk = CarefulPage(context.new_page())
    desk.page.goto(f"{live.base_url}/work/voice/{the_point(live).participant_id}/new-words")
    desk.check()
    desk.page.get_by_label("I know them, and they asked me").check()
    desk.press("Make new words")
    desk.page.get_by_text("Show the words").click()
    desk.check()
    handed = " ".join(desk.page.locator("[data-return-code]").inner_text().split())
    context.close()
    phone.open("/back")
    phone.page.locator("[name=words]").fill(handed)
    phone.page.locator("main form button").first.click()
    phone.page.wait_for_url("**/back/new-words**")
    phone.check()
    phone.page.get_by_text("Show my words").click()
    phone.page.locator("form[action$='/kept'] button").click()
    phone.page.wait_for_url("**/back/replies**")
    phone.check()


def test_the_first_password(live, chromium, size):
    jay, _, _ = live.staff("Jay")
    with live.databases.writing() as db:
        token = first_passwords.give(db, staff.one(db, jay.id), live.now())
    desk = CarefulPage(chromium.new_context(viewport=size).new_page())
    desk.page.goto(f"{live.base_url}/staff/first/{token}")
    desk.check()
    desk.page.locator("[name=password]").fill("a teapot sings loudly")
    desk.page.locator("[name=again]").fill("a teapot sings loudly")
    desk.page.locator("main form button").first.click()
    desk.page.locator("[name=code]").wait_for()
    desk.check()
    desk.page.goto(f"{live.base_url}/staff/first/AAAA")
    desk.check()


def test_they_come_back_on_any_phone(live):
    """The stories' own visitor holds every page to its checks as well: this one is the smallest of them."""
    come_back(live.visitor(), say(live.visitor(), live.link("ideas"))).see("What needs to change?")
