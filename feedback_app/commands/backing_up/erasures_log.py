"""The erasure ledger as a file beside the databases: ids and days, only added to."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from feedback_app.commands.backing_up import NotPossible

NAME = "erasures.log"
# as an editor may leave the last line; of one that was never finished, the id is too short or not there
_WHOLE = re.compile(r"\d{4}-\d\d-\d\d [\w-]{22}\s*")


def read(path: Path) -> dict[str, date]:
    """Everybody the file names, with the day; nobody when there is no file. Raises :class:`NotPossible`."""
    found: dict[str, date] = {}
    try:
        *whole, last = path.read_text("ascii").split("\n")
        for line in filter(str.strip, [*whole, last] if _WHOLE.fullmatch(last) else whole):
            day, participant_id = line.split()
            found.setdefault(participant_id, date.fromisoformat(day))
    except FileNotFoundError:
        return found
    except OSError as why:  # it is whole, and must not be thrown away
        raise NotPossible(f"{path} can't be read: {why.strerror}.") from None
    except ValueError:
        raise NotPossible(f"{path} is damaged: each line is a day and an id.") from None
    return found


def add(path: Path, erased: Mapping[str, date]) -> int:
    """Add whoever is not in the file yet, on the disk before this returns; how many."""
    there = read(path)
    lines = "".join(f"{day} {one}\n" for one, day in erased.items() if one not in there)
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600), "r+b") as file:
            end = file.seek(0, os.SEEK_END)
            whole = file.seek(0) or file.read().rfind(b"\n") + 1
            file.seek(whole)
            if _WHOLE.fullmatch(file.read().decode("ascii")):
                lines = f"\n{lines}"
            elif whole < end:
                file.truncate(whole)  # the torn end of one that was killed
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())
    return len(erased.keys() - there.keys())
