"""Nine minutes between two visits: a full inbox on a small phone is taken in, pressed, and walked by keyboard."""

import pytest

from tests.browser import by_keyboard
from tests.browser.walking import doors

PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
MOST_SCREENS, MOST_OF_A_ROW = 6.25, 1 / 4  # of a screen: a row is a glance
HIGH = "document.documentElement.scrollHeight"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MIDDLE_ROW = """[...document.querySelectorAll('.queue tr:not(.group):has(a)')]
  .filter(one => one.checkVisibility({contentVisibilityAuto: true}))
  .map(one => one.getBoundingClientRect().height).sort((a, b) => a - b).at(12)"""
LATE = ".voices tr:has(.late) a"
A_VOICE = "[href*='/work/voice/']"  # what came back from another service may stand before it
ANSWERED = ".queue[aria-labelledby=answered] a"


@pytest.fixture
def opened(the_demo, chromium):
    with doors(the_demo, chromium, viewport=PHONE) as opened:
        yield lambda path="/work/": opened(the_demo.signed_in("Sam"), path)


def test_all_that_waits_is_a_few_screens_and_what_is_late_stands_first(opened):
    desk = opened()
    assert desk.page.evaluate(HIGH) / PHONE["height"] <= MOST_SCREENS
    assert desk.page.evaluate(MIDDLE_ROW) <= PHONE["height"] * MOST_OF_A_ROW
    assert [one.inner_text() for one in desk.page.locator("tr.group").all()] == ["Late", "In time"]
    late = desk.page.locator("tbody").filter(has=desk.page.get_by_text("Late", exact=True)).locator("tr:not(.group)")
    assert late.count() == desk.page.locator(".queue .late").count() > 3
    by_keyboard.walk(desk.page)
    desk.page.set_viewport_size({"width": 320, "height": 640})
    desk.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert desk.page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_the_first_thing_to_do_is_on_the_first_screen(the_demo, opened, letters):
    """Who waits longest, then what somebody said, as the link from there opens it: no thumb has moved."""
    desk = opened()
    _is_seen(desk, LATE, letters)
    desk.page.goto(desk.page.locator(LATE + A_VOICE).first.get_attribute("href"))
    _is_seen(desk, f"{desk.page.evaluate('location.hash')} .words", letters)
    words, meetings = (desk.page.locator(one).first.bounding_box()["y"] for one in (".words", "#meetings"))
    assert words < meetings, "words come first"


def _is_seen(desk, first: str, letters: str) -> None:
    desk.page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
    desk.page.evaluate("document.querySelector(location.hash || 'body').scrollIntoView()")
    box = desk.page.locator(first).first.bounding_box()
    assert 0 <= box["y"] < PHONE["height"] - 44, f"{desk.page.url}: {first} begins at {box['y']}"


def test_what_was_answered_is_a_link_away(opened):
    desk = opened()
    desk.page.get_by_role("link", name="Answered, and what they say to it").click()
    assert desk.page.locator(ANSWERED).count() > 0
    assert not desk.page.locator(".late").count()
    desk.check()
    desk.page.set_viewport_size(DESK)
    desk.check()
    desk.page.get_by_role("link", name="Back to the inbox").click()
    desk.page.wait_for_url("**/work/")


def test_a_row_is_pressed_anywhere(opened):
    desk = opened()
    row = desk.page.locator(f".queue tr:has(.late):has(a{A_VOICE})").first
    row.click(position={"x": 290, "y": row.bounding_box()["height"] - 8})
    desk.page.wait_for_url("**/work/voice/**")
    desk = opened("/work/?kind=keep")
    desk.page.get_by_role("button", name="Thank them").first.click()
    desk.page.wait_for_url("**/work/voice/**")
    desk.see("Thank you for telling us")
