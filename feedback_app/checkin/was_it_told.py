"""On their next visit somebody says whether a worker told them, as the worker says: a check on us, not on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from feedback_app.web import languages


@dataclass(frozen=True)
class Claim:
    """One claim to say yes or no to."""

    id: str
    words: str


def in_words(claims: list[Any]) -> list[Claim]:
    """What stands on their page of each of these claims."""
    return [
        Claim(
            one.id,
            _(
                "%(name)s says they told you about this on %(day)s. Did they?",
                name=one.signed_by,
                day=languages.day(one.at),
            ),
        )
        for one in claims
    ]
