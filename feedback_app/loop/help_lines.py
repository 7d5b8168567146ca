"""Numbers to call: those shipped, and what a partnership says instead of them or beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, mapped_column

from feedback_app.database import Base, Code, Db
from feedback_app.loop import content

ALWAYS_THERE = ("emergency", "childline")
WORDS = ("who", "how", "for_whom", "what_for", "hours_cost", "limits")


class HelpLine(Base):
    """One line of our own. With the id of a shipped one, it stands in its place.

    ``instead`` holds the plain fields that differ (``tel``, ``url``, ``for_audience``,
    ``first_four_for``); ``words`` is ``{language: {"who": …, "how": …}}``.
    """

    __tablename__ = "help_lines"

    id: Mapped[Code] = mapped_column(primary_key=True)
    instead: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date | None]


def in_language(db: Db, language: str) -> list[dict[str, Any]]:
    """Every line as it is shown, ours after those shipped. A row has the keys of ``helplines.json``."""
    ours = {line.id: line for line in of_ours(db)}
    rows = [_shown(row, ours.pop(row["id"], None), language) for row in content.of("helplines", language)]
    rows += [_shown(_blank(line.id), line, language) for line in ours.values()]
    return [row for row in rows if row is not None]


def of_ours(db: Db) -> list[HelpLine]:
    return list(db.scalars(select(HelpLine).order_by(HelpLine.id)))


def shipped() -> list[str]:
    return [row["id"] for row in content.of("helplines")]


def not_checked_since(db: Db, day: date, all_checked_on: date | None) -> list[str]:
    """Lines people are shown whose number nobody has tried since ``day``."""
    own = {line.id: line.checked_on for line in of_ours(db)}
    last = {
        row["id"]: max(filter(None, (own.get(row["id"]), all_checked_on)), default=None)
        for row in in_language(db, content.FIRST)
    }
    return [name for name, checked in last.items() if checked is None or checked < day]


def _shown(row: dict[str, Any], line: HelpLine | None, language: str) -> dict[str, Any] | None:
    if line is None:
        return row
    if line.is_hidden and line.id not in ALWAYS_THERE:
        return None
    words = line.words.get(language) or line.words.get(content.FIRST, {})
    return {**row, **line.instead, **words}


def _blank(line_id: str) -> dict[str, Any]:
    return {
        "id": line_id,
        **dict.fromkeys(WORDS, ""),
        **dict.fromkeys(("tel", "sms", "url")),
        "for_audience": [],
        "first_four_for": [],
    }
