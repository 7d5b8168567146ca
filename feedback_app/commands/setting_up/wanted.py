"""What a set-up file asks for, once nothing in it is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from feedback_app.commands.setting_up.table import Fault


@dataclass(frozen=True)
class Wanted:
    """One thing: what it is called in the file, where it stands there, and its values."""

    code: str
    line: int
    values: dict[str, Any]


@dataclass
class Plan:
    """The whole file. Lists are in the file's order."""

    partnership: dict[str, Any] = field(default_factory=dict)
    going_live: dict[str, Any] = field(default_factory=dict)
    agencies: list[Wanted] = field(default_factory=list)
    services: list[Wanted] = field(default_factory=list)
    staff: list[Wanted] = field(default_factory=list)
    help_lines: list[Wanted] = field(default_factory=list)
    question_sets: list[Wanted] = field(default_factory=list)
    invitations: list[Wanted] = field(default_factory=list)


class Refused(Exception):
    """Nothing of the file is taken; ``faults`` are all that is wrong with it, in its order."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(set(faults))


def codes(wanted: list[Wanted]) -> list[str]:
    return [one.code for one in wanted]
