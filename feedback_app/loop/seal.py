"""Seals words: AES-256-GCM bound to table, column, row and key; padded; fails closed.

A sealed text is ``0x01 | nonce (12) | ciphertext+tag``. The plaintext is UTF-8 padded with
``0x80 00…`` to steps of 256 bytes, so that its length says little. The associated data name the
place the text stands in: a sealed text moved to another row, column or person does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
STEP = 256
KEY_BYTES = 32
Lines = tuple[tuple[str, bytes], ...]


class SealBroken(Exception):
    """A sealed text does not open: wrong key, wrong place, or damaged. Nothing of it is shown."""


class KeyRing:
    """Keys of one purpose, newest first; each has an id so that the newest can change.

    ``changed`` gives the lines again once somebody changed them, and None while nobody did. It is asked
    before anything is written under the newest key, and on meeting an id that is not known: so a
    service that runs writes under a new key at once, and reads what another process wrote under it.
    """

    def __init__(self, lines: Lines, changed: Callable[[], Lines | None] = lambda: None) -> None:
        self._known, self._changed = lines, changed
        self._lock = threading.Lock()

    @property
    def keys(self) -> Lines:
        """Every key there is now."""
        with self._lock:
            self._known = self._changed() or self._known
        return self._known

    @property
    def current(self) -> tuple[str, bytes]:
        """The newest: what is written now is written under it."""
        return self.keys[0]

    def named(self, key_id: str) -> bytes:
        """The key of this id. Raises :class:`SealBroken`."""
        for one, key in self._known:
            if one == key_id:
                return key
        for one, key in self.keys:
            if one == key_id:
                return key
        raise SealBroken(f"no key {key_id!r} on this ring")


@dataclass(frozen=True)
class Keys:
    """Every secret the loop needs, handed in by whoever opens the databases."""

    data_keys: KeyRing
    case_links: KeyRing
    return_codes: KeyRing
    claims: KeyRing
    journal: KeyRing
    staff_secrets: KeyRing
    outbox: KeyRing


@dataclass(frozen=True)
class DataKey:
    """One participant's key. ``id`` is part of what every text under it is bound to."""

    id: str
    key: bytes

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.key)

    def seal(self, text: str, table: str, column: str, row_id: str) -> bytes:
        """The sealed form of ``text`` for exactly this place."""
        nonce = os.urandom(12)
        place = _place(table, column, row_id, self.id)
        return VERSION + nonce + self._cipher.encrypt(nonce, _padded(text.encode("utf-8")), place)

    def open(self, sealed: bytes, table: str, column: str, row_id: str) -> str:
        """The text again. Raises :class:`SealBroken`."""
        if sealed[:1] != VERSION:
            raise SealBroken("unknown version of seal")
        try:
            padded = self._cipher.decrypt(sealed[1:13], sealed[13:], _place(table, column, row_id, self.id))
        except (InvalidTag, ValueError):
            raise SealBroken(f"{table}.{column} does not open") from None
        return _unpadded(padded).decode("utf-8")


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def wrap(ring: KeyRing, key: bytes, table: str, row_id: str) -> tuple[str, bytes]:
    """``(key id, wrapped key)``: a data key sealed under the ring's newest key."""
    key_id, key_encryption_key = ring.current
    nonce = os.urandom(12)
    place = _place(table, "wrapped", row_id, key_id)
    return key_id, VERSION + nonce + AESGCM(key_encryption_key).encrypt(nonce, key, place)


def unwrap(ring: KeyRing, key_id: str, wrapped: bytes, table: str, row_id: str) -> bytes:
    """The data key again. Raises :class:`SealBroken`."""
    try:
        return AESGCM(ring.named(key_id)).decrypt(wrapped[1:13], wrapped[13:], _place(table, "wrapped", row_id, key_id))
    except (InvalidTag, ValueError):
        raise SealBroken("a wrapped key does not open") from None


def keyed_hash(key: bytes, purpose: Literal["claim", "body", "session", "seal", "layer"], message: bytes) -> bytes:
    """HMAC-SHA256 of ``message``, kept apart by purpose."""
    return hmac.digest(key, purpose.encode() + b"\x00" + message, hashlib.sha256)


def _place(table: str, column: str, row_id: str, key_id: str) -> bytes:
    return "|".join((table, column, row_id, key_id, "1")).encode()


def _padded(plain: bytes) -> bytes:
    return plain + b"\x80" + b"\x00" * (-(len(plain) + 1) % STEP)


def _unpadded(padded: bytes) -> bytes:
    plain, mark, rest = padded.rpartition(b"\x80")
    if not mark or rest.strip(b"\x00"):
        raise SealBroken("padding is damaged")
    return plain
