"""What a machine can hold of the Urdu: letters, marks, digits, one word for one thing. The rest needs a reader."""

import json
import re
import tomllib
import unicodedata

import pytest

from tests.loop.test_content import leaves, words_read_by_people
from tests.rules import tree
from tests.rules.test_strings_are_translated import catalogue

DEMO = tree.HERE / "feedback_app" / "commands"
HAS_URDU = re.compile("[\u0621-\u06d3]")
# letters of Arabic and of other keyboards, joiners nobody sees, and digits that no keypad has
FOREIGN = re.compile("[كيهىةۀ٠-٩۰-۹ـ\u200b-\u200d\ufb50-\ufdff\ufe70-\ufeff]")
LATIN_MARK = re.compile(r"""[,;?"'`]|[\u0621-\u06d3]\.(?!\w)""")
GAP = re.compile(r"  | [۔،؟؛:]|[۔،؟](?=[\u0621-\u06d3])|^\s|\s$")
QUOTED = re.compile(r"(?<![^\s(])’[^’‘]+‘(?!\w)|(?<![^\s(])”[^”“]+“(?!\w)")
ENDS = {".": "۔", "?": "؟", ":": ":", "…": "…"}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
ADDRESS = re.compile(r"[\w.@]+\.(?:uk|org|com)\b")
# what would tell whoever picks up the phone: in Urdu only where the English of the same text says it
TELLS = re.compile(
    r"exploit|slavery|safeguard|polic|social|abus|gang|groom|traffick|victim|crim|drug|\bsex|court|justice",
    re.IGNORECASE,
)
TELLS_IN_URDU = re.compile(
    r"استحصال|غلامی|تحفظ|پولیس|سوشل|زیادتی|تشدد|بدسلوکی|ہراس|گینگ|سمگل|"
    r"مظلوم|متاثرہ|جرم|منشیات|نشے|\bجنسی|عدالت|جسٹس"
)
# said in words there, and a name that is Latin everywhere
IDIOMS = re.compile(r"24/7|1-2-1")
NAMED_IN_LATIN = {"bsl"}


def pages():
    """``(English, Urdu)`` of every text in the catalogue, each form of a plural by itself."""
    for one in catalogue("ur"):
        if one.id:
            yield from [(one.id, one.string)] if isinstance(one.id, str) else zip(one.id, one.string, strict=True)


def shipped():
    first, ours = words_read_by_people("en"), words_read_by_people("ur")
    for path, words in first.items():
        yield from zip(words.split("\n"), ours[path].split("\n"), strict=True)


PAIRS = [(english, urdu) for english, urdu in (*pages(), *shipped()) if HAS_URDU.search(urdu)]


def of_the_demo():
    """Every Urdu text that a demo or an example of ours shows, with no English to hold it against."""
    for words in (json.loads((DEMO / "story.json").read_text("utf-8")), _example()):
        yield from (text for path, value in leaves(words) for text in (*path, value) if HAS_URDU.search(str(text)))


def _example():
    return tomllib.loads((DEMO / "setting_up" / "example.toml").read_text("utf-8"))


def glossary():
    """``(English, [Urdu], [never])`` of each row in the page for translators; and what is never written."""
    page = (tree.HERE / "docs" / "urdu.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]
    kept = [row for row in rows if not set(row[0]) <= {"-"} and row[0] not in ("English", "never written")]
    terms = [(row[0], _listed(row[1]), _listed(row[2])) for row in kept if len(row) == 3]
    return terms, [word for row in kept if len(row) == 1 for word in _listed(row[0])]


def _listed(cell):
    return [word for word in cell.split("، ") if word]


TERMS, NEVER = glossary()


def carelessness(urdu):
    """What is wrong with one Urdu text by itself."""
    plain = ADDRESS.sub("8", PLACE.sub("8", urdu))
    found = [f"letter {letter!r}" for letter in FOREIGN.findall(plain)]
    found += ["a letter in two parts"] if unicodedata.normalize("NFC", urdu) != urdu else []
    found += [f"mark {mark!r}" for mark in LATIN_MARK.findall(plain)]
    found += ["a gap too many or too few"] if GAP.search(plain) else []
    found += ["quoted the English way"] if re.search("[‘’“”]", QUOTED.sub("", plain)) else []
    found += [f"{word} is never written" for word in NEVER if _stands(word, urdu)]
    return found + [f"{word}: we say {terms}" for _, terms, bad in TERMS for word in bad if _stands(word, urdu)]


def differences(english, urdu):
    """What an Urdu text says otherwise than its English, as far as can be counted."""
    found = [f"ends with {urdu[-1]}" for mark in english[-1] if mark in ENDS and urdu[-1] != ENDS[mark]]
    found += ["other numbers"] if _numbers(english) != _numbers(urdu) else []
    latin = re.findall(r"[A-Za-z]+", PLACE.sub("", urdu))
    found += [f"{word}: Latin" for word in latin if word.lower() not in {*NAMED_IN_LATIN, *_words(english)}]
    found += ["tells more"] if TELLS_IN_URDU.search(urdu) and not TELLS.search(english) else []
    for term, words, _ in TERMS:
        if _names(term, english) and not any(word in urdu for word in words):
            found.append(f"{term} is {words}")
    return found


def _stands(word, urdu):
    return re.search(rf"(?<!\w){word}(?!\w)", urdu)


def _names(terms, english):
    """Whether one of these is in it; a capital, as on a button, stands for itself alone."""
    every = [rf"\b{term.rstrip('…')}" + (r"\w*" if term.endswith("…") else r"s?\b") for term in terms.split(", ")]
    return re.search("|".join(every), PLACE.sub("", english), 0 if terms[0].isupper() else re.IGNORECASE)


def _words(english):
    return re.findall(r"[a-z]+", english.lower())


def _numbers(text):
    return sorted(re.findall(r"\d+", IDIOMS.sub("", PLACE.sub("", text))))


def test_there_is_urdu_to_read():
    assert len(PAIRS) > 600
    assert len(list(of_the_demo())) > 40
    assert (len(TERMS) > 25, len(NEVER) > 10) == (True, True)


def test_urdu_is_written_with_care():
    every = {urdu for _, urdu in PAIRS} | set(of_the_demo())
    assert {urdu: carelessness(urdu) for urdu in every if carelessness(urdu)} == {}


def test_urdu_says_what_the_english_says():
    assert {pair: differences(*pair) for pair in PAIRS if differences(*pair)} == {}


def test_urdu_has_both_forms_of_every_plural():
    ours = catalogue("ur")
    plurals = [one for one in ours if isinstance(one.id, tuple)]
    assert (ours.num_plurals, ours.plural_expr) == (2, "(n != 1)")
    assert plurals
    assert all(len(one.string) == 2 and all(one.string) for one in plurals)


@pytest.mark.parametrize(
    ("urdu", "because"),
    [
        ("ميرا صفحہ", "letter"),
        ("کال لسٹ می\u200cں", "letter"),
        ("\u2066۹۹۹\u2069 پر کال کریں", "letter"),
        ("ا\u0653پ", "in two parts"),
        ("ہاں, ٹھیک ہے", "mark"),
        ("پھر کوشش کریں.", "mark"),
        ("ہو گیا ۔", "a gap"),
        ("ہو گیا۔پھر آئیں۔", "a gap"),
        ("‘بھیجیں’ دبائیں۔", "English way"),
        ("اس کا پتہ", "never written"),
        ("دوسرے ادارے نے نہیں کہا", "we say"),
        ("آپ کے پانچ الفاظ", "we say"),
    ],
)
def test_careless_urdu_is_caught(urdu, because):
    assert because in " ".join(carelessness(urdu))


@pytest.mark.parametrize(
    "urdu",
    ["’بھیجیں‘ پھر دبائیں۔", "ico.org.uk یا \u20660303 123 1113\u2069۔", "یہ لفظ: \u2068%(unknown)s\u2069۔", "بھیجا…"],
)
def test_careful_urdu_passes(urdu):
    assert carelessness(urdu) == []


@pytest.mark.parametrize(
    ("english", "urdu", "because"),
    [
        ("Did they?", "ایسا ہوا۔", "ends with"),
        ("Call 101.", "999 پر کال کریں۔", "numbers"),
        ("Send", "بھیجیں send it", "Latin"),
        ("Something official", "عدالت", "tells more"),
        ("Your five words open it.", "آپ کے الفاظ اسے کھولتے ہیں۔", "five words is"),
        ("Leave now clears it.", "ابھی نکلیں اسے مٹا دیتا ہے۔", "Leave now is"),
        ("It is locked.", "یہ بند ہے۔", "lock"),
    ],
)
def test_urdu_that_says_otherwise_is_caught(english, urdu, because):
    assert because in " ".join(differences(english, urdu))
