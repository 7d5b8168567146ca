"""Five words are read kindly: any case, any space, numbers too, and one slip when it is clear."""

import string
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from feedback_app.loop import return_codes, seal
from feedback_app.loop.return_codes import LENGTH, LIST_SIZE, NotWords, SlowStep, TooBusy

NUMBERS = st.tuples(*[st.integers(0, LIST_SIZE - 1)] * LENGTH)
SPACES = st.sampled_from([" ", "-", "  ", " - ", "\n", ", ", ".", "\t", "–", "\u00a0", "_", "+"])


@given(numbers=NUMBERS, space=SPACES, case=st.sampled_from([str, str.upper, str.title, str.swapcase]))
def test_words_in_any_case_with_anything_between(numbers, space, case):
    assert return_codes.read(case(space.join(return_codes.as_words(numbers)))) == numbers


@given(numbers=NUMBERS, space=SPACES)
def test_numbers_too_with_or_without_their_noughts(numbers, space):
    assert return_codes.read(space.join(return_codes.as_digits(numbers))) == numbers
    assert return_codes.read(space.join(map(str, numbers))) == numbers


@given(numbers=NUMBERS)
def test_twenty_digits_in_a_row(numbers):
    assert return_codes.read("".join(return_codes.as_digits(numbers))) == numbers


@given(numbers=NUMBERS, offset=st.sampled_from([0x660, 0x6F0, 0x966, 0xFF10]))
@example(numbers=(0, 9, 99, 999, 2047), offset=0x6F0)
def test_digits_of_other_scripts_urdu_above_all(numbers, offset):
    typed = " ".join(return_codes.as_digits(numbers))
    assert return_codes.read("".join(chr(offset + int(c)) if c.isdigit() else c for c in typed), "ur") == numbers


@given(numbers=NUMBERS, which=st.sets(st.integers(0, LENGTH - 1)))
def test_words_and_numbers_mixed(numbers, which):
    words, digits = return_codes.as_words(numbers), return_codes.as_digits(numbers)
    typed = " ".join(digits[n] if n in which else words[n] for n in range(LENGTH))
    assert return_codes.read(typed) == numbers


def slips(word, letter, at):
    """One letter dropped, doubled, changed or swapped with the next."""
    yield word[:at] + word[at + 1 :]
    yield word[:at] + letter + word[at:]
    yield word[:at] + letter + word[at + 1 :]
    if at + 1 < len(word):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@given(numbers=NUMBERS, letter=st.sampled_from(string.ascii_lowercase), at=st.integers(0, 7), kind=st.integers(0, 3))
def test_a_slip_is_forgiven_or_asked_about_and_never_misread(numbers, letter, at, kind):
    words = return_codes.as_words(numbers)
    made = list(slips(words[2], letter, min(at, len(words[2]) - 1)))
    words[2] = made[min(kind, len(made) - 1)]
    assume(len(words[2]) > 1)
    with suppress(NotWords):
        assert return_codes.read(" ".join(words)) == numbers


def test_single_slips_are_undone_nearly_always():
    """Words stand three edits apart, so that no slip is another word; a few are the start of one."""
    undone = asked = 0
    for number in range(0, LIST_SIZE, 37):
        word = return_codes.words()[number]
        for slip in (slip for at in range(len(word)) for slip in slips(word, "q", at) if slip != word):
            try:
                assert return_codes.read(f"{slip} 1 2 3 4")[0] == number, f"{slip} for {word}"
                undone += 1
            except NotWords:
                asked += 1
    assert asked < undone / 50


def test_the_first_four_letters_are_enough_unless_they_could_be_a_slip_of_another_word():
    asked = 0
    for number, word in enumerate(return_codes.words()):
        try:
            assert return_codes.read(f"{word[:4]} 1 2 3 4")[0] == number, word
        except NotWords:
            asked += 1
    assert asked < LIST_SIZE / 10, f"{asked} starts are asked about"


@pytest.mark.parametrize(
    ("typed", "found", "wrong"),
    [
        ("", 0, 0),
        ("   ", 0, 0),
        ("1 2 3 4", 4, 0),
        ("1 2 3 4 5 6", 6, 0),
        ("1 2 3 4 2048", 5, 1),
        ("1 2 3 4 99999999999999999999", 5, 1),
        ("1 2 3 4 zzzzqqqq", 5, 1),
        ("🙂 🙂 🙂 🙂 🙂", 0, 0),
        ("' OR 1=1-- x y z", 6, 4),
    ],
)
def test_what_can_not_be_read_says_what_is_wrong(typed, found, wrong):
    with pytest.raises(NotWords) as why:
        return_codes.read(typed)
    assert (why.value.found, len(why.value.wrong)) == (found, wrong)


@given(typed=st.text(max_size=200))
def test_anything_at_all_is_read_or_refused(typed):
    with suppress(NotWords):
        assert len(return_codes.read(typed)) == LENGTH


def test_the_list_is_what_the_threat_model_counts_on():
    words = return_codes.words()
    assert len(set(words)) == LIST_SIZE
    assert len({word[:4] for word in words}) == LIST_SIZE, "the first four letters tell them apart"
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in words)


def test_numbers_come_from_the_client_id_and_the_key():
    key = seal.new_key()
    assert return_codes.derive(key, "a") == return_codes.derive(key, "a")
    others = {return_codes.derive(key, "b"), return_codes.derive(key, "a", 1), return_codes.derive(seal.new_key(), "a")}
    assert return_codes.derive(key, "a") not in others
    assert len(others) == 3


def test_every_number_is_as_likely_as_another():
    """A chi-square over 32 bins at each place: above 75 comes once in a hundred thousand."""
    key, many = seal.new_key(), 20_000
    codes = [return_codes.derive(key, str(n)) for n in range(many)]
    assert len(set(codes)) == many
    for place in range(LENGTH):
        bins = Counter(code[place] % 32 for code in codes)
        assert sum((count - many / 32) ** 2 / (many / 32) for count in bins.values()) < 75


def test_only_a_seal_is_kept_and_it_needs_the_key():
    stretched = return_codes.slow_step.stretched((1, 2, 3, 4, 5))
    ring, other = (seal.KeyRing((("one", seal.new_key()),)) for _ in range(2))
    assert return_codes.sealed(ring, stretched)[1] != return_codes.sealed(other, stretched)[1]
    assert len(return_codes.sealed(ring, stretched)[1]) == 32
    assert return_codes.slow_step.stretched((1, 2, 3, 4, 6)) != stretched


def test_a_full_queue_says_so_and_empties_again():
    step = SlowStep(at_once=1, queue=1)
    assert step._room.acquire(blocking=False)
    assert step._room.acquire(blocking=False)
    with pytest.raises(TooBusy):
        step.stretched((1, 2, 3, 4, 5))
    step._room.release()
    assert step.stretched((1, 2, 3, 4, 5))
    step._room.release()


def test_one_client_is_let_through_at_a_time_and_nothing_is_left_behind():
    step = SlowStep()
    with step.one_at_a_time(b"a"), step.one_at_a_time(b"b"):
        assert len(step._in_flight) == 2
    assert step._in_flight == {}
