"""The words shipped with the product, as data: one folder a language, an honest fallback to English."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "content"
FIRST = "en"


@dataclass(frozen=True)
class Words:
    """A text and the language it is really in, which may not be the one that was asked for."""

    text: str
    language: str

    @property
    def tag(self) -> str:
        """For ``lang=``."""
        return language(self.language).tag


@dataclass(frozen=True)
class Language:
    """A language as its readers call it; ``checked_by`` is empty until a speaker has checked it."""

    code: str
    name: str
    in_english: str
    dir: str
    checked_by: str | None
    weekdays: tuple[str, ...]
    months: tuple[str, ...]

    @property
    def tag(self) -> str:
        """BCP 47, for ``lang=``: ``en_GB@easy`` is ``en-GB-x-easy``."""
        return self.code.replace("@", "-x-").replace("_", "-")

    @property
    def is_english(self) -> bool:
        """English in any of its ways: everybody who works here reads it."""
        return self.code.startswith(FIRST)

    def name_in(self, code: str) -> str:
        """What it is called in its own language, and in any other by its English name."""
        return self.name if code == self.code else self.in_english


@cache
def of(name: str, language: str = FIRST) -> Any:
    """One shipped file, parsed, in ``language`` or else in English."""
    path = FOLDER / language / f"{name}.json"
    if not path.exists():
        path = FOLDER / FIRST / f"{name}.json"
    return json.loads(path.read_text("utf-8"))


@cache
def language(code: str) -> Language:
    about = of("_about", code) | next((row for row in of("languages_read") if row["value"] == code), {})
    names = tuple(about["weekdays"]), tuple(about["months"])
    return Language(code, about["name"], about["in_english"], about["dir"], about.get("checked_by"), *names)


def shipped_languages() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if (path / "notices.json").exists())


def other_languages() -> list[str]:
    """The languages somebody may answer in that not everybody here reads."""
    return [code for code in shipped_languages() if not language(code).is_english]


def languages_read() -> list[str]:
    """All that somebody may write in and a reader may be asked for; the pages are there in the first of them only."""
    return [*other_languages(), *values_of("languages_read")]


@cache
def words_for(name: str, value: str, language: str = FIRST, on_phone: bool = True) -> str:
    """What a person reads for a code, e.g. ``words_for("statuses", "cant", "ur")``."""
    for row in of(name, language):
        if row["value"] == value:
            for column in ("words_on_phone", "words_person_sees", "words", "label"):
                if column in row and (on_phone or column != "words_on_phone"):
                    return str(row[column])
    raise KeyError(f"{name} has no {value!r}")


def values_of(name: str) -> list[str]:
    return [row["value"] for row in of(name)]


def local(texts: dict[str, str], language: str) -> Words:
    """A partnership's own text in ``language``, or in the first language it has, which it says."""
    for code in (language, FIRST, *texts):
        if texts.get(code):
            return Words(texts[code], code)
    return Words("", language)
