"""Lines squeezed and encrypted to public keys on their way into a file, and back: nothing plain on a disk.

The files are ordinary ones of age (age-encryption.org) around gzip: `age -d -i KEY FILE | gunzip` reads them too.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage import x25519

from feedback_app.commands.backing_up import NotPossible

GZIP = 16 + zlib.MAX_WBITS
AT_ONCE = 1 << 20


def make_key(path: Path) -> str:
    """Write a new private key where there is none yet, for its owner alone; its public key."""
    key = x25519.Identity.generate()
    public = str(key.to_public())
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400), "w") as file:
            file.write(f"# public key: {public}\n{key}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise NotPossible(f"{path} is there already. A key is never written over.") from None
    except OSError as why:
        with suppress(OSError):  # it would pass for the key, and never be written over
            path.unlink()
        raise NotPossible(f"{path} can't be written: {why.strerror}.") from None
    return public


def private_key(path: Path) -> x25519.Identity:
    """The key that ``make_key`` or `age-keygen` wrote. Raises :class:`NotPossible`."""
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        return x25519.Identity.from_str(next(line for line in lines if line and not line.startswith("#")))
    except OSError as why:
        raise NotPossible(f"The private key {path} can't be read: {why.strerror}.") from None
    except (UnicodeDecodeError, StopIteration, pyrage.IdentityError):
        raise NotPossible(
            f"{path} is not a private key. Its line begins with AGE-SECRET-KEY; one made now opens none."
        ) from None


def public_keys(texts: Iterable[str]) -> list[x25519.Recipient]:
    """Whom to encrypt to; each of them can read it alone. Raises :class:`NotPossible`."""
    found = []
    for text in texts:
        if text.startswith("AGE-SECRET-KEY"):
            raise NotPossible("That is a private key. Keep it away from this machine; name its public key, age1…")
        try:
            found.append(x25519.Recipient.from_str(text))
        except pyrage.RecipientError:
            raise NotPossible(f"{text[:20]!r} is not a public key, or not the whole of one.") from None
    return found


def write(path: Path, lines: Iterable[bytes], to: list[x25519.Recipient]) -> dict[str, str | int]:
    """Encrypt ``lines`` into a new file, whole or not at all; its name, size and SHA-256."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)  # left by one that was killed
    source = _Squeezed(lines)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            hashed = _Hashed(file)
            try:
                pyrage.encrypt_io(source, hashed, to)
            except pyrage.EncryptError:
                raise source.broke or hashed.broke or NotPossible(f"{path.name} could not be encrypted.") from None
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return {"name": path.name, "bytes": hashed.size, "sha256": hashed.sha256.hexdigest()}


def read(path: Path, key: x25519.Identity, take: Callable[[bytes], None]) -> None:
    """Give every line to ``take`` as it is decrypted. Raises :class:`NotPossible`."""
    lines = _Lines(take)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, lines, [key])
        lines.end()
    except pyrage.DecryptError as why:
        wrong = "No matching keys" in str(why)
        reason = "is not for this private key" if wrong else "is damaged: it does not decrypt"
        raise NotPossible(f"{path.name} {reason}.") from None
    except (zlib.error, EOFError, OSError):
        raise NotPossible(f"{path.name} is damaged: it does not decrypt.") from None


class _Squeezed:
    """What age reads from: lines as they come, gzipped."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines, self._ready, self._ended = iter(lines), bytearray(), False
        self._squeeze = zlib.compressobj(1, zlib.DEFLATED, GZIP)
        self.broke: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        most = size if size >= 0 else AT_ONCE
        try:
            while len(self._ready) < most and not self._ended:
                self._take_one()
        except BaseException as why:
            self.broke = why  # age would only pass on what it says
            raise
        given = bytes(self._ready[:most])
        del self._ready[:most]
        return given

    def _take_one(self) -> None:
        line = next(self._lines, None)
        self._ended = line is None
        self._ready += self._squeeze.flush() if line is None else self._squeeze.compress(line)


class _Hashed:
    """What age writes to: the file, hashed on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.sha256, self.size = file, hashlib.sha256(), 0
        self.broke: OSError | None = None

    def write(self, some: bytes) -> int:
        self.sha256.update(some)
        self.size += len(some)
        try:
            return self._file.write(some)
        except OSError as why:  # a disk that is full; age would only say that it could not
            self.broke = why
            raise

    def flush(self) -> None:
        self._file.flush()


class _Lines:
    """What age decrypts into: gunzipped, cut into lines."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take, self._rest, self._open = take, b"", zlib.decompressobj(GZIP)

    def write(self, some: bytes) -> int:
        *lines, self._rest = (self._rest + self._open.decompress(some)).split(b"\n")
        for line in lines:
            self._take(line)
        return len(some)

    def flush(self) -> None:
        """Nothing waits here that could be given sooner."""

    def end(self) -> None:
        if self._rest or not self._open.eof:
            raise EOFError
