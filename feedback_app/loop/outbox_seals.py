"""Opens what a phone without signal sealed to this service: HPKE (RFC 9180) over P-256, which old phones have too.

An item is ``0x01 | key id (8 letters) | HPKE's enc (65 bytes) | ciphertext``. Its pair of keys comes from one line of
``outbox.key``, so that key changes like every other. See ``docs/decisions/0011-the-outbox.md``.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from feedback_app.loop import seal

VERSION = b"\x01"
ID = 8  # letters of a key id
HEAD = len(VERSION) + ID
PURPOSE = b"feedback outbox 1"
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256, FIPS 186-4 D.1.2.3


class Damaged(Exception):
    """Not an item of ours, or not whole."""


class Foreign(Exception):
    """Sealed to a key that is not ours, or not any more."""


def public_key(ring: seal.KeyRing) -> tuple[str, bytes]:
    """``(key id, point)``: what a phone seals to now; the point as 65 bytes, uncompressed."""
    key_id, secret = ring.current
    point = _private(secret).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return key_id, point


def sealed(key_id: str, point: bytes, plain: bytes) -> bytes:
    """An item as a phone makes it."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return VERSION + key_id.encode("ascii") + _SUITE.encrypt(plain, theirs, info=PURPOSE)


def opened(ring: seal.KeyRing, item: bytes) -> bytes:
    """What was sealed. Raises :class:`Damaged` or :class:`Foreign`."""
    if item[:1] != VERSION or len(item) <= HEAD:
        raise Damaged
    try:
        secret = ring.named(item[1:HEAD].decode("ascii"))
    except UnicodeDecodeError:
        raise Damaged from None
    except seal.SealBroken:
        raise Foreign from None
    try:
        return _SUITE.decrypt(item[HEAD:], _private(secret), info=PURPOSE)
    except InvalidTag:
        raise Damaged from None


@lru_cache(maxsize=20)
def _private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """384 bits of the line's key, so that every one of the curve's numbers is as likely as another."""
    wide = int.from_bytes(hashlib.shake_256(PURPOSE + b"\x00" + secret).digest(48), "big")
    return ec.derive_private_key(wide % (_ORDER - 1) + 1, ec.SECP256R1())
