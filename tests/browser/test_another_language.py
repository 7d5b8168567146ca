"""Urdu in a real browser on a small phone: asked, put into English, answered, put into Urdu, read right to left."""

import pytest

from tests.browser.careful import CarefulPage
from tests.browser.test_the_desk import press
from tests.browser.walking import doors
from tests.journeys.people import PARENT_WORDS, come_back, the_point
from tests.journeys.reading_urdu import IN_ENGLISH, OURS_IN_URDU, a_parent_writes_in_urdu, reply_in_english

SMALL = {"width": 360, "height": 640}


@pytest.fixture
def browser(live, chromium):
    with doors(live, chromium, viewport=SMALL, locale="ur") as opened:
        yield opened


def side_of(page: CarefulPage, text: str) -> str:
    """On which side the lines of this text begin, as the browser lays them out."""
    return page.page.get_by_text(text, exact=True).first.evaluate("one => getComputedStyle(one).direction")


def asked(priya: CarefulPage) -> None:
    """From the voice's page, with both forms refused once on the way."""
    assert side_of(priya, PARENT_WORDS) == "rtl"
    priya.page.get_by_role("link", name="Ask somebody who reads Urdu").click()
    priya.page.get_by_text("An interpreter put it into English").click()
    press(priya, "Keep this")
    priya.see("Say who read it, by their role")
    press(priya, "Ask them")
    priya.see("Choose who you ask")
    priya.page.get_by_label("Who reads Urdu?").select_option(label="Amina, The young people's team")
    press(priya, "Ask them")
    priya.see("Asked: Amina")


def test_read_answered_and_read_in_urdu(live, browser):
    words = a_parent_writes_in_urdu(live)
    visitor = live.signed_in("Priya")
    priya = browser(visitor, f"/work/voice/{the_point(live).participant_id}")
    asked(priya)
    person = come_back(live.visitor(Accept_Language="ur"), words)
    phone = browser(person, "/back/replies")
    phone.see("اردو پڑھنے والا کوئی شخص اسے پڑھ رہا ہے")

    amina = browser(live.signed_in("Amina"), "/work/to-translate")
    amina.page.get_by_role("link", name="A check-in in Urdu").click()
    assert side_of(amina, PARENT_WORDS) == "rtl"
    amina.page.get_by_label("The same in English").fill(IN_ENGLISH)
    press(amina, "Keep this")
    priya.page.reload()
    assert side_of(priya, IN_ENGLISH) == "ltr"
    press(priya, "I have read this")
    reply_in_english(live, visitor)

    amina.page.get_by_role("link", name="To translate").first.click()
    amina.page.get_by_role("link", name="A reply, into Urdu").click()
    press(amina, "Keep this")
    amina.see("Put this into the other language too")
    for box, text in zip(amina.page.get_by_label("The same in Urdu").all(), OURS_IN_URDU.values(), strict=True):
        box.fill(text)
        assert box.evaluate("one => getComputedStyle(one).direction") == "rtl"
    press(amina, "Keep this")
    phone.page.reload()
    press(phone, "جواب پڑھیں")
    assert side_of(phone, OURS_IN_URDU["we_did"]) == "rtl"
    phone.page.get_by_text("اسے انگریزی میں پڑھیں").click()
    phone.check()
