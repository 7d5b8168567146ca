"""Asks a table of the file for what it should hold, and notes each fault with its line."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from feedback_app.commands.setting_up.lines import Lines, Path
from feedback_app.loop import content

_NUMBER = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_NOT_IN_ADDRESSES = re.compile(r"""[\s"'<>\\^`{|}]""")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MISSING = object()


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and on which line."""

    line: int
    reason: str


@dataclass
class Table:
    """One table. Whatever is asked for is known; :meth:`close` refuses the rest."""

    found: dict[str, Any]
    path: Path
    lines: Lines
    faults: list[Fault]
    known: set[str] = field(default_factory=set)

    @property
    def line(self) -> int:
        return self.lines.of(self.path)

    def line_of(self, name: str) -> int:
        return self.lines.of((*self.path, name))

    def fault(self, name: str, reason: str) -> None:
        self.faults.append(Fault(self.line_of(name), reason))

    def text(self, name: str, longest: int = 300, needed: bool = True) -> str:
        value = self._value(name, str, "text in quotes", needed)
        if value is _MISSING:
            return ""
        if needed and not value.strip():
            self.fault(name, f"{name} is empty")
        if len(value) > longest:
            self.fault(name, f"{name} has {len(value)} characters; {longest} is the most")
        if hidden := next(filter(_is_hidden, value), ""):
            self.fault(name, f"{name} holds a sign that can't be seen (U+{ord(hidden):04X}): type it anew")
        return " ".join(value.split())

    def code(self, name: str = "code") -> str:
        value = self.text(name, 40)
        if value and not _CODE.fullmatch(value):
            self.fault(name, f"{name} is small letters, digits, - and _, e.g. young_people")
        return value

    def one_of(self, name: str, allowed: Iterable[str], needed: bool = True, instead: str = "") -> str:
        value = self.text(name, needed=needed)
        if value:
            self._known_value(name, value, list(allowed))
        return value or instead

    def some_of(self, name: str, allowed: Iterable[str], needed: bool = False) -> list[str]:
        values = self._value(name, list, 'a list, e.g. ["a", "b"]', needed)
        if values is _MISSING:
            return []
        allowed = list(allowed)
        for at, value in enumerate(values):
            if value not in allowed:
                line = self.lines.of((*self.path, name, at))
                self.faults.append(Fault(line, _unknown(name, value, allowed)))
            elif value in values[:at]:
                self.faults.append(Fault(self.lines.of((*self.path, name, at)), f"{value} stands twice"))
        return [value for value in values if value in allowed]

    def phone(self, name: str, needed: bool = True) -> str:
        value = self.text(name, 40, needed)
        if value and not _NUMBER.fullmatch(value):
            self.fault(name, f"{name} is no number to dial: digits and spaces only, + may stand first")
        return value

    def address(self, name: str) -> str:
        """A page elsewhere, or nothing."""
        value = self.text(name, needed=False)
        if value and not _is_address(value):
            self.fault(name, f"{name} must be an https:// address")
        return value

    def days(self, name: str) -> int | None:
        value = self._value(name, int, "a whole number", needed=False)
        if value is _MISSING:
            return None
        if not 1 <= value <= 60:
            self.fault(name, f"{name} is a number of working days from 1 to 60")
        return value

    def day(self, name: str, needed: bool = False) -> date | None:
        value = self._value(name, date, "a date without quotes, e.g. 2027-01-31", needed)
        if isinstance(value, datetime):
            self.fault(name, f"{name} is a date without a time, e.g. 2027-01-31")
            return None
        return None if value is _MISSING else value

    def is_so(self, name: str) -> bool:
        value = self._value(name, bool, "true or false", needed=False)
        return value is not _MISSING and value

    def words(self, name: str, longest: int = 300, needed: bool = True) -> dict[str, str]:
        """A text per language, ``{ en = "…", ur = "…" }``; plain text is English."""
        if isinstance(self.found.get(name), str):
            return {content.FIRST: self.text(name, longest, needed)}
        table = self.table(name, needed)
        if table is None:
            return {}
        texts = {language: table.text(language, longest) for language in table.languages()}
        if content.FIRST not in texts:
            self.fault(name, f"{name} has no text in English (en)")
        return texts

    def words_by_value(self, name: str, longest: int) -> dict[str, str]:
        """A text per code, ``{ yes = "Yes", no = "No" }``, in the order of the file."""
        table = self.table(name, needed=True)
        if table is None:
            return {}
        for value in table.found:
            if not _CODE.fullmatch(value):
                table.fault(value, f"{value!r} is no code: small letters, digits, - and _")
        return {value: table.text(value, longest) for value in table.found}

    def languages(self) -> Iterator[str]:
        """Each language that has a key here; unknown ones are faults."""
        shipped = content.shipped_languages()
        for language in self.found:
            self.known.add(language)
            if language in shipped:
                yield language
            else:
                self.fault(language, _unknown("language", language, shipped))

    def table(self, name: str, needed: bool = False) -> Table | None:
        value = self._value(name, dict, "a table", needed)
        return None if value is _MISSING else Table(value, (*self.path, name), self.lines, self.faults)

    def tables(self, name: str, needed: bool = False) -> list[Table]:
        values = self._value(name, list, f"a list of tables, each under [[{name}]]", needed)
        if values is _MISSING:
            return []
        made = []
        for at, value in enumerate(values):
            path = (*self.path, name, at)
            if isinstance(value, dict):
                made.append(Table(value, path, self.lines, self.faults))
            else:
                self.faults.append(Fault(self.lines.of(path), f"{name} is a list of tables"))
        return made

    def close(self) -> None:
        """Every key that nobody asked for is a fault: a misspelt one must not be passed over."""
        for name in self.found:
            if name not in self.known:
                self.fault(name, _unknown("key", name, sorted(self.known)))

    def _known_value(self, name: str, value: str, allowed: list[str]) -> None:
        if value not in allowed:
            self.fault(name, _unknown(name, value, allowed))

    def _value(self, name: str, kind: type, so: str, needed: bool) -> Any:
        self.known.add(name)
        if name not in self.found:
            if needed:
                self.faults.append(Fault(self.line, f"{name} is missing"))
            return _MISSING
        value = self.found[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(name, f"{name} must be {so}")
            return _MISSING
        return value


def _is_hidden(sign: str) -> bool:
    """Control signs, which PostgreSQL refuses, and those that turn round how all after them is read."""
    return sign not in "\t\n" and (unicodedata.category(sign) == "Cc" or sign in TURNING)


def _is_address(value: str) -> bool:
    try:
        where = urlsplit(value)
        return where.scheme == "https" and bool(where.hostname) and not _NOT_IN_ADDRESSES.search(value)
    except ValueError:
        return False


def _unknown(what: str, value: object, allowed: list[str]) -> str:
    near = difflib.get_close_matches(str(value), allowed, 1)
    rest = f"did you mean {near[0]}?" if near else f"known are {', '.join(allowed) or 'none'}"
    return f"{what} {value!r} is not known here; {rest}"
