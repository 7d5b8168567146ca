"""Pages that a run has seen: one like another, but for its words and addresses, is looked at once."""

import hashlib
import re
from pathlib import Path

# what chance wrote: an id, a token, the sum of a file
LONG = re.compile(r"[A-Za-z0-9_.-]{20,}")
TITLE = re.compile("<title>.*?</title>", re.DOTALL)
# what holds a & stays: it may be one that nobody wrote as HTML wants it
WORDS, ADDRESSES = re.compile(r">\s*[^<>&\s][^<>&]*<"), re.compile(r' (href|action|value|src)="[^"&]+"')
RANDOM = re.compile(r"(?<![\w-])[\w-]{22}(?![\w-])")  # an id: its like on the same page changes nothing
STYLE = re.compile("<style>.*?</style>", re.DOTALL)


class Known:
    """What was looked at before, in any process of this run: what is slow need not look at its like again."""

    def __init__(self) -> None:
        self._here: set[str] = set()
        self.folder: Path | None = None

    def has(self, *what: object) -> bool:
        """Whether it was there; from now on it is."""
        name = hashlib.sha256(repr(what).encode()).hexdigest()
        if name not in self._here:
            self._here.add(name)
            return self.folder is not None and not self._is_first(self.folder / name)
        return True

    def _is_first(self, path: Path) -> bool:
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


KNOWN = Known()


def but_for_chance(html: str) -> tuple[str, ...]:
    """A page without its text and with numbers for what chance wrote, the same number for the same.

    Its title, its styles and every other attribute are still there: two pages that are alike have the same faults,
    but for those of their text.
    """
    numbers: dict[str, int] = {}
    alike = LONG.sub(lambda found: f"{{{numbers.setdefault(found[0], len(numbers))}}}", WORDS.sub(">x<", html))
    return alike, *TITLE.findall(html), *STYLE.findall(html)


def bones(html: str) -> tuple[str, ...]:
    """What is left of a page without what is read on it, where it leads and what is filled in."""
    return RANDOM.sub("", ADDRESSES.sub("", WORDS.sub("> <", html))), *STYLE.findall(html)
