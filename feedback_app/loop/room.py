"""How long a text is as people count it: an emoji, or an Urdu letter with its marks, is one.

The counter on the phone (``static/counter.js``) counts in the same way, with the browser's own segmenter, so that
nobody is refused what they were told has room.
"""

from __future__ import annotations

import math
from unicodedata import category

POINTS_IN_ONE = 8  # a family of four is seven; marks piled up on one letter can't grow a text without end
_JOINER, _ZWNJ = "\u200d", "\u200c"
_MARKS = ("Mn", "Me", "Mc")
# signs that tie the next letter on, in the scripts of India and Bangladesh where readers see one letter
_LINKERS = "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d"


def used(text: str) -> int:
    """How much of its room a text takes: its letters as people see them, or an eighth of its code points."""
    return max(letters(text), math.ceil(len(text) / POINTS_IN_ONE))


def is_over(text: str, most: int) -> bool:
    """Whether it is too long; cheap for nearly every text, since letters are never more than code points."""
    return len(text) > most and used(text) > most


def letters(text: str) -> int:
    """Grapheme clusters, by the rules of Unicode's annex 29 that writing in our languages meets."""
    count, flags, previous = 0, 0, ""
    for letter in text:
        flags = flags + 1 if _is_flag(letter) else 0
        if not previous or not _joins(previous, letter, flags):
            count += 1
        previous = letter
    return count


def _joins(previous: str, letter: str, flags: int) -> bool:
    """Whether there is no edge between these two."""
    if previous == "\r":
        return letter == "\n"
    if previous in "\n\u2028\u2029":
        return False
    if letter < "\u0300":
        return False
    if flags:
        return flags % 2 == 0
    if category(letter) in _MARKS or letter in (_JOINER, _ZWNJ) or _is_tone_or_tag(letter):
        return True
    if previous == _JOINER:
        return category(letter) == "So"
    return (previous in _LINKERS and category(letter) == "Lo") or _is_jamo(previous, letter)


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _is_tone_or_tag(letter: str) -> bool:
    return "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f"


def _is_jamo(previous: str, letter: str) -> bool:
    """Korean written in pieces: a vowel or an end after a beginning."""
    return "\u1160" <= letter <= "\u11ff" and ("\u1100" <= previous <= "\u11ff" or "\uac00" <= previous <= "\ud7a3")
