"""Chooses the 2,048 return-code words by rule from a reviewed list, or checks the shipped choice."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import combinations
from pathlib import Path

ENGLISH = Path(__file__).parent.parent / "translations" / "en"
WORDS_NEEDED = 2048
SHORTEST, LONGEST = 3, 8
OPENING = 4
EDITS_APART = 3

Rivals = dict[str, set[str]]


def words_in(path: Path) -> list[str]:
    """The words of a list, in its order; empty lines and lines that start with # are left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def is_well_formed(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower() and SHORTEST <= len(word) <= LONGEST


def edits_between(one: str, other: str) -> int:
    """Levenshtein distance: letters added, dropped or changed to turn one word into the other."""
    row = list(range(len(other) + 1))
    for down, letter in enumerate(one, 1):
        above, row = row, [down]
        for across, other_letter in enumerate(other, 1):
            changed = above[across - 1] + (letter != other_letter)
            row.append(min(changed, above[across] + 1, row[-1] + 1))
    return row[-1]


def shortened(word: str, letters: int) -> set[str]:
    """The word with up to this many letters dropped, in every way."""
    return {"".join(kept) for drop in range(letters + 1) for kept in combinations(word, len(word) - drop)}


def too_alike(words: Iterable[str]) -> set[tuple[str, str]]:
    """Every pair fewer than three edits apart."""
    # Two words within two edits always share a form with up to two letters dropped from each, so only words
    # in one bucket are measured: seconds, where all pairs of 2,048 words would take minutes.
    buckets: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for form in shortened(word, EDITS_APART - 1):
            buckets[form].append(word)
    near = {pair for bucket in buckets.values() for pair in combinations(sorted(bucket), 2)}
    return {pair for pair in near if edits_between(*pair) < EDITS_APART}


def opening_alike(words: Iterable[str]) -> set[tuple[str, str]]:
    """Every pair that the first four letters do not tell apart, a shorter word standing for all it begins."""
    by_opening: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for length in range(SHORTEST, OPENING + 1):
            if length == OPENING or len(word) >= length:
                by_opening[word[:length]].append(word)
    pairs = (pair for group in by_opening.values() for pair in combinations(sorted(set(group)), 2))
    return {(one, other) for one, other in pairs if other.startswith(one[:OPENING])}


def rivals_among(words: list[str]) -> Rivals:
    """For each word, the words that cannot be chosen beside it."""
    rivals: Rivals = {word: set() for word in words}
    for one, other in too_alike(words) | opening_alike(words):
        rivals[one].add(other)
        rivals[other].add(one)
    return rivals


def fewest_rivals_first(words: list[str], rivals: Rivals) -> set[str]:
    """A large set without rivals: always the word that stands in the way of fewest, then the earliest."""
    place = {word: at for at, word in enumerate(words)}
    open_words = set(words)
    standing = {word: len(rivals[word] & open_words) for word in words}
    queue = [(standing[word], place[word], word) for word in words]
    heapify(queue)
    chosen = set()
    while queue:
        count, _, word = heappop(queue)
        if word not in open_words or count != standing[word]:
            continue
        chosen.add(word)
        closed = ({word} | rivals[word]) & open_words
        open_words -= closed
        for freed in (neighbour for shut in closed for neighbour in rivals[shut] & open_words):
            standing[freed] -= 1
            heappush(queue, (standing[freed], place[freed], freed))
    return chosen


def improve(chosen: set[str], words: list[str], rivals: Rivals) -> set[str]:
    """Add words that now fit, and swap a chosen word for an earlier one, until neither can be done."""
    place = {word: at for at, word in enumerate(words)}
    changed = True
    while changed:
        changed = False
        for word in words:
            if word in chosen:
                continue
            in_the_way = [rival for rival in rivals[word] if rival in chosen]
            if not in_the_way or (len(in_the_way) == 1 and place[word] < place[in_the_way[0]]):
                chosen = chosen.difference(in_the_way) | {word}
                changed = True
    return chosen


def choose(candidates: list[str], not_used: set[str], needed: int = WORDS_NEEDED) -> list[str]:
    """The same words every time, going no further down the list than it must; ValueError if too few."""
    words = [word for word in dict.fromkeys(candidates) if is_well_formed(word) and word not in not_used]
    rivals = rivals_among(words)
    place = {word: at for at, word in enumerate(words)}
    low, high = needed, len(words)
    best = None
    while low <= high:
        reach = (low + high) // 2
        first = words[:reach]
        found = improve(fewest_rivals_first(first, rivals), first, rivals)
        if len(found) >= needed:
            best, high = found, reach - 1
        else:
            low = reach + 1
    if best is None:
        raise ValueError(f"fewer than {needed} of {len(words)} candidates fit the rule")
    return sorted(sorted(best, key=place.__getitem__)[:needed])


def what_is_broken(lines: list[str], not_used: set[str]) -> str | None:
    """The first rule the list breaks, as one line, or None."""
    if len(lines) != WORDS_NEEDED:
        return f"{len(lines)} lines where there must be {WORDS_NEEDED}"
    if misshapen := [word for word in lines if not is_well_formed(word)]:
        return f"not 3 to 8 plain lower-case letters: {misshapen[0]!r}"
    if lines != sorted(set(lines)):
        return "not in order, or a word stands twice"
    if denied := sorted(not_used.intersection(lines)):
        return f"a word that is not to be used: {denied[0]}"
    if pairs := sorted(opening_alike(lines)):
        return "first four letters not unique: {} and {}".format(*pairs[0])
    if pairs := sorted(too_alike(lines)):
        return "fewer than three edits apart: {} and {}".format(*pairs[0])
    return None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=Path, default=ENGLISH / "words-to-choose-from.txt")
    parser.add_argument("--not-used", type=Path, default=ENGLISH / "words-not-used.txt")
    parser.add_argument("--words", type=Path, default=ENGLISH / "return-code-words.txt")
    parser.add_argument("--check", action="store_true", help="only check the words already chosen")
    asked = parser.parse_args(arguments)
    not_used = set(words_in(asked.not_used))
    if asked.check:
        broken = what_is_broken(asked.words.read_text(encoding="utf-8").splitlines(), not_used)
        verdict = broken or f"{WORDS_NEEDED} words keep every rule"
        print(f"{asked.words.name}: {verdict}", file=sys.stderr if broken else sys.stdout)
        return 1 if broken else 0
    try:
        words = choose(words_in(asked.candidates), not_used)
    except ValueError as too_few:
        print(f"No list written: {too_few}", file=sys.stderr)
        return 1
    asked.words.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"Wrote {len(words)} words to {asked.words}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
