"""What else a person is told of one thing they said: that it was taken back, split, or is answered with another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _

from feedback_app.loop import taking_back
from feedback_app.loop.coming_back import Said
from feedback_app.web import languages


def of(all_said: Iterable[Said], title: Callable[[Said], str]) -> dict[str, list[str]]:
    """By point. ``title`` is what the page calls each."""
    by_id = {one.point.id: one for one in all_said}
    parts = Counter(one.point.answer_id for one in by_id.values())
    return {
        point_id: _taken_back(one) or [*_split(one.point, parts), *_merged(by_id.get(one.point.merged_into), title)]
        for point_id, one in by_id.items()
    }


def _taken_back(one: Said) -> list[str]:
    receipt = taking_back.receipt(one.point, one.events)
    if receipt is None:
        return []
    when, by = receipt
    if one.point.form == "taps":
        day = languages.day(when)
        return [_("You took this back on %(day)s. Nobody who works here sees what you picked any more.", day=day)]
    return [
        _("You took this back on %(day)s. We deleted the words.", day=languages.day(when)),
        _("It is out of our safety copies by %(day)s.", day=languages.day(by)),
    ]


def _split(point: Any, parts: Counter[str]) -> list[str]:
    if parts[point.answer_id] < 2:
        return []
    return [_("We read what you wrote here as %(num)s things. This is one of them.", num=parts[point.answer_id])]


def _merged(other: Said | None, title: Callable[[Said], str]) -> list[str]:
    return [_("We answer this with one more thing you told us:"), title(other)] if other else []
