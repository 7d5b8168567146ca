"""What a set-up did, to be said in plain lines: made, changed, left alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """Lines in the order in which it happened; ``links`` are ``(email, role, token)``, shown once.

    ``gone`` are those who left, of whom the file does not say so.
    """

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    left_alone: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)

    def make(self, kind: str, code: str) -> None:
        self.made.append(f"{kind} {code}")

    def update(self, kind: str, code: str, row: Any, values: dict[str, Any], also: Iterable[str] = ()) -> bool:
        """Set what differs, and only that, so that a second run writes nothing; ``also`` is set already."""
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        for name in differing:
            setattr(row, name, values[name])
        if differing := [*differing, *also]:
            said = ", ".join(name.removesuffix("_id") for name in differing)
            self.changed.append(f"{kind} {code}: {said}")
        else:
            self.same += 1
        return bool(differing)

    def leave(self, kind: str, codes: Iterable[str]) -> None:
        self.left_alone += [f"{kind} {code}" for code in sorted(codes)]

    def in_short(self) -> str:
        return f"made {len(self.made)}, changed {len(self.changed)}, the same {self.same}"

    def lines(self) -> list[str]:
        return [
            *(f"made      {one}" for one in self.made),
            *(f"changed   {one}" for one in self.changed),
            *(f"left alone {one}: it is not in the file" for one in self.left_alone),
            *(f"has left  staff {one}: say left = true; left = false lets them in again" for one in self.gone),
            f"{self.in_short()}.",
        ]
