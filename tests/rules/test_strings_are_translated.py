"""Every word of ours that a person reads is in every language that is switched on, whole."""

import importlib.util
import re
from string import Formatter

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from feedback_app.settings import Settings
from tests.rules import tree

PEOPLE = ("checkin", "errors", "layouts", "parts")
OTHERS = [code for code in Settings.__dataclass_fields__["languages"].default if code != "en"]
# what looks like words between tags and is none: numbers, marks, the robots' trap, a macro's attribute
NOT_WORDS = re.compile(r'[\W\d_]*|Website|/[\w/-]+|https?://\S+|[\w-]+="[^"]*"')


def texts():
    """What `make translations` would find now, as ``{msgid: message}`` of the people's catalogue."""
    path = tree.HERE / "bin" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [message for message in module._texts()["people"] if message.id]


def catalogue(language):
    folder = tree.HERE / "translations" / language / "LC_MESSAGES"
    with (folder / "people.po").open("rb") as file:
        return read_po(file, language)


def gaps(wanted, found):
    """``msgid: what is wrong`` for every text without its translation, or with other places to fill."""
    for message in wanted:
        there = found.get(message.id, message.context)
        strings = _forms(there.string) if there else [""]
        if not all(strings) or there.fuzzy:
            yield f"{message.id!r}: not translated"
        elif places(message.id) != places(there.string):
            yield f"{message.id!r}: has places {sorted(places(there.string))}"


def places(text):
    """Every ``%(name)s`` and ``{name}`` of a text, over all its plural forms."""
    joined = " ".join(_forms(text))
    braces = {name for _, name, _, _ in Formatter().parse(re.sub(r"%\(\w+\)s", "", joined)) if name is not None}
    return set(re.findall(r"%\((\w+)\)[sd]", joined)) | braces


def _forms(text):
    return [text] if isinstance(text, str) else list(text)


def bare(root):
    """Words that stand between tags in a person's template without going through gettext."""
    for path in tree.files(root, *(f"templates/{folder}" for folder in PEOPLE), suffix=".html"):
        written = re.sub(r"\{#.*?#\}|<style.*?</style>", "", path.read_text("utf-8"), flags=re.DOTALL)
        written = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", written, flags=re.DOTALL)
        for found in BeautifulSoup(written, "html.parser").stripped_strings:
            if re.search("[A-Za-z]{2,}", found) and not NOT_WORDS.fullmatch(found):
                yield f"{tree.name(root, path)}: {found!r}"


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_its_translation(language):
    assert list(gaps(texts(), catalogue(language))) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_is_written(language):
    path = tree.HERE / "translations" / language / "LC_MESSAGES" / "people.mo"
    with path.open("rb") as file:
        compiled = {_forms(one.id)[0]: _forms(one.string) for one in read_mo(file) if one.id}
    assert compiled == {_forms(one.id)[0]: _forms(one.string) for one in catalogue(language) if one.id}


def test_there_is_something_to_translate():
    assert len(texts()) > 80


def test_no_bare_words_stand_in_a_persons_template():
    assert list(bare(tree.HERE)) == []


def test_a_gap_and_a_lost_place_are_caught():
    from babel.messages.catalog import Catalog

    wanted, found = Catalog(), Catalog("ur")
    for text in ("Read by %(day)s", "Room left: {n}", "Not there", "Guessed", "Fine"):
        wanted.add(text)
    found.add("Read by %(day)s", "%(dey)s")
    found.add("Room left: {n}", "جگہ")
    found.add("Guessed", "x", flags=["fuzzy"])
    found.add("Fine", "ٹھیک")
    caught = list(gaps([one for one in wanted if one.id], found))
    assert len(caught) == 4
    assert not any("Fine" in one for one in caught)


@pytest.mark.parametrize("text", ["<p>Hello there</p>", "<p>{{ _('Hi') }} there</p>", "<a href='/'>Go</a>"])
def test_bare_words_are_caught(tmp_path, text):
    assert list(bare(tree.plant(tmp_path, "templates/checkin/a.html", text)))


@pytest.mark.parametrize(
    "text", ["<p>{{ _('Hi') }}: 999</p>", "{# <p>Like this</p> #}<p>{{ words }}</p>", "<b>1–2</b>"]
)
def test_what_is_translated_passes(tmp_path, text):
    assert not list(bare(tree.plant(tmp_path, "templates/checkin/a.html", text)))
