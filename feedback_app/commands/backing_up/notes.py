"""The signed note beside each backup: versions, counts, the journal's end, and the files' sums."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from feedback_app.commands.backing_up import NotPossible
from feedback_app.loop.seal import KeyRing, SealBroken

FORMAT = 1
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"(main|sealed|manifest)-(\d{8}T\d{6}Z)\.(age|json)(\.part)?")
AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Note:
    """What is known of one backup without opening it. No words, no names, no keys."""

    at: str
    release: str
    versions: dict[str, str]
    counts: dict[str, dict[str, int]]
    journal: dict[str, int | str]
    files: dict[str, dict[str, int | str]]
    to: list[str]
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.strptime(self.at, STAMP)  # noqa: DTZ007  naive UTC, as everywhere


def write(path: Path, note: Note, ring: KeyRing) -> None:
    """Whole or not at all; signed with the journal's newest key: whoever can write in the folder makes up no backup."""
    key_id, key = ring.current
    plain = asdict(note)
    signed = {"key": key_id, "mac": _mac(key, plain)}
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)  # left by one that was killed
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            json.dump({**plain, "signed": signed}, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def read(path: Path, ring: KeyRing) -> Note:
    """A note that one of our own journal keys signed. Raises :class:`NotPossible`."""
    try:
        plain = json.loads(path.read_text("utf-8"))
        signed = plain.pop("signed")
        mac = _mac(ring.named(signed["key"]), plain)
        if not hmac.compare_digest(mac, signed["mac"]):
            raise NotPossible(f"{path.name} is damaged, or somebody changed it: its signature is wrong.")
        return Note(**plain)
    except FileNotFoundError:
        raise NotPossible(f"There is no {path}.") from None
    except SealBroken:
        raise NotPossible(f"{path.name} was signed with a journal key that is not in this folder of keys.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotPossible(f"{path.name} is damaged: it is not a note of a backup.") from None


def stamps(folder: Path) -> list[str]:
    """Of every backup in the folder that has its note, oldest first."""
    return sorted(found[2] for found in _named(folder) if found[1] == "manifest" and not found[4])


def stamps_of_sealed(folder: Path) -> list[str]:
    """The same, where the sealed store is still kept."""
    kept = {found[2] for found in _named(folder) if found[1] == "sealed" and not found[4]}
    return [stamp for stamp in stamps(folder) if stamp in kept]


def too_old(folder: Path, before: dict[str, str]) -> Iterable[Path]:
    """Files of each kind from before its stamp, and parts that a killed backup left."""
    for found in _named(folder):
        if found[4] or found[2] < before[found[1]]:
            yield folder / found[0]


def check_sum(folder: Path, about: dict[str, int | str]) -> Path:
    """The file that a note speaks of, unchanged. Raises :class:`NotPossible`."""
    path, sha256 = folder / Path(str(about["name"])).name, hashlib.sha256()
    try:
        with path.open("rb") as file:
            while some := file.read(AT_ONCE):
                sha256.update(some)
    except OSError as why:
        raise NotPossible(f"{path} can't be read: {why.strerror}.") from None
    if sha256.hexdigest() != about["sha256"]:
        raise NotPossible(f"{path.name} is damaged: it is not the file that was written.")
    return path


def _named(folder: Path) -> Iterable[re.Match[str]]:
    try:
        return list(filter(None, (NAME.fullmatch(path.name) for path in folder.iterdir())))
    except OSError as why:
        raise NotPossible(f"{folder} can't be read: {why.strerror}.") from None


def _mac(key: bytes, plain: dict) -> str:
    message = b"backup\x00" + json.dumps(plain, sort_keys=True).encode()
    return hmac.digest(key, message, hashlib.sha256).hex()
