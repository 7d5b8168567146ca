"""A complaint, or what somebody meant: a tap on what stands around the box takes nothing away that was typed."""

import pytest

from tests.browser.careful import CarefulPage
from tests.journeys.people import reply, say, the_point

TYPED = "Nobody rang me back"
ASKS = "If you go there, what you wrote here is lost."


def complaint(live, page):
    page.goto(live.base_url + "/back/complain")
    return page.locator("#complaint")


def meaning(live, page):
    page.goto(f"{live.base_url}/back/point/{the_point(live).id}/meant")
    return page.locator("#meant")


@pytest.fixture(params=[complaint, meaning])
def box(request, live, new_phone):
    words = say(live.visitor(), live.link("poster"))
    reply(live, the_point(live))
    page = new_phone(viewport={"width": 360, "height": 640}).new_page()
    page.goto(live.base_url + "/back")
    page.locator("#words").fill(words)
    page.locator("form[action='/back'] button").click()
    page.wait_for_url("**/back/replies**")
    box = request.param(live, page)
    page.wait_for_load_state("networkidle")
    return box


def test_the_numbers_to_call_stand_on_the_page(box):
    box.fill(TYPED)
    page = box.page
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Talk to someone").first.click()
    for number in ("tel:999", "tel:01632960123"):
        assert page.locator(f"#numbers a[href='{number}']").is_visible()
    CarefulPage(page).check()
    assert box.input_value() == TYPED
    assert page.evaluate("history.length") == before


@pytest.mark.parametrize("link", ["Help", "Back to my page", "اردو"])
def test_a_link_to_another_page_asks_first(box, link):
    box.fill(TYPED)
    page = box.page
    found = page.get_by_role("link", name=link, exact=True)
    if not found.count():  # the way back is said in other words there
        found = page.get_by_role("link", name="I don’t want to write more")
    found.click()
    page.get_by_text(ASKS).wait_for()
    CarefulPage(page).check()
    page.get_by_role("button", name="Stay here").click()
    assert box.input_value() == TYPED
    where = page.url
    found.click()
    page.get_by_role("link", name="Go there").click()
    page.wait_for_url(lambda url: url != where)


def test_who_typed_nothing_is_not_asked(box):
    box.page.get_by_role("link", name="Help", exact=True).click()
    box.page.wait_for_url("**/help")


def test_nothing_that_was_typed_is_kept_on_the_phone(box):
    box.fill(TYPED)
    page = box.page
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_role("link", name="Go there").click()
    page.wait_for_url("**/help")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.go_back()
    assert TYPED not in page.content()
    assert page.locator("textarea").input_value() == ""


def test_what_came_back_with_something_wrong_is_asked_about_too(box):
    """Nothing was typed on this page, but what was typed before stands on it."""
    box.fill("x" * 20_000)
    page = box.page
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".errors").wait_for()
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Help", exact=True).click()
    page.get_by_text(ASKS).wait_for()
