"""One story, as people would live it: a poster is printed, scanned, answered; replied to; read; judged."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import zxingcpp

from tests.browser.careful import CarefulPage
from tests.live import over_http, over_https

CHANGE = "The meetings are at school time and I miss maths. Can they be after?"
GOING_OK = "Football on Thursdays 🙂"
REPLY = {
    "we_heard": "You want meetings after school.",
    "we_did": "Sam moved your meetings to four o'clock.",
}


# each database and each protocol, with JavaScript and without: every two of these three meet once
WITH, WITHOUT = {"sqlite": over_https, "postgresql": over_http}, {"sqlite": over_http, "postgresql": over_https}


@pytest.fixture
def live(request, place, tmp_path):
    with request.param[place.kind](place, tmp_path) as house:
        yield house


@pytest.mark.parametrize("live", [WITH], indirect=True, ids=["script"])
def test_a_voice_goes_all_the_way_round(live, new_phone, chromium):
    desk = _sign_in(live, chromium, "Sam")
    link = _scan(_print_the_poster(live, desk))
    assert link.upper().startswith(live.base_url.upper() + "/Q/")

    phone = CarefulPage(new_phone(ignore_https_errors=True).new_page())
    words = _answer_one_by_one(phone, link)

    _reply(live, desk)

    later = CarefulPage(new_phone(ignore_https_errors=True).new_page())
    _come_back(later, live, words.upper().replace(" ", " - "))
    later.see("Sam moved your meetings")
    later.page.get_by_text("A big difference").click()
    later.page.get_by_text("Some of it", exact=True).click()
    later.page.get_by_role("button", name="Send").click()
    later.see("Thank you. We will use what you said.")
    later.press("Not sorted")
    later.see("We are looking at it again")

    desk.page.goto(live.base_url + "/work/")
    desk.see("They say it is not sorted")


@pytest.mark.parametrize("live", [WITHOUT], indirect=True, ids=["no script"])
def test_the_same_with_javascript_off(live, new_phone, chromium):
    desk = _sign_in(live, chromium, "Sam", java_script_enabled=False)
    plain = new_phone(ignore_https_errors=True, java_script_enabled=False)
    phone = CarefulPage(plain.new_page(), has_javascript=False)
    phone.page.goto(live.base_url + live.link("poster"))
    phone.page.get_by_label("What needs to change?").fill(CHANGE)
    phone.page.get_by_role("button", name="Send").click()
    words = _read_words(phone)
    _reply(live, desk)
    _come_back(phone, live, words)
    phone.see("Sam moved your meetings")
    phone.page.get_by_label("No difference").check()
    phone.page.get_by_role("button", name="Send").click()
    phone.see("Thank you. We will use what you said.")


def _sign_in(live, chromium, first_name, **options) -> CarefulPage:
    person, password, _ = live.staff(first_name)
    context = chromium.new_context(ignore_https_errors=True, **options)
    desk = CarefulPage(context.new_page(), options.get("java_script_enabled", True))
    desk.page.goto(live.base_url + "/staff")
    desk.page.get_by_label("E-mail").fill(person.email)
    desk.page.get_by_label("Password").fill(password)
    desk.page.get_by_role("button", name="Continue").click()
    desk.page.get_by_label("Code").fill(live.six_digits(first_name))
    desk.page.get_by_role("button", name="Sign in").click()
    desk.page.wait_for_url("**/work/")
    return desk


def _print_the_poster(live, desk: CarefulPage) -> bytes:
    poster = live.made.invitations["poster"]
    desk.page.goto(f"{live.base_url}/work/invitations/{poster.id}/print")
    return desk.page.pdf(prefer_css_page_size=True, print_background=True)


def _scan(pdf: bytes) -> str:
    """What a phone's camera reads off the first printed page."""
    picture = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=2).to_pil()
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1, "one QR on the poster"
    return found[0].text


def _answer_one_by_one(phone: CarefulPage, link: str) -> str:
    phone.page.goto(link)
    phone.page.get_by_label("13–15").check()
    phone.page.get_by_role("link", name="Start").click()
    phone.page.get_by_label("You listen but not much changes").check()
    phone.next()
    phone.page.get_by_label("What is going OK for you right now?").fill(GOING_OK)
    phone.next()
    phone.page.get_by_label("What needs to change?").fill(CHANGE)
    phone.page.get_by_label("Meetings", exact=True).check()
    phone.page.get_by_label("something to change").check()
    while not phone.page.get_by_role("heading", name="Check your words").is_visible():
        phone.next()
    phone.see(CHANGE)
    phone.see("You skipped this")
    phone.page.get_by_role("button", name="Send").click()
    return _read_words(phone)


def _read_words(phone: CarefulPage) -> str:
    phone.page.wait_for_url("**/sent")
    hidden = phone.page.locator("[data-return-code]")
    assert not hidden.is_visible(), "the words show only after a tap"
    phone.page.get_by_text("Show my words").click()
    words = " ".join(hidden.inner_text().split())
    assert len(words.split()) == 5
    phone.press("I've kept them")
    return words


def _reply(live, desk: CarefulPage) -> None:
    desk.page.goto(live.base_url + "/work/")
    desk.page.get_by_role("link", name="What needs to change?").first.click()
    desk.see(CHANGE)
    point = desk.page.locator("article, section").filter(has_text=CHANGE).last
    point.get_by_role("button", name="I have read this").click()
    point = desk.page.locator("article, section").filter(has_text=CHANGE).last
    point.get_by_role("link", name="Reply").click()
    desk.page.locator("[name=status]").select_option("done")
    for name, text in REPLY.items():
        desk.page.locator(f"[name={name}]").fill(text)
    desk.page.locator("[name=since]").fill(live.now().date().isoformat())
    desk.page.get_by_role("button", name="Preview").click()
    desk.see("Sam moved your meetings")
    desk.page.get_by_role("button", name="Send this").click()


def _come_back(phone: CarefulPage, live, typed: str) -> None:
    phone.page.goto(live.base_url + "/back")
    phone.page.get_by_label("Your five words").fill(typed)
    phone.page.get_by_role("button", name="Open my page").click()
    phone.see("You want meetings after school.")
    phone.not_see(CHANGE)
    phone.press("Read the reply")
