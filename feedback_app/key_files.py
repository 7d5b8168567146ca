"""Key files, one a purpose, newest line first: how a service sees that one changed, and how to change one."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from feedback_app.settings import KEY_BYTES, Unsafe, key_lines

Lines = tuple[tuple[str, bytes], ...]


class KeyFile:
    """One key file as a running service looks at it: a microsecond while nothing changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, ...] = ()

    def changed(self) -> Lines | None:
        """Its lines if it changed since the last look; None if not, or while it can't be used."""
        try:
            at = os.stat(self._path)  # noqa: PTH116  on the way of every check-in
        except OSError:
            return None  # whoever runs on keeps the keys they know
        seen = (at.st_ino, at.st_ctime_ns, at.st_size)  # its ctime moves when it is shut to others, too
        if seen == self._seen:
            return None
        self._seen = seen
        try:
            lines = key_lines(self._path)
        except Unsafe:
            return None
        return lines if all(len(key) >= KEY_BYTES for _, key in lines) else None


class Busy(Exception):
    """Another command has this folder, or a service that runs."""


@contextmanager
def alone(folder: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold the folder for one command; the system lets go however that ends. Raises :class:`Busy`."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, how | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Busy from None
    finally:
        os.close(held)


def serving(folder: Path) -> AbstractContextManager[None]:
    """Hold the folder of an install beside whoever else serves it; nobody has it alone meanwhile. Raises as that."""
    return alone(folder, fcntl.LOCK_SH)


def add(path: Path) -> str:
    """A new key as the newest line, on the disk before this returns; its id."""
    key_id = secrets.token_hex(4)
    _write(path, ((key_id, secrets.token_bytes(KEY_BYTES)), *key_lines(path)))
    return key_id


def drop(path: Path, key_ids: set[str]) -> None:
    """Take these lines away; the newest stays whatever is asked."""
    newest, *older = key_lines(path)
    _write(path, (newest, *(line for line in older if line[0] not in key_ids)))


def _write(path: Path, lines: Lines) -> None:
    """The whole file or none of it: a new one beside it takes its name at once."""
    was, beside = path.stat(), path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)  # left by one that was killed; nothing reads it
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400), "w") as file:
        file.writelines(f"{key_id} {key.hex()}\n" for key_id, key in lines)
        file.flush()
        if os.geteuid() == 0:  # whoever serves must still be able to read it
            os.fchown(file.fileno(), was.st_uid, was.st_gid)
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
