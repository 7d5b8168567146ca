"""How long a text is: as people count it, and never more than the counter on their phone said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import room

COUNTED = {
    "": 0,
    "bus": 3,
    "cafe\u0301": 4,
    "👨‍👩‍👧‍👦": 1,
    "🏴󠁧󠁢󠁷󠁬󠁳󠁿🏳️‍🌈": 2,
    "🇬🇧🇵🇰": 2,
    "👍🏽👍": 2,
    "بَس": 2,
    "میں‌نے": 5,
    "a\r\nb": 3,
    "b" + "\u0301" * 7: 1,
    "नमस्ते": 3,
    "ক্ষমা": 2,
    "한국": 2,
    "각": 1,
    "1️⃣": 1,
}


@pytest.mark.parametrize(("text", "count"), COUNTED.items())
def test_letters_are_counted_as_people_see_them(text, count):
    assert room.letters(text) == count


@given(st.text())
def test_a_text_is_never_longer_than_its_code_points(text):
    assert room.letters(text) <= len(text)
    assert room.is_over(text, 5) == (room.used(text) > 5)


def test_five_thousand_hearts_have_room_and_one_more_has_not():
    hearts = "❤️" * 5000
    assert not room.is_over(hearts, 5000)
    assert room.is_over(hearts + "a", 5000)


def test_marks_piled_up_take_room_in_the_end():
    assert room.is_over("b" + "\u0301" * 40_000, 5000)
