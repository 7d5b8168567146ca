"""Words that blame or hide: found wherever staff write them, and harmless words left alone."""

import json
import re
from pathlib import Path

import pytest

import feedback_app

CONTENT = Path(feedback_app.__path__[0]) / "content"
AVOIDED = json.loads((CONTENT / "en" / "words_to_avoid.json").read_text("utf-8"))
HARMFUL = (
    "Your case was talked about.",
    "Contact with your mum is on Friday.",
    "You had supervised contact.",
    "They can be challenging.",
    "She chose to go with them.",
    "He claimed that it was late.",
    "Sam is a victim.",
    "They won’t engage.",
    "He was DNA'd again.",
)
HARMLESS = (
    "In case you need us, the door is open.",
    "Just in case, here is a card.",
    "In that case, come on Friday.",
    "In your case we can do it sooner.",
    "You can contact us.",
    "Please contact Sam on Monday.",
    "We will stay in contact.",
    "Here are our contact details.",
    "Contact the school if you like.",
    "Your phone case is at the desk.",
    "It is not the case that you did wrong.",
    "You chose to tell us. Thank you.",
    "We chose to move the meeting.",
    "Your work placement starts in May.",
    "We found a replacement.",
    "The car dealer gave us a van.",
    "We refused to give your words away.",
    "The council refused, and we asked again.",
    "You can refuse.",
    "We failed to protect you. We are sorry.",
    "You are challenging this decision, and that is right.",
    "You were not manipulative.",
    "It is definitely not your fault.",
    "A DNA test is not needed.",
    "We can't promise for ever.",
    "We promised a reply by May and we were late.",
    "We know why you said it.",
    "Tell us why if you want to.",
    "Coping strategies are on the sheet.",
    "Victim Support can help you.",
    "Your travel claims are paid.",
    "Your benefit claims are safe.",
    "The office is hard to reach by bus.",
    "It's 47 steps to the door.",
    "We were hard to reach in May. Sorry.",
    "You are older now.",
    "Your friend can come.",
    "We asked, and the answer is no for now.",
    "We moved your meeting to the library.",
    "We engaged a new worker.",
    "The board met on 3 March.",
    "You said it is not sorted.",
    "The lift has a black mace on it.",
    "A protected place.",
)


def patterns_hit_by(words: str, rule: str = "") -> list[str]:
    entries = [entry for entry in AVOIDED if entry["rule"].startswith(rule)]
    return [pattern for entry in entries for pattern in entry["patterns_en"] if re.search(pattern, words)]


def phrases(avoid: str) -> list[str]:
    return [phrase.strip() for phrase in re.sub(r"\(.*?\)", "", avoid).split(" / ")]


@pytest.mark.parametrize("entry", AVOIDED, ids=lambda entry: entry["avoid"][:24])
def test_each_entry_finds_its_own_words(entry):
    patterns = [re.compile(pattern) for pattern in entry["patterns_en"]]
    assert all([patterns, entry["say_instead"], entry["why"]])
    for phrase in phrases(entry["avoid"]):
        for said in (phrase, f"They wrote: {phrase}.", phrase.replace("'", "’")):
            assert any(pattern.search(said) for pattern in patterns), said


@pytest.mark.parametrize("words", HARMFUL)
def test_harmful_words_are_found_inside_a_sentence(words):
    assert patterns_hit_by(words)


@pytest.mark.parametrize("words", HARMLESS)
def test_harmless_words_are_left_alone(words):
    assert not patterns_hit_by(words)


@pytest.mark.parametrize("language", ["en", "en_GB@easy"])
def test_our_own_replies_use_no_blocked_words(language):
    for words in json.loads((CONTENT / language / "model_replies.json").read_text("utf-8")).values():
        assert not patterns_hit_by(words, rule="block")


def test_acronyms_are_only_found_in_capitals():
    for acronym in ("DNA", "AWOL", "MACE", "NRM", "S47", "LAC", "CLA"):
        assert patterns_hit_by(f"They wrote {acronym}.")
        assert not patterns_hit_by(f"They wrote {acronym.lower()}.")
