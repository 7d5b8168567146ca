"""A text is cut only at places in itself: no letter is added, lost or torn, whatever was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import spans

FAMILY, FLAG = "👨‍👩‍👧", "🇬🇧"
WRITTEN = st.text(st.one_of(st.sampled_from(" .!?\n,;،۔؟-ابaé"), st.characters(exclude_categories=["Cs"])), max_size=60)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The bus is late. I miss the club!", ["The bus is late.", "I miss the club!"]),
        ("Bus late\nno club", ["Bus late", "no club"]),
        ("the bus is late, and no club", ["the bus is late,", "and no club"]),
        ("bus late no club", ["bus", "late", "no", "club"]),
        ("بس دیر سے آتی ہے۔ کلب بند ہے۔", ["بس دیر سے آتی ہے۔", "کلب بند ہے۔"]),
        (f"{FAMILY} moved. {FLAG} flag.", [f"{FAMILY} moved.", f"{FLAG} flag."]),
        ("It costs 3.50 now. Too much.", ["It costs 3.50 now.", "Too much."]),
        ("One.", ["One."]),
        ("  ", []),
    ],
)
def test_where_it_may_be_cut(text, parts):
    assert [text[start:end] for start, end in spans.pieces(text, [(0, len(text))])] == parts


@given(WRITTEN, st.data())
def test_what_is_taken_out_and_what_is_left_are_the_whole(text, data):
    whole = [(0, len(text))]
    taken = [one for one in spans.pieces(text, whole) if data.draw(st.booleans())]
    left = spans.without(text, taken, whole)
    said = "".join(text[start:end] for start, end in sorted([*taken, *left]))
    assert "".join(said.split()) == "".join(text.split()), "every letter is in one of them, once, in its order"
    shown = spans.words_in(text, taken).replace(spans.BETWEEN, " ")
    assert "".join(shown.split()) == "".join("".join(text[start:end] for start, end in taken).split())


@pytest.mark.parametrize(
    ("taken", "why"),
    [
        ([(0, 1)], "goes through a family"),
        ([(6, 5)], "ends before it begins"),
        ([(-3, 4)], "begins before the text"),
        ([(0, 999)], "ends after it"),
        ([(5, 6)], "says nothing"),
        ([(6, 9), (8, 11)], "overlaps"),
    ],
)
def test_what_is_no_part_of_it_is_refused(taken, why):
    text = f"{FAMILY} moved away."
    assert not spans.are_within(text, taken, [(0, len(text))]), why


def test_only_its_own_part_may_be_cut():
    assert spans.are_within("One. Two.", [(5, 9)], [(5, 9)])
    assert not spans.are_within("One. Two.", [(0, 4)], [(5, 9)])


def test_parts_that_touch_are_one_and_a_gap_shows():
    text = "One. Two. Three."
    assert spans.words_in(text, [(5, 9), (0, 4)]) == "One. Two."
    assert spans.words_in(text, [(0, 4), (10, 16)]) == "One. … Three."
