"""The return-code words keep every rule that can be counted; the pseudonyms are enough and all different."""

import importlib.util
import json
from itertools import combinations, pairwise
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
ENGLISH = HOUSE / "translations" / "en"
WORDS_FILE = ENGLISH / "return-code-words.txt"
NOT_USED_FILE = ENGLISH / "words-not-used.txt"


def load_chooser():
    spec = importlib.util.spec_from_file_location("choose_words", HOUSE / "bin" / "choose_words.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


chooser = load_chooser()
WORDS = WORDS_FILE.read_text(encoding="utf-8").splitlines()
NOT_USED = set(chooser.words_in(NOT_USED_FILE))


def edits(one: str, other: str) -> int:
    """Levenshtein distance, written apart from the script so that one cannot hide a slip in the other."""
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        here = [i]
        for j, b in enumerate(other, 1):
            here.append(above[j - 1] if a == b else 1 + min(above[j - 1], above[j], here[-1]))
        above = here
    return above[-1]


def letters_used(word: str) -> int:
    return sum(1 << (ord(letter) - ord("a")) for letter in set(word))


def test_there_is_a_word_for_every_number_from_0_to_2047():
    assert len(WORDS) == 2048
    assert WORDS_FILE.read_text(encoding="utf-8").endswith("\n")


def test_words_are_three_to_eight_plain_letters():
    assert [w for w in WORDS if not (w.isascii() and w.isalpha() and w.islower() and 3 <= len(w) <= 8)] == []


def test_words_are_in_order_and_none_stands_twice():
    assert sorted(set(WORDS)) == WORDS


def test_any_two_words_are_at_least_three_edits_apart():
    # Two edits change at most four of the letters a word uses: a cheap look leaves few pairs to measure.
    marked = [(word, letters_used(word)) for word in WORDS]
    near = (
        (a, b) for (a, x), (b, y) in combinations(marked, 2) if abs(len(a) - len(b)) < 3 and (x ^ y).bit_count() <= 4
    )
    assert [pair for pair in near if edits(*pair) < 3] == []


def test_the_first_four_letters_tell_every_word():
    assert len({word[:4] for word in WORDS}) == len(WORDS)


def test_no_word_begins_another():
    # In sorted order a word that begins another stands right before one that it begins.
    assert [(a, b) for a, b in pairwise(WORDS) if b.startswith(a)] == []


def test_no_word_that_was_set_aside_is_used():
    assert len(NOT_USED) > 1000
    assert NOT_USED.intersection(WORDS) == set()


def test_every_word_was_read_and_approved():
    assert set(WORDS) <= set(chooser.words_in(ENGLISH / "words-to-choose-from.txt"))


def test_the_rule_chooses_the_shipped_words_again():
    assert chooser.choose(chooser.words_in(ENGLISH / "words-to-choose-from.txt"), NOT_USED) == WORDS


def swapped(old: str, new: str) -> list[str]:
    return sorted([word for word in WORDS if word != old] + [new])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (WORDS[:-1], "2047 lines"),
        (swapped(WORDS[0], "Zoo"), "lower-case"),
        (swapped(WORDS[0], "zo"), "3 to 8"),
        (WORDS[::-1], "not in order"),
        (swapped(WORDS[0], "prison"), "not to be used"),
        (swapped(WORDS[0], WORDS[9][:4] + "zzzz"), "first four letters"),
        (swapped(WORDS[0], WORDS[9][:3]), "first four letters"),
        (swapped(WORDS[0], "x" + WORDS[9][1:]), "three edits"),
    ],
)
def test_the_check_names_the_broken_rule(tmp_path, capsys, lines, said):
    broken = tmp_path / "words.txt"
    broken.write_text("\n".join(lines) + "\n", encoding="utf-8")
    not_used = tmp_path / "not-used.txt"
    not_used.write_text("# police\nprison\n", encoding="utf-8")
    assert chooser.main(["--check", "--words", str(broken), "--not-used", str(not_used)]) == 1
    complaint = capsys.readouterr().err
    assert said in complaint
    assert complaint.count("\n") == 1


def test_the_check_passes_the_shipped_words(capsys):
    assert chooser.main(["--check"]) == 0
    assert "keep every rule" in capsys.readouterr().out


def test_too_few_candidates_write_nothing(tmp_path, capsys):
    few, words = tmp_path / "few.txt", tmp_path / "words.txt"
    few.write_text("apple\nwinter\n", encoding="utf-8")
    assert chooser.main(["--candidates", str(few), "--words", str(words)]) == 1
    assert not words.exists()
    assert "No list written" in capsys.readouterr().err


def test_pseudonyms_are_enough_and_all_different():
    names = json.loads((HOUSE / "feedback_app/content/en/pseudonyms.json").read_text(encoding="utf-8"))
    assert set(names) == {"first", "second"}
    assert len(names["first"]) == 64
    assert len(names["second"]) == 128
    every = names["first"] + names["second"]
    assert len(set(every)) == len(every)
    assert [name for name in every if not (name.isascii() and name.isalpha())] == []
    assert [name for name in every if name != name.capitalize()] == []
