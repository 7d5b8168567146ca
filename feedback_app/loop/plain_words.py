"""Whether a reply is short, plain, kind, and safe to be read by whoever holds the phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

from feedback_app.loop import content

LONGEST_REPLY = 90  # words
HIGHEST_GRADE = 5.0
RUN = 4  # so many words in a row are nobody's by chance
BLOCK, WARN = "block", "warn"
# Not in a reply that opens on a phone: it would say what this is about, or where somebody is
_NOT_ON_A_PHONE = {
    "police": r"(?i)\b(police|officers?|detectives?|PCSO|arrest\w*)\b",
    "court": r"(?i)\b(court|judge|magistrates?|solicitor|probation|bail)\b",
    "words_for_harm": r"(?i)\b(exploit\w*|grooming|groomed|traffick\w*|county lines|gangs?|"
    r"abuse[ds]?|social worker|safeguarding)\b",
    "address": r"(?i)\b\d{1,4}[a-z]?\s+\w+(\s\w+)?\s(street|st|road|rd|avenue|ave|lane|close|drive|"
    r"way|court|place|terrace)\b|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b",
    "birthday": r"\b\d{1,2}[./-]\d{1,2}[./-](19|20)?\d{2}\b",
    "phone_number": r"\b(\+44|0)\d[\d ]{8,11}\b",
}
# a capital inside a sentence that is neither a day, a month nor the writer is often a name
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}\b")
_NOT_NAMES = frozenset(
    (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
        *("Childline", "Easter", "Christmas", "Ramadan", "Eid", "English", "Urdu"),
    )
)


@dataclass(frozen=True)
class Remark:
    """One thing about a text. ``rule`` is ``block`` (needs a reason to go on) or ``warn``."""

    code: str
    rule: str
    found: str = ""
    instead: str = ""


def can_check(language: str) -> bool:
    """Whether there is a list of words and a grade for this language: for any but English there is none yet."""
    return content.language(language).is_english


def remarks(text: str, signed_by: str = "", theirs: str = "", language: str = content.FIRST) -> list[Remark]:
    """Everything worth saying about a reply before it goes: length, grade, words, phone-safe, names.

    In a language that has no list, what can be said of any: its length, and what a phone should not show.
    """
    found = [*_length(text), *words_to_avoid(text, theirs), *not_on_a_phone(text)]
    if not can_check(language):
        return found
    found += _grade(text)
    names = {one for one in _NAME.findall(text) if one.removesuffix("s") not in _NOT_NAMES} - {signed_by}
    return found + [Remark("name", WARN, name) for name in sorted(names)]


def word_count(text: str) -> int:
    return len(re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text))


def grade(text: str) -> float:
    """Flesch-Kincaid grade of English text: 0.39 words/sentences + 11.8 syllables/words − 15.59."""
    words = re.findall(r"[A-Za-z]+(?:['’][A-Za-z]+)?", text)
    if not words:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?…]+(?=\s|$)", text)))
    syllables = sum(map(_syllables, words))
    return round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1)


def words_to_avoid(text: str, theirs: str = "") -> list[Remark]:
    """Words that blame, label or say nothing, each with what to say instead.

    What the person wrote themselves (``theirs``) may be said back to them, save what would be a promise of ours.
    """
    found, said = [], f" {_evenly(theirs)} "
    for row, patterns in _avoided():
        hits = (_whole(hit) for pattern in patterns for hit in pattern.finditer(text))
        ours = (hit for hit in hits if "even_quoted" in row or f" {_evenly(hit)} " not in said)
        if hit := next(ours, None):
            found.append(Remark("avoid", row["rule"].split(",")[0], hit, row["say_instead"]))
    return found


def said_by_some_only(text: str, said: Sequence[str]) -> str:
    """The first few words of ``text`` that some of these people wrote and not all of them; empty when none."""
    whose = [f" {_evenly(one)} " for one in said]
    words = _evenly(text).split()
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return next((run for run in runs if 0 < sum(f" {run} " in one for one in whose) < len(whose)), "")


def _whole(hit: re.Match[str]) -> str:
    """What was found, to the end of its last word."""
    end = re.compile(r"\w*").match(hit.string, hit.end())
    return hit.string[hit.start() : end.end() if end else hit.end()]


def _evenly(text: str) -> str:
    """Words alone, so that capitals and commas make no difference."""
    return " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.casefold()))


def not_on_a_phone(text: str) -> list[Remark]:
    """What somebody else holding the phone could use: better told in person."""
    return [
        Remark(code, WARN, hit[0]) for code, pattern in _NOT_ON_A_PHONE.items() if (hit := re.search(pattern, text))
    ]


def _length(text: str) -> list[Remark]:
    count = word_count(text)
    return [Remark("long", WARN, str(count))] if count > LONGEST_REPLY else []


def _grade(text: str) -> list[Remark]:
    reached = grade(text)
    return [Remark("hard", WARN, str(reached))] if reached > HIGHEST_GRADE else []


@cache
def _avoided() -> list[tuple[dict[str, str], list[re.Pattern[str]]]]:
    return [(row, [re.compile(pattern) for pattern in row["patterns_en"]]) for row in content.of("words_to_avoid")]


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


@lru_cache(maxsize=5000)  # of what somebody wrote nothing stays for as long as the service runs
def _syllables(word: str) -> int:
    """Hyphenation points know prefixes; vowel groups know short words: the larger of the two."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$|(?<=[^td])ed$", "", plain)))
    return max(1, groups, len(_hyphenation().positions(plain)) + 1)
