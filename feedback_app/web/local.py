"""What this partnership chose for itself: languages, labels, the exit page, signed clips. Read once, at start."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app

from feedback_app.database import Databases
from feedback_app.loop import content, partnership
from feedback_app.settings import Settings, Unsafe


@dataclass(frozen=True)
class Clip:
    """The words of a page in sign language, and how much there is to fetch."""

    path: Path
    size: str


@dataclass(frozen=True)
class Local:
    """``labels`` is ``{"statuses": {"done": {"en": "Sorted"}}}``."""

    languages: tuple[str, ...]
    leave_url: str
    labels: dict[str, Any] = field(default_factory=dict)
    question_sets: tuple[str, ...] = ()
    signed_clips: dict[str, Clip] = field(default_factory=dict)


def read(databases: Databases, settings: Settings) -> Local:
    """The partnership's own choices, and the settings' where it made none or is not there yet. Raises ``Unsafe``."""
    if unknown := set(settings.languages) - set(content.shipped_languages()):
        raise Unsafe(f"FEEDBACK_LANGUAGES: no language {', '.join(sorted(unknown))} comes with the service.")
    with databases.reading() as db:
        ours = partnership.ours(db)
    if ours is None:
        return Local(settings.languages, settings.leave_url)
    return Local(
        tuple(ours.languages) or settings.languages,
        ours.leave_url or settings.leave_url,
        ours.labels,
        tuple(ours.question_sets),
        _clips(settings.data / "signed", ours.signed_clips),
    )


def _clips(folder: Path, named: dict[str, str]) -> dict[str, Clip]:
    """The clips that are really there: a page without its file says nothing of one."""
    found = {page: folder / name for page, name in named.items() if (folder / name).is_file()}
    return {page: Clip(path, f"{max(path.stat().st_size / 1_000_000, 0.1):.1f} MB") for page, path in found.items()}


def signed_clips() -> dict[str, Clip]:
    return _ours().signed_clips


def leave_url() -> str:
    return _ours().leave_url


def question_sets(offered: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``offered`` that are switched on, all where nobody chose; then the partnership's own."""
    chosen, shipped = _ours().question_sets, content.of("question_sets")
    own = (code for code in chosen if code not in shipped)
    return (*(code for code in offered if not chosen or code in chosen), *own)


def words_for(name: str, value: str, language: str = content.FIRST, on_phone: bool = True) -> str:
    """Like ``content.words_for``, in the partnership's own label where it has one in this language."""
    own = _ours().labels.get(name, {}).get(value, {})
    return own.get(language) or content.words_for(name, value, language, on_phone)


def stage(row: dict[str, Any]) -> str:
    """A stage as staff call it here."""
    own = _ours().labels.get("stages", {}).get(row["value"], {})
    return own.get(content.FIRST) or row["sector_term"]


def role(value: str) -> str:
    """A role as staff call it here."""
    own = _ours().labels.get("roles", {}).get(value, {})
    return own.get(content.FIRST) or value.replace("_", " ")


def _ours() -> Local:
    return current_app.extensions["local"]
