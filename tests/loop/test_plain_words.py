"""A reply is short, plain and kind, and gives nothing away to whoever else holds the phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_app.loop import plain_words
from feedback_app.loop.plain_words import BLOCK, WARN, grade, not_on_a_phone, remarks, word_count

PLAIN = "You want meetings after school. We asked the team. They said yes. It starts in May."
HARD = (
    "Following consultation with the relevant stakeholders, a determination regarding rescheduling of "
    "multidisciplinary proceedings has been provisionally communicated to participating organisations."
)


def codes(text: str, signed_by: str = "Sam") -> set[str]:
    return {one.code for one in remarks(text, signed_by)}


def test_a_plain_reply_gets_no_remark():
    assert remarks(PLAIN, "Sam") == []


def test_what_only_english_has_is_asked_of_no_other_language():
    polish = "Przewodniczący nieodpowiedzialnie zinterpretował postanowienia, dlatego rozmawiał z Anną Kowalską."
    assert codes(polish) == {"hard"}, "as English it would be"
    assert remarks(polish, "Sam", language="pl") == []
    assert {one.code for one in remarks(f"{polish} 07700 900123", "Sam", language="pl")} == {"phone_number"}


def test_grade_grows_with_long_sentences_and_long_words():
    assert grade(PLAIN) < plain_words.HIGHEST_GRADE < grade(HARD)
    assert "hard" in codes(HARD)
    assert grade("") == 0.0
    assert grade("ہم نے آپ کی بات سن لی ہے۔") == 0.0, "only English can be graded"


@pytest.mark.parametrize(
    ("text", "count"),
    [("You don't need to.", 4), ("You don’t need to.", 4), ("4 o'clock", 2), ("", 0), ("ہم نے سنا", 3)],
)
def test_words_are_counted_as_people_count_them(text, count):
    assert word_count(text) == count


def test_ninety_words_are_enough():
    assert "long" not in codes("We did it. " * 30)
    assert "long" in codes("We did it. " * 31)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("You put yourself at risk.", BLOCK),
        ("It was a lifestyle choice.", BLOCK),
        ("We chose to write to you.", None),
        ("Your boyfriend called.", WARN),
        ("The car dealer rang.", None),
    ],
)
def test_words_that_blame_stop_and_words_that_hide_warn(text, rule):
    found = plain_words.words_to_avoid(text)
    assert [one.rule for one in found] == ([rule] if rule else [])
    assert all(one.instead for one in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The police will call.", "police"),
        ("She goes to court on Monday.", "court"),
        ("We think it is grooming.", "words_for_harm"),
        ("Come to 14 Station Road.", "address"),
        ("It is at LU1 2AB.", "address"),
        ("You were born on 12/03/2010.", "birthday"),
        ("Ring 07700 900123.", "phone_number"),
    ],
)
def test_what_somebody_else_could_use_is_better_told_in_person(text, code):
    assert code in {one.code for one in not_on_a_phone(text)}
    assert not not_on_a_phone(PLAIN)


def test_a_name_in_a_sentence_is_pointed_out_but_not_the_writer_s_nor_a_day():
    found = {one.found for one in remarks("We told Jordan and Sam on Friday in May.", "Sam") if one.code == "name"}
    assert found == {"Jordan"}


@given(st.text(max_size=400), st.text(max_size=20))
def test_no_text_breaks_the_checks(text, name):
    for one in remarks(text, name):
        assert one.rule in (BLOCK, WARN)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["The bus was late.", "No bus came."], "the bus was late"),
        (["The bus was late.", "I think the bus was late"], ""),
        (["The bus was late.", "A bus was late today"], "the bus was late"),
        (["No bus came.", "Where is it?"], ""),
    ],
)
def test_what_only_some_of_them_said_is_found(said, found):
    assert plain_words.said_by_some_only("You told us: the bus was LATE.", said) == found


@pytest.mark.parametrize(
    ("text", "theirs", "stops"),
    [
        ("You say you are streetwise.", "i am Streetwise!", False),
        ("You say you are streetwise.", "I am wise on the street.", True),
        ("They called you a gang member.", "they call us gang members", True),
        ("It is definitely done.", "Is it definitely done?", True),
    ],
)
def test_their_own_words_may_be_said_back_and_our_promises_not(text, theirs, stops):
    assert bool(plain_words.words_to_avoid(text, theirs)) == stops
