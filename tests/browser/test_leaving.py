"""Leave now in a real browser: in a thumb's reach, never covered; and no tap loses what was typed."""

from __future__ import annotations

import pytest

from tests.browser.careful import CarefulPage
from tests.browser.visits import leave_to_elsewhere
from tests.journeys.people import reply, say, the_point
from tests.live import over_http
from tests.pages import PLAIN

SMALL = {"width": 320, "height": 480}
LEAST = 48
# at five places of the page, the corners and the middle of the button are the button itself
UNCOVERED = """(least) => {
    const faults = [], button = document.querySelector('header a.leave')
    for (const part of [0, .25, .5, .75, 1]) {
        scrollTo(0, part * document.documentElement.scrollHeight)
        const {left, right, top, bottom, width, height} = button.getBoundingClientRect()
        if (width < least || height < least) faults.push(`${width}x${height}`)
        const isOut = left < 0 || right > innerWidth || bottom > innerHeight || top < innerHeight / 2
        if (isOut) faults.push(`at ${top} of ${innerHeight}`)
        const [x, y] = [(left + right) / 2, (top + bottom) / 2]
        for (const [x1, y1] of [[x, y], [left + 16, y], [right - 16, y], [x, top + 3], [x, bottom - 3]])
            if (!button.contains(document.elementFromPoint(x1, y1))) faults.push(`covered at ${part}: ${x1},${y1}`)
    }
    return faults
}"""


@pytest.fixture
def live(sqlite_place, tmp_path):
    with over_http(sqlite_place, tmp_path) as house:
        leave_to_elsewhere(house)
        house.elsewhere = house.app.extensions["local"].leave_url
        yield house


@pytest.fixture
def page(live, chromium):
    context = chromium.new_context(viewport=SMALL, base_url=live.base_url)
    yield context.new_page()
    context.close()


def is_in_reach(page, big: bool = False) -> None:
    if big:  # as a phone does that is set to letters of twice the size
        page.evaluate("document.adoptedStyleSheets = [new CSSStyleSheet()]")
        page.evaluate("document.adoptedStyleSheets[0].replaceSync('html { font-size: 212.5% !important }')")
    assert page.evaluate(UNCOVERED, LEAST) == [], page.url


def test_leave_now_is_in_reach_on_every_page(live, page):
    words = say(live.visitor(), live.link("poster"))
    reply(live, the_point(live))
    for path in (*PLAIN, live.link("poster"), live.link("parent") + "?lang=ur", "/q/7HK3-9QPM-7HK3-9QPM"):
        page.goto(path)
        is_in_reach(page)
        is_in_reach(page, big=True)
    page.goto("/back?lang=en")
    page.locator("[name=words]").fill("1 2 3")
    page.locator("main form button").first.click()
    page.locator("[data-error-summary]").wait_for()
    is_in_reach(page)
    page.locator("[name=words]").fill(words)
    page.locator("main form button").first.click()
    page.wait_for_url("**/back/replies*")
    is_in_reach(page)
    page.locator("form[action$='/read'] button").click()
    page.wait_for_url("**/back/reply/*")
    is_in_reach(page)


@pytest.mark.parametrize("path", ["poster", "/talk", "/nowhere"])
def test_it_is_first_after_the_skip_link_for_the_keyboard(live, page, path):
    page.goto(live.link(path) if path == "poster" else path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.leave')")
    page.keyboard.press("Enter")
    page.wait_for_url(live.elsewhere)


def test_shift_three_times_leaves_and_twice_does_not(live, page):
    begin(live, page)
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    assert page.url.endswith(live.link("poster"))
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_url(live.elsewhere)


def test_a_hidden_tab_is_covered_and_comes_back_whole(live, page):
    begin(live, page)
    page.locator("#a-change").fill("A call comes in")
    hide(page, True)
    assert not page.locator("#a-change").is_visible()
    hide(page, False)
    assert page.locator("#a-change").is_visible()
    assert page.locator("#a-change").input_value() == "A call comes in"


def test_a_page_that_goes_away_empties_its_fields(live, page):
    begin(live, page)
    page.locator("#a-change").fill("Gone")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.locator("#a-change").input_value() == ""
    assert not page.locator("#a-change").is_visible()


def test_talking_to_someone_in_the_middle_loses_nothing(live, page):
    begin(live, page)
    page.locator("#a-change").fill("Still here")
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Talk to someone").first.click()
    for number in ("tel:999", "tel:08001111"):
        assert page.locator(f"#numbers a[href='{number}']").is_visible()
    CarefulPage(page).check()
    assert page.locator("#numbers").get_by_text("Our own team").is_visible()
    assert page.locator("#a-change").input_value() == "Still here"
    assert page.evaluate("history.length") == before, "one entry for the whole check-in"


def test_a_link_in_the_middle_of_an_answer_asks_first(live, page):
    begin(live, page)
    page.locator("#a-change").fill("Not lost")
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_text("If you go there, what you wrote here is lost.").wait_for()
    CarefulPage(page).check()
    page.get_by_role("button", name="Stay here").click()
    assert page.locator("#a-change").input_value() == "Not lost"
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_role("link", name="Go there").click()
    page.wait_for_url("**/help")


def test_a_link_tapped_at_once_waits_for_the_question_on_a_slow_line(live, page):
    """The script that asks is fetched with the first letter: the tap must not be quicker than it."""
    asked = []
    page.route("**/lost.*", lambda route: asked.append(route))  # noqa: PLW0108  a method of a list can't be routed to
    begin(live, page)
    page.locator("#a-change").fill("Not lost")
    page.get_by_role("link", name="Help", exact=True).click()
    page.wait_for_timeout(300)
    assert "/help" not in page.url
    assert asked, "the script is on its way"
    for route in asked:
        route.continue_()
    page.get_by_text("If you go there, what you wrote here is lost.").wait_for()


def test_a_link_on_a_page_that_came_back_with_an_error_asks_too(live, page):
    """Nothing was typed on this page, but what was typed before stands on it."""
    begin(live, page)
    page.locator("#a-change").fill("Not lost")
    page.evaluate("document.querySelector('[name=token]').value += 'x'")
    while not page.get_by_role("button", name="Send", exact=True).is_visible():
        page.locator("[data-go=next]:visible").click()
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".errors").wait_for()
    page.locator("form[data-ready]").wait_for()
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_text("If you go there, what you wrote here is lost.").wait_for()


def begin(live, page) -> None:
    """As far as the question that everybody is asked."""
    page.goto(live.link("poster"))
    page.locator("form[data-ready]").wait_for()
    for _ in range(9):
        if page.locator("#a-change").is_visible():
            return
        page.locator("[data-go=next]:visible").click()
    raise AssertionError("the question is not there")


def hide(page, is_hidden: bool) -> None:
    """What the page is told when another app comes in front of it."""
    said = "true" if is_hidden else "false"
    page.evaluate(f"""() => {{
        Object.defineProperty(document, 'hidden', {{ configurable: true, get: () => {said} }})
        document.dispatchEvent(new Event('visibilitychange'))
    }}""")
