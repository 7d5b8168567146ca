"""One own-drawn symbol for each question and option, for those who read easy words. Data: content/en/symbols.json."""

from __future__ import annotations

from functools import cache

from feedback_app.loop import content


@cache
def line(field: str, value: str = "") -> str:
    """The path of the symbol for a field, or for one option of it; empty where a picture would only guess."""
    question = field.rpartition("-")[2]
    symbols = content.of("symbols")
    of = symbols["of"]
    name = (of.get(f"{question}.{value}") or of.get(value)) if value else of.get(question)
    return symbols["drawn"][name] if name else ""
