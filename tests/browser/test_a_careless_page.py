"""A careless page is found out: in each light, though its like was seen before, and by any process of a run."""

import pytest

from tests.browser import by_keyboard
from tests.browser.careful import CarefulPage
from tests.known import Known
from tests.page import Page

PAGE = """<!doctype html><html lang="en" dir="ltr"><meta name="viewport" content="width=device-width">
<title>Hello</title><style>{style}</style><main><h1>Hello</h1><p>{words}</p></main></html>"""
DARK = "@media (prefers-color-scheme: dark) {{ body {{ background: #121212; color: #eee }} p {{ color: {} }} }}"
FORCED = "@media (forced-colors: active) { p { forced-color-adjust: none; color: #6d6d6d; background: #fff } }"


@pytest.fixture
def careful(new_phone):
    return CarefulPage(new_phone().new_page())


def show(careful, words: str = "Welcome", style: str = "") -> None:
    careful.page.set_content(PAGE.format(words=words, style=style))


@pytest.mark.parametrize(
    ("style", "rule"),
    [
        ("p { color: #878787 }", "color-contrast"),
        ("p { color: #6d6d6d }", "color-contrast-enhanced"),
        (DARK.format("#585858"), "color-contrast"),
        (DARK.format("#8a8a8a"), "color-contrast-enhanced"),
        (FORCED, "color-contrast-enhanced"),
    ],
    ids=["pale", "a little pale", "pale in the dark", "a little pale in the dark", "a little pale in forced colours"],
)
def test_what_is_hard_to_read_is_found_on_a_page_like_one_that_was_seen(careful, style, rule):
    show(careful)
    careful.check()
    show(careful, style=style)
    with pytest.raises(AssertionError, match=rule):
        careful.check()


def test_other_words_on_the_same_page_are_not_asked_about_again(careful, monkeypatch):
    show(careful)
    careful.check()
    monkeypatch.setattr(careful, "_ask_axe", lambda *_: pytest.fail("it was seen"))
    show(careful, "Good evening")
    careful.check()


def test_a_picture_without_words_and_what_sticks_out_are_found(careful):
    show(careful, words='<img src="data:,">')
    with pytest.raises(AssertionError, match="image-alt"):
        careful.check()
    show(careful, style="h1 { width: 200vw }")
    with pytest.raises(AssertionError, match="sideways"):
        careful.check()


def test_what_a_keyboard_does_not_come_to_or_show_is_found(careful):
    focus = (
        "a:focus, button:focus { outline: 2px solid } div { position: relative } span { position: absolute; inset: 0 }"
    )
    well = '<a href="#">One</a> <button>Two</button>'
    show(careful, words=well, style=focus)
    by_keyboard.walk(careful.page)
    for wrong, says in (
        ('<div><a href="#">Three</a><span style="background: red"></span></div>', "is covered"),
        ('<button style="outline: none">Three</button>', "shows no focus"),
        ('<button onkeydown="event.preventDefault()">Three</button> <a href="#">Four</a>', "Four"),
    ):
        show(careful, words=well + wrong, style=focus)
        with pytest.raises(AssertionError, match=says):
            by_keyboard.walk(careful.page)


def test_markup_is_looked_at_again_where_it_is_another():
    html = PAGE.format(words="Markup", style="")
    assert Page(html).broken == []
    assert Page(html.replace("</p>", "</span></p>")).broken


def test_what_one_process_saw_the_others_know(tmp_path):
    here, there = Known(), Known()
    here.folder = there.folder = tmp_path
    assert [here.has("page"), there.has("page"), there.has("another"), there.has("another")] == [0, 1, 0, 1]
