"""On the smallest phone, with letters twice the size, lines pulled apart, forced colours: all can be read and used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.people import PLEASE, reply, say, the_point

NARROW = {"width": 320, "height": 640}
PAGES = ["/", "/preferences", "/back", "/talk", "/help", "/phone-safety", "/privacy"]
PAGES += ["/lost-words", "/goodbye", "/nowhere"]
TWICE = "document.documentElement.style.fontSize = '212.5%'"
# WCAG 1.4.12, as its test page does it
PULLED_APART = """{
  const rule = 'line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important'
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { ${rule} } p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
# not innerWidth: a phone makes that as wide as what sticks out, and shows all of it smaller
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# what can be pressed and is seen; a link inside a sentence is as high as its line (WCAG 2.5.8)
SMALL = """[...document.querySelectorAll('a, button, summary, .choice, .box')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.skip, .trap'))
  .filter(one => getComputedStyle(one).display !== 'inline')
  .map(one => [one.textContent.trim().slice(0, 30), Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height && height < 48)"""

WORDS = Path(__file__).resolve().parents[2] / "translations" / "en" / "return-code-words.txt"
# each of these words, put alone where such a word stands: those that take more than one line
BROKEN = """([words, where]) => {
  const one = document.querySelector(where), range = document.createRange()
  return words.filter((word) => {
    one.textContent = word
    range.selectNodeContents(one)
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1
  })
}"""


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_scrolls_sideways_and_all_can_be_pressed(live, new_phone, language):
    page = new_phone(viewport=NARROW).new_page()
    for path in (*PAGES, live.link("poster"), live.link("parent")):
        page.goto(f"{live.base_url}{path}?lang={language}")
        assert page.evaluate(SMALL) == [], path
        for change in (TWICE, PULLED_APART):  # each alone, and then both
            page.evaluate(change)
            assert page.evaluate(SIDEWAYS) <= 0, f"{path} {change[:30]}"


def test_the_return_page_and_a_reply_fit(live, new_phone):
    words = say(live.visitor(), live.link("poster"), **PLEASE)
    reply(live, the_point(live))
    page = new_phone(viewport=NARROW).new_page()
    page.goto(live.base_url + "/back")
    page.locator("[name=words]").fill(words)
    page.locator("main form button").first.click()
    page.wait_for_url("**/back/replies**")
    assert page.locator(".card.is-waiting").count() == 1, "a reply that waits can be seen from far"
    for _ in range(2):
        for change in (TWICE, PULLED_APART):
            page.evaluate(change)
            assert page.evaluate(SIDEWAYS) <= 0, page.url
        if page.locator("form[action$='/read'] button").count():
            page.locator("form[action$='/read'] button").click()
            page.wait_for_url("**/back/reply/**")


@pytest.mark.parametrize("size", ["large", "largest.wide"])
def test_the_largest_choice_fits(live, new_phone, size):
    phone = new_phone(viewport=NARROW)
    phone.add_cookies([{"name": "look", "value": size, "url": live.base_url}])
    page = phone.new_page()
    for path in (*PAGES, live.link("poster")):
        page.goto(live.base_url + path)
        assert page.evaluate(SIDEWAYS) <= 0, path


def test_no_return_word_is_broken_where_it_is_copied(live, new_phone):
    """Who copies "abundan" and a "t" below it has a word that opens nothing."""
    page = sending(live, new_phone, "ok")
    page.locator("[data-check] button.main").click()
    page.wait_for_url("**/sent")
    page.locator("summary").first.click()
    words = WORDS.read_text().split()
    for change in (TWICE, PULLED_APART):  # the second on top of the first
        page.evaluate(change)
        assert page.evaluate(BROKEN, [words, "[data-return-code] li"]) == []


def test_no_word_is_broken_where_what_was_said_is_looked_at_again(live, new_phone):
    page = sending(live, new_phone, "Somebody should have told me something")
    page.evaluate(TWICE)
    words = ["Somebody", "should", "have", "told", "me", "something"]
    assert page.evaluate(BROKEN, [words, ".answers dd:not(.soft, :last-child)"]) == []
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(SMALL) == []


def sending(live, new_phone, said):
    """At "Check your words", with one thing said."""
    page = new_phone(viewport=NARROW).new_page()
    page.goto(live.base_url + live.link("poster"))
    page.locator("form[data-ready]").wait_for()
    while not page.locator("[data-check] button.main").is_visible():
        if page.locator("#a-change").is_visible():
            page.locator("#a-change").fill(said)
        page.locator("[data-go=next]:visible").click()
    page.locator(".answers dd:not(.soft, :last-child)").wait_for()
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_choice_is_made_and_seen(live, new_phone, script):
    page = new_phone(java_script_enabled=script, color_scheme="light").new_page()
    page.goto(live.base_url + "/preferences")
    page.get_by_label("Dark").check()
    page.get_by_label("Biggest").check()
    page.get_by_role("button", name="Keep this look").click()
    page.goto(live.base_url + "/")
    style = "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).fontSize]"
    assert page.locator("html").evaluate(style) == ["rgb(26, 23, 32)", "25.6px"]


def test_stillness_is_kept(live, new_phone):
    """Asked for on the phone or here, nothing moves; the clock that shows the questions is no movement and stays."""
    moves = "document.querySelector('[data-step]:not([hidden])').getAnimations().length"
    for options, cookie, moving in (({}, "", 1), ({"reduced_motion": "reduce"}, "", 0), ({}, "still", 0)):
        phone = new_phone(**options)
        if cookie:
            phone.add_cookies([{"name": "look", "value": cookie, "url": live.base_url}])
        page = phone.new_page()
        page.goto(live.base_url + live.link("poster"))
        page.locator("[data-ready]").wait_for()
        assert page.evaluate(f"(document.querySelector('[data-go=next]').click(), {moves})") == moving


def test_forced_colours_still_tell_what_is_picked(live, new_phone):
    page = new_phone(forced_colors="active").new_page()
    page.goto(live.base_url + live.link("poster"))
    page.locator("[data-go=next]:visible").click()
    rows = page.locator("[data-step]:visible .choice")
    rows.first.click()
    outline = "one => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth"
    assert rows.first.evaluate(outline) == "solid3px"
    assert rows.nth(1).evaluate(outline) != "solid3px"
    assert page.locator(".leave").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
