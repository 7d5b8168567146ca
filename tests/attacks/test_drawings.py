"""A drawing is the one thing somebody sends that is shown as a picture: nothing but a path of ours ever comes out."""

import re

import pytest

from tests import people
from tests.journeys.test_other_ways import drawn_on, send
from tests.loop.test_drawings import HOSTILE, OURS

LOUD = re.compile(r"alert\(1|elsewhere\.example|etc/passwd|javascript:|onload")


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_drawing_is_refused_and_never_echoed(sqlite_house, path):
    page = send(sqlite_house, {"d-change": path, "a-change": "kept"})
    assert page.status == 422
    assert page.soup.select_one("#a-change").text.strip() == "kept"
    assert not LOUD.search(page.response.text)
    assert not drawn_on(page)
    assert page.soup.select_one("input[name^='d-']") is None


@pytest.mark.parametrize("path", HOSTILE)
def test_a_link_that_is_gone_does_not_echo_one_either(sqlite_house, path):
    page = sqlite_house.visitor().post("/q/7HK3-9QPM-7HK3-9QPM", {"d-change": path, "a-change": "It is kept."})
    assert page.status == 404
    assert not LOUD.search(page.see("It is kept.").response.text)


def test_what_is_taken_is_written_again_on_every_page(house):
    """Odd, but numbers: what comes out on each side is a path of ours and not what was sent."""
    sent = send(house, {"d-change": "M -0.5,00007 L1.25 2\nQ 3 4,5 6"})
    words = people.words_on(sent)
    back = people.come_back(house, words).press("Show my own words")
    desk = house.signed_in("Sam").open(f"/work/voice/{people.newest(house, 'participants')}")
    for page in (back, desk):
        (path,) = drawn_on(page)
        assert OURS.fullmatch(path)
        assert path == "M0 7L1 2Q3 4 5 6"


@pytest.mark.parametrize("name", ["d-heard_acted", "d-", "d-nowhere", "d-change.about", "d-change-about"])
def test_a_drawing_where_none_is_asked_for_is_left_out(sqlite_house, name):
    sent = send(sqlite_house, {name: "M1 1L2 2", "a-change": "kept"})
    assert sent.path == "/sent"
    back = people.come_back(sqlite_house, people.words_on(sent)).press("Show my own words")
    assert not drawn_on(back.see("kept"))


@pytest.mark.parametrize("value", ["text", "drawing", "<script>", "lyrics' OR 1=1", "\x00", "x" * 5000])
def test_a_form_or_a_helper_that_is_none_counts_as_none(sqlite_house, value):
    sent = send(sqlite_house, {"a-change": "kept", "f-change": value, "helped_by": value})
    assert sent.path == "/sent"
    assert people.ids(sqlite_house, "voice_points", "form = 'text'")
    assert people.ids(sqlite_house, "check_ins", "supported_by = 'no_one'")


def test_a_hundred_thousand_steps_are_refused_quickly(sqlite_house):
    page = send(sqlite_house, {"d-change": "M1 1" + "L2 2" * 50_000})
    assert (page.status, page.see("too big to send").path) == (422, page.path)


def test_the_biggest_drawings_and_long_words_fit_in_one_check_in(sqlite_house):
    drawing = "M100 100" + "L123 456" * 3800
    fields = {
        f"{kind}-{name}": what for name in ("change", "going_ok") for kind, what in (("d", drawing), ("a", "ب" * 5000))
    }
    assert send(sqlite_house, fields).path == "/sent"
