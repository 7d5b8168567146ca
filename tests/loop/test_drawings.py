"""A drawing is numbers: whatever is taken comes out as a path of ours, the same each time."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import drawings
from feedback_app.loop.drawings import HEIGHT, MOST_BYTES, WIDTH, NotADrawing, TooBig, rewritten

OURS = re.compile(r"(?:M\d+ \d+(?:L\d+ \d+|Q\d+ \d+ \d+ \d+)+)*")
numbers = st.one_of(
    st.integers(-99999, 99999).map(str),
    st.decimals(-9999, 9999, places=3).map(str),
)


@st.composite
def paths(draw):
    """What a phone, ours or another, might send: steps with any numbers and any of the usual gaps."""
    made = []
    for _ in range(draw(st.integers(0, 12))):
        steps = ["M", *draw(st.lists(st.sampled_from("LQ"), max_size=6))]
        for letter in steps:
            gap = draw(st.sampled_from([" ", ",", " , ", "\n"]))
            given_ = [draw(numbers) for _ in range(4 if letter == "Q" else 2)]
            made.append(letter + draw(st.sampled_from(["", " "])) + gap.join(given_) + draw(st.sampled_from(["", " "])))
    return "".join(made)


@given(paths())
def test_what_is_taken_is_a_path_of_ours_and_stays_so(path):
    made = rewritten(path)
    assert OURS.fullmatch(made)
    assert rewritten(made) == made
    picture = ElementTree.fromstring(f'<svg><path d="{made}"/></svg>')  # noqa: S314  our own letters
    assert picture[0].attrib == {"d": made}
    assert len(list(picture.iter())) == 2
    on_it = [int(one) for one in re.findall(r"\d+", made)]
    assert all(x <= WIDTH and y <= HEIGHT for x, y in zip(on_it[::2], on_it[1::2], strict=True))
    assert made.count("M") == path.count("M"), "no line is lost"


@given(st.one_of(st.text(), st.text(alphabet="MLQmzZHVCSTA0123456789 .,-+eE\"'<>/&;#\n\x00٣")))
def test_anything_else_is_refused_or_becomes_a_path_of_ours(text):
    try:
        made = rewritten(text)
    except NotADrawing:
        return
    assert OURS.fullmatch(made)


HOSTILE = [
    '"/><script>alert(1)</script>',
    'M0 0L1 1"><image href="https://elsewhere.example/x.png"/>',
    "M0 0L1 1' onload='alert(1)",
    "<svg onload=alert(1)>",
    "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "M0 0L1 1&#34;&#62;",
    "M0 0L1 1 url(javascript:alert(1))",
    "M1e308 1L1 1",
    "MNaN 1L1 1",
    "Minf infL1 1",
    "M1 1L٣ ٣",
    "M1 1L１ １",
    "m1 1l1 1",
    "M1 1Z",
    "M1 1A5 5 0 0 1 9 9",
    "M1 1L1",
    "M1",
    "L1 1",
    "1 1",
    "M1 1L1 1 1",
    "M1 1Q1 1 1",
    "M--1 1L1 1",
    "M1 1\x00L1 1",
    "M9999999 1L1 1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_paths_are_refused(text):
    with pytest.raises(NotADrawing):
        rewritten(text)


def test_a_dot_can_be_seen():
    assert rewritten("M5 5M7 7") == "M5 5L5 5M7 7L7 7"


def test_lines_off_the_sheet_end_at_its_edge():
    assert rewritten("M-5 -5L2000 900.4") == f"M0 0L{WIDTH} {HEIGHT}"


def test_an_empty_sheet_is_no_drawing():
    assert rewritten("") == rewritten(" \n ") == ""


def test_a_drawing_as_big_as_may_be_is_taken_and_a_bigger_one_is_not():
    step = "L100 100"
    most = "M100 100" + step * ((MOST_BYTES - 8) // len(step))
    assert rewritten(most) == most
    with pytest.raises(TooBig):
        rewritten(most + step)
    with pytest.raises(TooBig):
        rewritten("M1 1" * (MOST_BYTES // 4))  # dots grow when they are made to be seen


def test_a_very_long_text_is_refused_before_it_is_read():
    with pytest.raises(TooBig):
        drawings.rewritten("x" * 10_000_000)
