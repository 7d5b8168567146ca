"""Reads which pages have a clip in sign language, and looks whether each is a film that a phone can play."""

from __future__ import annotations

import re
from pathlib import Path

from feedback_app.commands.setting_up.table import Table

PAGES = ("start", "check_in", "sent", "back", "talk", "help", "phone_safety", "privacy")
MOST_BYTES = 8_000_000  # about two minutes; more is more than a month's data for some
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.(mp4|webm)")
# what each kind of film begins with, and where
_BEGINS = {".mp4": (4, b"ftyp"), ".webm": (0, b"\x1a\x45\xdf\xa3")}


def signed_clips_in(whole: Table, folder: Path) -> dict[str, str]:
    """``{page: file name}``; the files stand in ``folder``."""
    table = whole.table("signed_clips")
    if table is None:
        return {}
    found = {}
    for page in PAGES:
        name = table.text(page, 70, needed=page in table.found)
        if name and (fault := _fault(name, folder)):
            table.fault(page, f"{page}: {fault}")
        elif name:
            found[page] = name
    table.close()
    return found


def _fault(name: str, folder: Path) -> str:
    if not _NAME.fullmatch(name):
        return f"{name!r} is no name for a clip; it is small letters, digits, - and _, and ends in .mp4 or .webm"
    path = folder / name
    if not path.is_file():
        return f"there is no {name} in the folder signed of the service's data"
    size = path.stat().st_size
    if size > MOST_BYTES:
        return f"{name} has {size / 1_000_000:.1f} MB; {MOST_BYTES / 1_000_000:.0f} MB is the most"
    at, wanted = _BEGINS[path.suffix]
    with path.open("rb") as film:
        if film.read(at + len(wanted))[at:] != wanted:
            return f"{name} is no film of the kind {path.suffix}"
    return ""
