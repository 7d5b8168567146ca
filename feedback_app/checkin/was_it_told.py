"""On their next visit somebody says whether they were told, as a worker says: a check on us, not on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from feedback_app.loop import told
from feedback_app.web import languages
from feedback_app.web.transaction import Db


@dataclass(frozen=True)
class Claim:
    """One claim to say yes or no to."""

    id: str
    words: str


def in_words(db: Db, claims: list[Any]) -> list[Claim]:
    """What stands on their page of each of these claims."""
    return [Claim(one.id, _words(one, told.through_whom(db, one, one.participant_id))) for one in claims]


def _words(one: Any, advocate: str) -> str:
    places = {"name": one.told_by, "day": languages.day(one.at)}
    if one.how == told.READ_ALOUD:
        return _("%(name)s says they read our reply to you on %(day)s. Did %(name)s read it to you?", **places)
    if one.how == told.BY_ADVOCATE:
        places["advocate"] = advocate
        return _(
            "%(name)s says %(advocate)s told you about this on %(day)s. Did %(advocate)s tell you?",
            **places,
        )
    return _("%(name)s says they told you about this on %(day)s. Did they?", **places)
