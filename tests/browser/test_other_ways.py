"""Drawing, beginning a sentence, counting: in a real browser, by mouse, finger, keyboard, or no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from feedback_app.loop import points, room
from tests.attacks.poison import CORPUS
from tests.browser.drawing import draw_with_the_mouse, press, sheet, tap_draw
from tests.browser.walking import go_on, until
from tests.journeys.people import all_points
from tests.loop.test_drawings import OURS
from tests.loop.test_room import COUNTED

LOOKS = {
    "English": {"locale": "en-GB"},
    "dark, forced": {"locale": "en-GB", "color_scheme": "dark", "forced_colors": "active"},
    "Urdu": {"locale": "ur"},
}


def drawing_kept(live):
    with live.databases.reading() as db:
        (point,) = all_points(db)
        return point.form, points.words_of(db, point), points.drawing_of(db, point)


def how_many_lines(phone):
    return sheet(phone).locator("path").count()


@pytest.mark.parametrize("look", LOOKS)
def test_a_drawing_by_mouse_goes_all_the_way(live, phone_at_change, chromium, look):
    page = phone_at_change(**LOOKS[look])
    tap_draw(page)
    draw_with_the_mouse(page)
    if look != "dark, forced":  # the colours are the system's there
        page.check()
    assert how_many_lines(page) == 2
    assert _ink_shows(page), "the pen shows on this background"
    press(page, 0)
    assert how_many_lines(page) == 1
    press(page, 1)
    assert how_many_lines(page) == 0
    press(page, 0)
    assert how_many_lines(page) == 1, "a cleared sheet comes back"
    go_on(page)
    sheet(page).locator("path").wait_for(state="attached")  # one line, among the words to check
    page.page.locator("[data-check] button.main").click()
    page.page.wait_for_url("**/sent")
    form, words, drawing = drawing_kept(live)
    assert (form, words) == ("drawing", "")
    assert OURS.fullmatch(drawing)
    assert 5 < drawing.count("L") < 60, "the corners of a round, and no more"


def _ink_shows(phone) -> bool:
    """Whether the picture of the sheet has two clearly different colours."""
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(sheet(phone).screenshot())).convert("L")
    least, most = picture.crop((8, 8, picture.width - 8, picture.height - 8)).getextrema()
    return most - least > 120


def test_a_finger_draws_a_dot(live, phone_at_change):
    page = phone_at_change(has_touch=True)
    tap_draw(page)
    sheet(page).scroll_into_view_if_needed()
    box = sheet(page).bounding_box()
    page.page.touchscreen.tap(box["x"] + 50, box["y"] + 50)
    assert how_many_lines(page) == 1
    assert sheet(page).evaluate("one => getComputedStyle(one).touchAction") == "none", "the page does not scroll away"


def test_by_keyboard_it_is_said_in_words(live, phone_at_change):
    page = phone_at_change()
    page.page.locator("[data-way=draw]:visible").focus()
    page.page.keyboard.press("Enter")
    sheet(page).wait_for()
    for _ in range(3):
        page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    page.page.keyboard.type("A door that is shut")
    assert not sheet(page).count(), "an empty sheet goes away"
    page.check()
    go_on(page)
    expect(page.page.locator("[data-answers]")).to_contain_text("A door that is shut It says what a picture would show")
    page.page.locator("[data-check] button.main").click()
    page.page.wait_for_url("**/sent")
    assert drawing_kept(live) == ("art_described", "A door that is shut", "")


def test_without_a_script_it_is_said_in_words(live, new_phone):
    page = new_phone(java_script_enabled=False).new_page()
    page.goto(live.base_url + live.link("poster"))
    assert not page.locator("[data-way]:visible").count(), "no button that does nothing"
    assert "I would like… It would help if…" in page.locator("#step-3 noscript").inner_text()
    page.locator("#a-change").fill("A door that is shut")
    page.locator("#step-3 details summary").first.click()
    page.locator("[name=f-change][value=art_described]").check()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/sent")
    assert drawing_kept(live)[0] == "art_described"


def test_a_drawing_survives_an_error(live, phone_at_change):
    page = phone_at_change()
    tap_draw(page)
    draw_with_the_mouse(page)
    go_on(page)
    page.page.evaluate("document.querySelector('[name=token]').value = 'spoilt'")
    page.page.locator("[data-check] button.main").click()
    page.page.locator("[data-error-summary]").wait_for()
    page.page.locator(".answers > div", has=page.page.locator("svg")).get_by_role("button").click()
    sheet(page).wait_for()
    assert how_many_lines(page) == 2
    draw_with_the_mouse(page)
    assert how_many_lines(page) == 4, "and can be gone on with"
    go_on(page)
    page.page.locator("[data-check] button.main").click()
    page.page.wait_for_url("**/sent")
    assert drawing_kept(live)[2].count("M") == 4


def test_skipping_and_leaving_take_a_drawing_back(live, phone_at_change):
    page = phone_at_change()
    path = "new FormData(document.querySelector('form')).get('d-change')"
    tap_draw(page)
    draw_with_the_mouse(page)
    assert page.page.evaluate(path)
    page.page.locator("[data-go=skip]:visible").click()
    assert page.page.evaluate(path) is None
    page.page.locator("[data-go=back]:visible").click()
    tap_draw(page)
    draw_with_the_mouse(page)
    page.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.page.evaluate(path) is None
    assert how_many_lines(page) == 0


def test_nothing_of_it_is_fetched_before_it_is_tapped(live, phone_at_change):
    asked = []
    page = phone_at_change()
    page.page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.page.locator("[data-way=starter]:visible").first.click()
    until(page.page, "document.querySelector('#a-change').value")
    tap_draw(page)
    assert asked[0] == "starter.js"
    assert set(asked) == {
        "starter.js",
        "counter.js",
        "answers.js",
        "lost.js",
        "draw.js",
        "sheet.js",
        "strokes.js",
        "words",
    }
    assert page.page.locator("#a-change").input_value() == "I would like "
    page.page.locator("#a-change").press("End")
    page.page.keyboard.type("more trips")
    page.page.locator("[data-way=starter]:visible").nth(1).click()
    until(page.page, "document.querySelector('#a-change').value.includes('help')")
    assert page.page.locator("#a-change").input_value() == "I would like more trips\nIt would help if "


def test_a_phone_without_signal_is_offered_no_sheet(live, phone_at_change):
    page = phone_at_change()
    page.page.context.set_offline(True)
    page.page.locator("[data-way=draw]:visible").click()
    page.page.locator("[data-way=draw]:visible").wait_for(state="detached")
    assert page.page.locator("#a-change").is_visible(), "the words stay"


def test_the_counter_tells_from_three_quarters_and_never_stops_anybody(live, phone_at_change):
    page = phone_at_change()
    box = page.page.locator("#a-change")
    box.fill("❤️" * 3000)
    page.page.wait_for_timeout(150)
    assert not page.page.get_by_text("Room left").count()
    box.fill("❤️" * 4000)
    page.see("Room left: 1000")
    box.fill("❤️" * 5002)
    page.see("Too long by: 2")
    assert box.input_value().count("❤️") == 5002


def test_phone_and_server_count_the_same(live, phone_at_change):
    page = phone_at_change()
    texts = [*COUNTED, *CORPUS.values(), "हिन्दी", "ਪੰਜਾਬੀ", "বাংলা", "Łódź", "ท่าน", "❤️‍🔥 ok"]
    counted = page.page.evaluate("texts => texts.map((one) => [...new Intl.Segmenter().segment(one)].length)", texts)
    differ = {text[:20]: (room.letters(text), said) for text, said in zip(texts, counted, strict=True)}
    assert {text: pair for text, pair in differ.items() if pair[0] != pair[1]} == {}
