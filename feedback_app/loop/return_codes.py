"""Five words to come back with. Only a seal of them is kept; five numbers are the same thing.

A code is five numbers 0–2047 (55 bits) shown as words of the reader's list, or as numbers for
those whom words or letters do not suit. Kept is HMAC(Argon2id(numbers)) with a key that has an
id and is not in the database. See ``docs/threat-model.md`` for the odds of guessing one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback_app import one_processor
from feedback_app.database import Base, Code, Db, Id, new_id, to_the_minute
from feedback_app.loop import own_memory, seal
from feedback_app.loop.own_memory import TooBusy
from feedback_app.loop.participants import Participant
from feedback_app.where import folder

Numbers = tuple[int, ...]
LENGTH, LIST_SIZE = 5, 2048
BITS_A_NUMBER = 11
LONGEST_PATH = 200  # twenty keys, one over the other
# OWASP's minimum for Argon2id: 19 MiB, t=2, p=1, about 24 ms of CPU. A look-up by code alone
# can't have a salt for each row; the HMAC key outside the database stands in its place.
KDF = {"time_cost": 2, "memory_cost": 19_456, "hash_len": 32}
SALT = b"feedback return code 1"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST_START = 4  # the first four letters of every word are unique
MOST_PARTS = 4 * LENGTH  # more than that are no words with a slip: nobody looks which were meant


class ReturnCode(Base):
    """The seal of one participant's code. Old codes live until a new one is used.

    ``kind`` is ``own``; or ``handed``, made by a worker and good until ``ends_at``; or ``fresh``, made by
    somebody who came in with handed words and has not said yet that they kept their own. ``key_id`` names
    the key of the seal, or the keys of its layers, newest first: see ``code_seals``.
    """

    __tablename__ = "return_codes"

    id: Mapped[Id]
    participant_id: Mapped[str] = mapped_column(ForeignKey(Participant.id, ondelete="CASCADE"), index=True)
    seal: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    key_id: Mapped[str] = mapped_column(String(LONGEST_PATH), index=True)
    kind: Mapped[Code] = mapped_column(default="own")
    ends_at: Mapped[datetime | None]
    made_at: Mapped[datetime]

    participant: Mapped[Participant] = relationship(lazy="joined")


class NotWords(ValueError):
    """What was typed can't be read as five words; ``wrong`` are the ones we don't know."""

    def __init__(self, wrong: list[str], found: int) -> None:
        super().__init__(f"{found} read, {len(wrong)} not")
        self.wrong, self.found = wrong, found


class SlowStep:
    """Lets one through the KDF at a time, queues a few, and keeps one client id to one at a time.

    Two at once would take both processors of a small machine from all who only read, and cost 2 ms more each.
    """

    def __init__(self, at_once: int = 1, queue: int = 20) -> None:
        self._places = threading.BoundedSemaphore(at_once)  # 19 MiB each, for as long as a code takes
        self._room = threading.BoundedSemaphore(at_once + queue)
        self._lock = threading.Lock()
        self._in_flight: dict[bytes, tuple[threading.Lock, int]] = {}

    @contextmanager
    def one_at_a_time(self, about: bytes) -> Iterator[None]:
        """Fifty replays of one check-in wait for the first, which then has left its claim."""
        with self._lock:
            mine, waiting = self._in_flight.get(about, (threading.Lock(), 0))
            self._in_flight[about] = (mine, waiting + 1)
        try:
            with mine:
                yield
        finally:
            with self._lock:
                mine, waiting = self._in_flight.pop(about)
                if waiting > 1:
                    self._in_flight[about] = (mine, waiting - 1)

    def stretched(self, numbers: Numbers) -> bytes:
        """Argon2id of the numbers. Raises :class:`TooBusy` when the queue is full."""
        if not self._room.acquire(blocking=False):
            raise TooBusy
        try:
            secret = "-".join(f"{number:04}" for number in numbers).encode()
            with self._places, one_processor.elsewhere():
                return own_memory.argon2id(secret, SALT, **KDF)
        finally:
            self._room.release()


slow_step = SlowStep()


def drawn() -> Numbers:
    """Five numbers by chance, for words that no check-in makes."""
    return tuple(secrets.randbelow(LIST_SIZE) for _ in range(LENGTH))


def derive(key: bytes, client_id: str, attempt: int = 0) -> Numbers:
    """The numbers of a check-in, from its client id: the same again for an honest retry."""
    digest = hmac.digest(key, f"numbers\x00{attempt}\x00{client_id}".encode(), hashlib.sha256)
    bits = int.from_bytes(digest, "big")
    return tuple(bits >> BITS_A_NUMBER * n & (LIST_SIZE - 1) for n in range(LENGTH))


def sealed(ring: seal.KeyRing, stretched: bytes) -> tuple[str, bytes]:
    """``(key id, seal)`` of a stretched code, under the newest key."""
    key_id, key = ring.current
    return key_id, seal.keyed_hash(key, "seal", stretched)


def keep(
    db: Db,
    participant_id: str,
    stretched: bytes,
    now: datetime,
    kind: str = "own",
    ends_at: datetime | None = None,
) -> None:
    """Keep the seal of a code for a participant."""
    key_id, kept = sealed(db.keys.return_codes, stretched)
    row = {
        "id": new_id(),
        "participant_id": participant_id,
        "seal": kept,
        "key_id": key_id,
        "kind": kind,
        "ends_at": ends_at,
        "made_at": to_the_minute(now),
    }
    db.add_rows(ReturnCode, row)


@cache
def words(language: str = "en") -> tuple[str, ...]:
    """The list of a language, or the English one. All lists share the numbers."""
    for code in (language, "en"):
        path = folder("translations") / code / "return-code-words.txt"
        if path.exists():
            found = tuple(path.read_text("utf-8").split())
            if len(found) != LIST_SIZE or len(set(found)) != LIST_SIZE:
                raise ValueError(f"{path.name} must hold {LIST_SIZE} different words")
            return found
    raise FileNotFoundError("return-code-words.txt")


def as_words(numbers: Numbers, language: str = "en") -> list[str]:
    return [words(language)[number] for number in numbers]


def as_digits(numbers: Numbers) -> list[str]:
    return [f"{number:04}" for number in numbers]


def read(typed: str, language: str = "en") -> Numbers:
    """The five numbers of what somebody typed or pasted, in any case, with spaces or hyphens.

    Words and numbers may be mixed. One slip in a word is forgiven when only one word can be
    meant. Raises :class:`NotWords`.
    """
    folded = unicodedata.normalize("NFKC", typed).casefold()
    parts = re.findall(r"\d+|[^\W\d_]+", folded)
    if len(parts) == 1 and parts[0].isdecimal() and len(parts[0]) == 4 * LENGTH:
        parts = [parts[0][at : at + 4] for at in range(0, 4 * LENGTH, 4)]
    if len(parts) == 2 * LENGTH and [*map(_as_number, parts[::2])] == [*range(1, LENGTH + 1)]:
        parts = parts[1::2]  # a list that was numbered
    if len(parts) > MOST_PARTS:
        raise NotWords([], len(parts))
    numbers = [_number_of(part, language) for part in parts]
    wrong = [part for part, number in zip(parts, numbers, strict=True) if number is None]
    if wrong or len(numbers) != LENGTH:
        raise NotWords(wrong, len(numbers))
    return tuple(number for number in numbers if number is not None)


def _as_number(part: str) -> int:
    return int(part) if part.isdecimal() else 0


def _number_of(part: str, language: str) -> int | None:
    if part.isdecimal():
        return int(part) if int(part) < LIST_SIZE else None
    for code in dict.fromkeys((language, "en")):
        number = _places(code).get(part)
        if number is None:
            number = _meant(part, code)
        if number is not None:
            return number
    return None


@cache
def _places(language: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words(language))}


def _meant(part: str, language: str) -> int | None:
    """The one word that ``part`` can be a slip or a start of; None when there are none or several."""
    places = _places(language)
    if not 2 <= len(part) <= 10:
        return None
    near = {places[slip] for slip in _one_slip_from(part) if slip in places}
    if len(part) >= SHORTEST_START:  # a slip of one word may be the start of another: then we ask
        near |= {number for word, number in places.items() if word.startswith(part)}
    return near.pop() if len(near) == 1 else None


def _one_slip_from(part: str) -> set[str]:
    cuts = [(part[:at], part[at:]) for at in range(len(part) + 1)]
    dropped = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    added = {left + letter + right for left, right in cuts for letter in LETTERS}
    return dropped | swapped | changed | added
