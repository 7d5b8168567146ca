"""What is no good as a password, however long it is: one sign again and again, a row of keys, a name that all know.

NCSC and NIST ask for length, and to refuse what is common or comes from whom and what it is for; no rules of what
kinds of signs it must hold. What everybody would try first is taken out of it, and must leave something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from feedback_app.loop.staff import LONGEST_PASSWORD, SHORTEST_PASSWORD

SHORT, LONG, EASY = "short", "long", "easy"
FEWEST_SIGNS = 6  # that differ; what has fewer is a pattern, whatever its length
SHORTEST_RUN, SHORTEST_NAME = 4, 3
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "!@#$%^&*()_+",
    '!"£$%^&*()_+',
)
# what stands on top of every list of passwords that were found out, and does not come from a row of keys
COMMON = (
    *("password", "passw0rd", "p@ssw0rd", "passphrase", "welcome", "letmein", "iloveyou", "changeme", "secret"),
    *("administrator", "admin", "login", "football", "liverpool", "arsenal", "chelsea", "monkey", "dragon"),
    *("sunshine", "princess", "feedback", "safeguarding", "council"),
)


def against(password: str, known: Iterable[str]) -> str:
    """What speaks against it: ``SHORT``, ``LONG`` or ``EASY``; empty when nothing does.

    ``known`` is what anybody may know: its owner's name and address, their team, the partnership.
    """
    plain = unicodedata.normalize("NFKC", password)
    if not SHORTEST_PASSWORD <= len(plain) <= LONGEST_PASSWORD:
        return SHORT if len(plain) < SHORTEST_PASSWORD else LONG
    return EASY if _is_easy("".join(plain.casefold().split()), known) else ""


def _is_easy(signs: str, known: Iterable[str]) -> bool:
    is_one_thing_twice = any(signs.startswith(signs[at:]) for at in range(1, len(signs) // 2 + 1))
    return is_one_thing_twice or len(set(_left_of(signs, known))) < FEWEST_SIGNS


def _left_of(signs: str, known: Iterable[str]) -> str:
    """Without the names, the common words and the rows of keys; the longest are taken out first."""
    words = {word for one in known for word in re.findall(r"\w+", unicodedata.normalize("NFKC", one).casefold())}
    for word in sorted((*COMMON, *words), key=len, reverse=True):
        if len(word) >= SHORTEST_NAME:
            signs = signs.replace(word, " ")
    return "".join(_without_rows(signs).split())


def _without_rows(signs: str) -> str:
    kept, at = [], 0
    while at < len(signs):
        run = max(_run(signs, at, row) for one in ROWS for row in (one, one[::-1]))
        if run < SHORTEST_RUN:
            kept.append(signs[at])
        at += run if run >= SHORTEST_RUN else 1
    return "".join(kept)


def _run(signs: str, at: int, row: str) -> int:
    """How many signs from here on stand in this row in the same order."""
    start, many = row.find(signs[at]), 0
    while start >= 0 and row[start + many : start + many + 1] == signs[at + many : at + many + 1] != "":
        many += 1
    return many
