"""A meeting at the size of a phone and of a desk: an honest no is recorded, and read by the person; axe throughout."""

import pytest

from tests.browser.careful import CarefulPage
from tests.browser.test_the_desk import press, sign_in
from tests.journeys.meeting_days import NOT_AGREED, day, plan, record
from tests.journeys.people import CHANGE, come_back, say, the_point
from tests.live import over_http

NARROW = {"width": 320, "height": 640}
REASON = "The room is only free in the day."


@pytest.fixture
def live(sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        house.words = say(house.visitor(), house.link("personal"), **{"a-change": CHANGE, "c-who_sees": "team"})
        yield house


@pytest.fixture
def desk(live, chromium, size):
    context = chromium.new_context(viewport=size, base_url=live.base_url)
    desk = CarefulPage(context.new_page())
    desk.page.goto("/staff")
    sign_in(live, desk)
    yield desk
    context.close()


def test_taken_to_a_meeting_that_does_not_agree(live, desk, chromium):
    page, point = desk.page, the_point(live)
    page.goto(f"/work/voice/{point.participant_id}")
    page.get_by_role("link", name="Take it to a meeting").click()
    press(desk, "Continue")
    desk.see("Choose which meeting it is")
    page.get_by_label("Which meeting is it?").select_option("review")
    page.get_by_label("On which day?").fill(day(live))
    press(desk, "Continue")
    page.get_by_role("link", name="Make the record").click()
    press(desk, "Keep this record")
    desk.see("or set it aside")
    _fill(page, point.id)
    press(desk, "Keep this record")
    desk.see("The reason shows others what this is about")
    page.get_by_label("The reason, in words for them").fill(REASON)
    press(desk, "Keep this record")
    desk.see("Kept. They read on their own page")
    page.get_by_role("link", name="After the meeting: make a card").click()
    press(desk, "Make the card")
    desk.see("Only when it is safe to invite them")
    for words in ("It is safe to invite them", "They were told about this meeting"):
        page.get_by_label(words).check()
    page.get_by_label("When you hear back").fill(day(live, days=7))
    press(desk, "Make the card")
    page.get_by_role("link", name="Write down what an observer saw").click()
    press(desk, "Keep this account")
    page.goto(f"/work/voice/{point.participant_id}")
    _to_do(desk, live)
    page.get_by_role("link", name="Voice map").click()
    page.set_viewport_size(NARROW)
    desk.see("One-to-one or group work")
    _on_their_own_page(live, chromium)


def _fill(page, point_id):
    page.get_by_label("Who chaired?").select_option("independent_chair")
    page.get_by_label("Children's social care").check()
    page.get_by_label("How was the young person heard?").select_option("own_words_read")
    page.get_by_label("How was the parent or carer heard?").select_option("not_invited")
    assert not page.get_by_label("What was decided?").is_visible(), "what is put to no meeting is not decided there"
    said = {"route": "own_words_read", "sharing": "asked", "discussed": "fully"}
    said |= {"decision": "not_agreed", "how_decided": "told"}
    for name, value in said.items():
        page.locator(f"[id='{name}-{point_id}']").select_option(value)
    page.get_by_label("The reason, in words for them").fill("The police said no.")


def _to_do(desk, live):
    desk.page.get_by_role("link", name="Give somebody something to do").click()
    press(desk, "Keep this")
    desk.page.get_by_label("What is to be done?").fill("Ask the school for a room.")
    desk.page.get_by_label("Which agency does it?").select_option("education")
    desk.page.get_by_label("By which day?").fill(day(live, days=7))
    press(desk, "Keep this")
    desk.see("Kept: who does it")
    desk.page.get_by_text("How it stands now").click()
    press(desk, "Keep this")
    desk.see("Choose how it stands now")


@pytest.mark.parametrize("language", ["en", "ur", "en_GB@easy"])
def test_their_own_page_at_a_small_size(live, chromium, language):
    sam, point = live.signed_in("Sam"), the_point(live)
    record(sam, plan(live, sam, point.participant_id), {point.id: NOT_AGREED})
    _on_their_own_page(live, chromium, language)


def _on_their_own_page(live, chromium, language="en"):
    come_back(live.visitor(), live.words).see("We took it to a meeting", "They said no", REASON)
    context = chromium.new_context(viewport=NARROW, base_url=live.base_url)
    phone = CarefulPage(context.new_page())
    phone.page.goto(f"/back?lang={language}")
    phone.page.locator("[name=words]").fill(live.words)
    phone.page.locator("main form button").first.click()
    phone.page.wait_for_url("**/back/replies**")
    phone.see(REASON)
    context.close()
