"""What people read is for a reader of nine: every page, question, notice and label, in both our Englishes.

There is no such measure for Urdu, nor for any other language: a speaker has to check those.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from feedback_app.loop import content, plain_words
from feedback_app.loop.plain_words import HIGHEST_GRADE, grade, word_count
from tests import people
from tests.careless import TELLING
from tests.loop.test_content import read, words_read_by_people

MEASURED = ("en", "en_GB@easy")
HERE = Path(__file__).resolve().parents[2]
PAGES = ("/", "/back", "/talk", "/help", "/phone-safety", "/privacy", "/lost-words", "/goodbye", "/together", "/no")
READ = "body :is(p, li, h1, h2, h3, legend, label.q, summary, dt)"
MEAN, LONGEST = 12, 15
LABEL = 8  # of fewer words Flesch-Kincaid says nothing: "Sometimes" has grade 32
FILLED = re.compile(r"\{\w+\}|%\(\w+\)[sd]")
END = re.compile(r"(?<=[.?!:…])[”’\"']?\s+|\n")
MODEL = {"what_we_heard": "You want meetings after school."}


def too_hard(text: str, is_legal: bool = False) -> list[str]:
    """What a reader of nine would stumble over in a text, said with the words themselves.

    A legal line may be long (it lists who is who); its words are held to the same grade.
    """
    plain = FILLED.sub("Sam", text)
    sentences = [one for one in END.split(plain) if re.search(r"\w", one)]
    found = [f"{word_count(one)} words: {one}" for one in sentences if word_count(one) > LONGEST and not is_legal]
    counts = [word_count(one) for one in sentences]
    if counts and sum(counts) / len(counts) > MEAN:
        found.append(f"{sum(counts) / len(counts):.1f} words a sentence: {plain}")
    whole = ". ".join(one.rstrip(".") for one in sentences) + "."
    if sum(counts) >= LABEL and grade(whole) > HIGHEST_GRADE:
        found.append(f"grade {grade(whole)}: {plain}")
    return found


@pytest.mark.parametrize("language", MEASURED)
def test_questions_notices_and_statuses(language):
    every = {path: too_hard(words) for path, words in words_read_by_people(language).items()}
    assert {path: found for path, found in every.items() if found} == {}


@pytest.mark.parametrize("language", MEASURED)
def test_the_words_of_the_pages(language):
    texts = _catalogue(language)
    assert len(texts) > 100
    assert [found for text in texts for found in too_hard(text)] == []


@pytest.mark.parametrize("language", MEASURED)
def test_every_page_as_a_whole(sqlite_house, language):
    house = sqlite_house
    _, words = people.say(house)
    desk = house.signed_in("Sam")
    people.hear(desk, people.newest(house, "participants"))
    people.reply(desk, people.newest(house, "voice_points"), **people.done(house))
    back = people.come_back(house, words)
    pages = {}
    for path in PAGES:
        pages[path] = house.visitor().open(f"{path}?lang={language}")
    for name in ("poster", "personal", "meeting", "parent", "ideas"):
        pages[name] = house.visitor().open(f"{house.link(name)}?lang={language}")
    pages["replies"] = back.open(f"/back/replies?lang={language}")
    hard = {name: too_hard_a_page(page.soup, name == "/privacy") for name, page in pages.items()}
    pages["reply"] = back.press("Read the reply")
    hard["reply"] = too_hard_a_page(back.soup)
    assert {name: found for name, found in hard.items() if found} == {}


def too_hard_a_page(soup, is_legal: bool = False) -> list[str]:
    """The page's own sentences; what a person or a partnership wrote is theirs."""
    for theirs in soup.select("[dir=auto], bdi, nav, template, noscript, script, style, [data-return-code]"):
        theirs.extract()
    for end in soup.select("br, main b"):
        end.insert_after("\n")
    blocks = ["\n".join(map(_evened, one.text.splitlines())) for one in soup.select(READ)]
    return too_hard("\n".join(dict.fromkeys(one for one in blocks if word_count(one) > 2)), is_legal)


def _evened(text: str) -> str:
    return " ".join(text.split())


def test_a_hard_text_is_caught():
    assert too_hard("Following consultation with the relevant stakeholders, a determination has been communicated.")
    assert too_hard("We did it. " + "We went on and on and on and on and on and on and on and on and on.")
    assert not too_hard("You can skip any question. You can stop when you like.")


@pytest.mark.parametrize("language", MEASURED)
def test_no_text_asks_a_person_why(language):
    """A "why" accuses somebody who is asked it often. As a label of our own reasons it is another thing."""
    questions = [text for text in (*_catalogue(language), *words_read_by_people(language).values()) if "?" in text]
    asked = [one for text in questions for one in END.split(text) if one.rstrip().endswith("?")]
    assert [one for one in asked if re.search(r"\b(why|how come|what made you)\b", one, re.IGNORECASE)] == []


@pytest.mark.parametrize("name", content.of("model_replies"))
def test_a_shipped_model_reply_passes_our_own_composer(name):
    for language in MEASURED:
        reply = read(language, "model_replies")[name].format(**MODEL)
        names = re.findall(r"\b(?:Sam|Priya|Jay)\b", reply)
        assert plain_words.remarks(reply, signed_by=names[0] if names else "Sam") == [], language


def test_whatever_may_stand_on_the_return_page_is_safe_on_a_phone():
    """Every code of a reply, in every language, in the words that the page takes for it."""
    for language in content.shipped_languages():
        for name in ("statuses", "reasons", "agencies", "stages", "themes"):
            for value in content.values_of(name):
                words = content.words_for(name, value, language)
                if name != "themes":  # what they picked themselves: never on the return page
                    assert not TELLING.search(words), (language, name, value)
                    assert plain_words.not_on_a_phone(words) == [], (language, name, value)


def _read(path: Path):
    with path.open("rb") as file:
        return read_po(file)


def _catalogue(language: str) -> list[str]:
    """Every text of the pages for people as it is shown in this language."""
    if language == "en":
        catalogue = _read(HERE / "translations" / "people.pot")
        pairs = [one.id for one in catalogue if one.id]
    else:
        catalogue = _read(HERE / "translations" / language / "LC_MESSAGES" / "people.po")
        pairs = [one.string for one in catalogue if one.id]
    return [text for pair in pairs for text in (pair if isinstance(pair, tuple) else (pair,))]
