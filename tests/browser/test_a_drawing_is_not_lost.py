"""Somebody who said it with a drawing alone is asked before a link takes it away, as one who wrote is."""

import pytest
from playwright.sync_api import expect

from tests.browser.drawing import draw_with_the_mouse, press, tap_draw
from tests.browser.walking import go_on

ASKED = "If you go there, what you wrote here is lost."


@pytest.fixture
def drawn(phone_at_change):
    page = phone_at_change()
    tap_draw(page)
    draw_with_the_mouse(page)
    return page


def help_of(page):
    return page.page.get_by_role("link", name="Help", exact=True)


def test_a_link_asks_before_it_takes_a_drawing_away(drawn):
    help_of(drawn).click()
    drawn.see(ASKED)
    drawn.page.get_by_role("button", name="Stay here").click()
    assert drawn.page.locator("svg.drawn:visible path").count() == 2


def test_also_from_the_last_page(drawn):
    go_on(drawn)
    help_of(drawn).click()
    drawn.see(ASKED)


def test_where_all_of_it_was_cleared_nothing_is_asked(drawn):
    press(drawn, 1)
    help_of(drawn).click()
    expect(drawn.page.get_by_role("heading", name="How this page works")).to_be_visible()
