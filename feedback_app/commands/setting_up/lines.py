"""On which line of a TOML file each key stands; the standard parser does not say."""

from __future__ import annotations

import re
import tomllib
from typing import Any

Path = tuple[str | int, ...]
LARGEST = 1_000_000
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")


class NotToml(ValueError):
    """The file is no TOML; ``line`` is where it goes wrong."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


class Lines:
    """The line of every key, by its path: ``("staff", 0, "email")``.

    Cuts the text into statements by asking the parser itself: the shortest run of whole lines that it
    takes is one statement, because every value of several lines is shut by its last one.
    """

    def __init__(self, text: str) -> None:
        self._of: dict[Path, int] = {(): 1}
        self._arrays: dict[Path, int] = {}
        here: Path = ()
        for number, statement, found in _statements(text):
            if statement.lstrip().startswith("["):
                here = self._opened(found, number, is_array=statement.lstrip().startswith("[["))
            else:
                self._keys(here, found, number, statement)

    def of(self, path: Path) -> int:
        """The line of this key, or of the nearest thing around it that stands in the file."""
        while path not in self._of:
            path = path[:-1]
        return self._of[path]

    def _opened(self, found: dict[str, Any], number: int, is_array: bool) -> Path:
        path: Path = ()
        value: Any = found
        while isinstance(value, dict) and value:
            (key,) = value
            value, path = value[key], (*path, key)
            self._of.setdefault(path, number)  # a table may stand only in the name of its child
            if path in self._arrays and not (is_array and not _goes_on(value)):
                path = (*path, self._arrays[path])
            value = value[0] if isinstance(value, list) else value
        if is_array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            path = (*path, self._arrays[path])
        self._of.setdefault(path, number)
        return path

    def _keys(self, here: Path, found: dict[str, Any], number: int, statement: str) -> None:
        for key, value in found.items():
            path = (*here, key)
            self._of.setdefault(path, number)
            if isinstance(value, dict):
                self._keys(path, value, number, statement)
            elif isinstance(value, list):
                for at, line in enumerate(_lines_of_items(statement, key, value, number)):
                    self._of[*path, at] = line


def read(text: str) -> tuple[dict[str, Any], Lines]:
    """The file's values and lines. Raises :class:`NotToml`."""
    if len(text) > LARGEST:
        raise NotToml(1, "the file is far too long to be a set-up")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise NotToml(*_where(text, str(why))) from None
    except ValueError:  # Python's own bound for digits; the parser does not say where
        raise NotToml(1, "a number in it is far too long") from None
    except RecursionError:
        raise NotToml(1, "lists or tables stand in each other far too deep") from None
    return found, Lines(text)


def _goes_on(value: Any) -> bool:
    return bool(value[0] if isinstance(value, list) else value)


def _cut(text: str) -> list[str]:
    """Its lines as the parser and an editor count them: no other sign than the end of a line ends one."""
    return text.removesuffix("\n").split("\n")


def _statements(text: str):
    """``(line, text, values)`` of each header and each key, in order."""
    waiting, since = "", 0
    for number, line in enumerate(_cut(text), 1):
        if not waiting and (not line.strip() or line.lstrip().startswith("#")):
            continue
        waiting, since = f"{waiting}{line}\n", since or number
        try:
            found = tomllib.loads(waiting)
        except tomllib.TOMLDecodeError:
            continue
        yield since, waiting, found
        waiting, since = "", 0
    if waiting:
        yield since, waiting, {}


def _lines_of_items(statement: str, key: str, value: list[Any], number: int) -> list[int]:
    """The line on which each item of a list ends: the list, shut early, tells how many came so far."""
    lines, ends, so_far = _cut(statement), [], ""
    for at, line in enumerate(lines):
        so_far += f"{line}\n"
        try:
            found = tomllib.loads(f"{so_far}]").get(key)
        except tomllib.TOMLDecodeError:
            continue
        if isinstance(found, list):
            ends += [number + at] * (len(found) - len(ends))
    return ends + [number + len(lines) - 1] * (len(value) - len(ends))


def _where(text: str, why: str) -> tuple[int, str]:
    reason = _AT_LINE.sub("", why)
    if at := _AT_LINE.search(why):
        return int(at[1]), reason
    begun = [since for since, _, found in _statements(text) if not found]
    return (begun or [text.count("\n") + 1])[-1], f"{reason}: something that begins here does not end"
