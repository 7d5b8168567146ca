"""What is asked, said and answered: the same in every language, kind, and safe to open on a phone."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

import feedback_app

CONTENT = Path(feedback_app.__path__[0]) / "content"
FIRST = "en"
LANGUAGES = sorted(folder.name for folder in CONTENT.iterdir() if (folder / "_about.json").is_file())
TRANSLATIONS = [language for language in LANGUAGES if language != FIRST]
STAFF_ONLY = {"words_to_avoid.json", "pseudonyms.json", "languages_read.json"}
COUNTED = {"bank_holidays.json"}  # no words in it
WORDLESS = {"symbols.json"}
EVERYTHING = None
READ_BY_PEOPLE = {
    "agencies": {"words_on_phone"},
    "choices_after_every_set": {"text", "help", "words"},
    "helped_by": {"words"},
    "helplines": {"who", "how", "for_whom", "what_for", "hours_cost", "limits"},
    "meeting_asks": EVERYTHING,
    "model_replies": EVERYTHING,
    "notices": EVERYTHING,
    "question_sets": {"name", "intro", "text", "help", "words"},
    "reasons": {"words", "words_on_phone"},
    "stages": {"words_person_sees", "words_on_phone"},
    "statuses": {"words_person_sees"},
    "themes": {"words"},
}
FOUNDING_QUESTION = {
    "en": "What needs to change?",
    "en_GB@easy": "What needs to change?",
    "ur": "کون سی چیز بدلنی چاہیے؟",
}
FIRST_FOUR = {
    "young_person": ["emergency", "childline", "safecall", "shout"],
    "parent_carer": ["emergency", "ivison-trust", "safecall", "nspcc"],
}
WITHOUT_A_CHANGE_QUESTION = {"pulse", "safer_places", "about_you"}
FIRST_SCREENS = (
    "young_person_short",
    "young_person_more",
    "young_person_under_13",
    "parent_carer_short",
    "parent_carer_more",
    "link_kind_lines",
)
TELLING_WORDS = re.compile(r"police|exploit|پولیس|استحصال", re.IGNORECASE)
ONLY_NUMBERS_AND_ADDRESSES = re.compile(r"[\d\s/\u2066\u2069]*([\w.]+@)?([a-z0-9]+(\.[a-z]+)+)?[\d\s/]*")


def test_a_language_that_is_read_is_not_one_that_is_shipped():
    codes = [row["value"] for row in json.loads((CONTENT / FIRST / "languages_read.json").read_text("utf-8"))]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(LANGUAGES)


@cache
def read(language: str, name: str):
    return json.loads((CONTENT / language / f"{name}.json").read_text("utf-8"))


def words_read_by_people(language: str) -> dict[tuple, str]:
    found = {}
    for name, keys in READ_BY_PEOPLE.items():
        every = {(name, *path): words for path, words in leaves(read(language, name))}
        found |= {path: words for path, words in every.items() if keys is None or path[-1] in keys}
    return found


def leaves(node, path: tuple = ()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from leaves(value, (*path, place))
    else:
        yield path, node


def placeholders(words: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", words))


def numbers_to_dial(words: str) -> list[str]:
    return re.findall(r"\d(?:[\d ]*\d)?", words)


def questions(language: str):
    for name, asked in read(language, "question_sets").items():
        for question in asked["questions"] + asked.get("questions_about_each_change", []):
            yield name, question


def sentences(words: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])[”’']?\s+|\n", words) if part]


def test_the_three_first_languages_are_here():
    assert {"en", "ur", "en_GB@easy"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_who_it_is(language):
    about = read(language, "_about")
    assert set(about) == {"language", "name", "in_english", "dir", "checked_by", "weekdays", "months", "note"}
    assert about["language"] == language
    assert all(about[key] for key in ("name", "in_english", "note"))
    assert about["dir"] == ("rtl" if re.search(r"[\u0600-\u06ff]", about["name"]) else "ltr")


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_each_language_has_the_same_files(language):
    here = {path.name for path in (CONTENT / language).iterdir()}
    first = {path.name for path in (CONTENT / FIRST).iterdir()}
    assert here == first - STAFF_ONLY - COUNTED - WORDLESS
    assert {f"{name}.json" for name in READ_BY_PEOPLE} <= here


@pytest.mark.parametrize("language", TRANSLATIONS)
@pytest.mark.parametrize("name", READ_BY_PEOPLE)
def test_only_the_words_differ(language, name):
    ours, first = dict(leaves(read(language, name))), dict(leaves(read(FIRST, name)))
    assert list(ours) == list(first)
    keys = READ_BY_PEOPLE[name]
    fixed = {path: value for path, value in first.items() if keys is not None and path[-1] not in keys}
    assert {path: ours[path] for path in fixed} == fixed


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_a_person_reads_is_empty_and_every_gap_to_fill_is_kept(language):
    first = words_read_by_people(FIRST)
    for path, words in words_read_by_people(language).items():
        assert words.strip(), path
        assert placeholders(words) == placeholders(first[path]), path
        assert words.count("\n") == first[path].count("\n"), path


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_numbers_to_dial_are_the_same(language):
    for ours, first in zip(read(language, "helplines"), read(FIRST, "helplines"), strict=True):
        assert numbers_to_dial(ours["how"]) == numbers_to_dial(first["how"]), first["id"]
    for path, words in leaves(read(FIRST, "notices")):
        ours = dict(leaves(read(language, "notices")))[path]
        assert sorted(numbers_to_dial(ours)) == sorted(numbers_to_dial(words)), path


def test_urdu_is_urdu():
    first = words_read_by_people(FIRST)
    for path, words in words_read_by_people("ur").items():
        same = words.strip("\u2066\u2069") == first[path]
        assert not same or ONLY_NUMBERS_AND_ADDRESSES.fullmatch(words), path
        assert not set("كيهىةۀ?;,") & set(words), f"{path}: a letter or mark from another alphabet"
        assert not re.search(r"[\u0600-\u06ff]\.(\s|$)", words), f"{path}: the Urdu full stop is ۔"
        assert not re.search(r"[۰-۹٠-٩]", words), f"{path}: numbers are dialled in Western digits"


def test_urdu_numbers_keep_the_order_of_their_groups():
    for path, words in words_read_by_people("ur").items():
        outside = re.sub("\u2066[^\u2066\u2069]*\u2069", "", words)
        assert not re.search(r"\d \d|[\u2066\u2069]", outside), path


def test_easy_words_come_in_short_sentences():
    for path, words in words_read_by_people("en_GB@easy").items():
        for sentence in sentences(words):
            count = len([word for word in sentence.split() if re.search(r"\w", word)])
            assert count <= 10, f"{path}: {sentence}"


@pytest.mark.parametrize("language", ["en", "en_GB@easy"])
def test_no_question_asks_why(language):
    for name, question in questions(language):
        for words in (question["text"], question.get("help", "")):
            assert not re.search(r"\bwhy\b", words, re.IGNORECASE), (name, question["id"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_says_what_it_asks_about(language):
    """What only says how to answer ("Pick any that fit.") stands under it, as help."""
    for name, question in questions(language):
        assert question["text"][-1] in "?؟…", (name, question["id"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_set_leaves_room_to_ask_for_change(language):
    open_to_change = {
        name
        for name, question in questions(language)
        if question["type"] == "open" and question["makes_point"]["kind"] in {"change", "idea"}
    }
    assert open_to_change == set(read(language, "question_sets")) - WITHOUT_A_CHANGE_QUESTION


@pytest.mark.parametrize("language", FOUNDING_QUESTION)
@pytest.mark.parametrize("name", ["yp_checkin", "parent_checkin", "carer_checkin"])
def test_the_founding_question_is_word_for_word(language, name):
    asked = {question["id"]: question["text"] for found, question in questions(language) if found == name}
    assert asked["change"] == FOUNDING_QUESTION[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_screens_and_titles_give_nothing_away(language):
    notices = read(language, "notices")
    for part in FIRST_SCREENS:
        for path, words in leaves(notices[part]):
            assert not TELLING_WORDS.search(words), (part, path)
    for name, asked in read(language, "question_sets").items():
        assert not TELLING_WORDS.search(asked["name"] + asked["intro"]), name


@pytest.mark.parametrize("audience", FIRST_FOUR)
def test_the_first_four_help_lines(audience):
    first = [line for line in read(FIRST, "helplines") if audience in line["first_four_for"]]
    assert [line["id"] for line in first] == FIRST_FOUR[audience]
    assert all(audience in line["for_audience"] for line in first)


def test_every_help_line_can_be_reached_as_it_says():
    lines = read(FIRST, "helplines")
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        name, tel, sms, url = (line[key] for key in ("id", "tel", "sms", "url"))
        said = line["how"].replace(" ", "")
        assert tel or sms or url, name
        assert tel is None or re.fullmatch(r"\d+", tel), name
        assert sms is None or set(sms) == {"to", "body"}, name
        assert url is None or url.startswith("https://"), name
        for way in (tel, sms and sms["to"], line.get("mail"), url and re.sub(r"https://(www\.)?", "", url)):
            assert way is None or way in said, (name, way)


def test_no_note_to_staff_is_left_where_people_read():
    for path, words in words_read_by_people(FIRST).items():
        assert not re.search(r"hard-code|SET AT INSTALL|check before|use this name", words), path
