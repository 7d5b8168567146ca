"""Drawing an answer in a real browser: the sheet, a mouse on it, and its buttons."""

from __future__ import annotations

import math


def sheet(phone):
    return phone.page.locator("svg.drawn:visible")


def draw_with_the_mouse(phone):
    """A round, and a stroke beside it."""
    sheet(phone).scroll_into_view_if_needed()
    box, mouse = sheet(phone).bounding_box(), phone.page.mouse
    x, y = box["x"] + 100, box["y"] + 100
    mouse.move(x + 60, y)
    mouse.down()
    for turn in range(1, 30):
        mouse.move(x + 60 * math.cos(turn / 4.5), y + 60 * math.sin(turn / 4.5))
    mouse.up()
    mouse.move(x + 100, y)
    mouse.down()
    mouse.move(x + 150, y + 50)
    mouse.up()


def tap_draw(phone):
    phone.page.locator("[data-way=draw]:visible").click()
    sheet(phone).wait_for()


def press(phone, number):
    """Undo, Clear or Say it in words, whatever they are called in this language."""
    phone.page.locator("[role=group] .ways button:visible").nth(number).click()
