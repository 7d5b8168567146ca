"""Whoever puts a reply that two of us read into another language does not let it go: whether somebody else is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import g
from flask_babel import gettext as _

from feedback_app.loop import sending_replies, staff, translating
from feedback_app.loop.drafts import Draft
from feedback_app.loop.in_theirs import InTheirs
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.questions import Option
from feedback_app.loop.staff import Staff
from feedback_app.loop.translating import Wanted
from feedback_app.worker import passed_words, tongue


def translators(db, point: VoicePoint, draft: Draft) -> list[dict[str, Any]]:
    """Who may be asked in the composer. Where two of us read it: those first after whom somebody is left."""
    found = tongue.translators(db, point)
    if not sending_replies.cause(db, [point], draft):
        return found
    alone = {one["value"] for one in found if _is_alone(db, [point], g.staff, one["value"])}
    marked = [one | {"words": _marked(one["words"])} if one["value"] in alone else one for one in found]
    return sorted(marked, key=lambda one: one["value"] in alone)


def readers(db, wanted: Wanted) -> list[Option]:
    """The same where somebody is asked for what was said, or for a reply that went."""
    found = [
        (one, f"{one.first_name}, {passed_words.service(one.service)}") for one in translating.who_reads(db, wanted)
    ]
    alone = set()
    if wanted.points and translating.is_read_by_two(db, wanted):
        writer = staff.one(db, wanted.reply.staff_id)
        alone = {one.id for one, _words in found if _is_alone(db, wanted.points, writer, one.id)}
    found.sort(key=lambda row: row[0].id in alone)
    return [Option(one.id, _marked(words) if one.id in alone else words) for one, words in found]


def problems(db, to: Sequence[VoicePoint], draft: Draft, theirs: InTheirs) -> list[tuple[str, str]]:
    """Somebody else has to be asked, where there is somebody else."""
    if not _leaves_nobody(db, to, draft, theirs):
        return []
    found = tongue.translators(db, to[0])
    names = "; ".join(one["words"] for one in found if not _is_alone(db, to, g.staff, one["value"]))
    asks = _("Nobody of your team would be left to read what they write. Ask somebody else: %(names)s", names=names)
    return [("translator", asks)] if names else []


def warnings(db, to: Sequence[VoicePoint], draft: Draft, theirs: InTheirs) -> list[str]:
    """There is nobody else: it would wait for good."""
    if not _leaves_nobody(db, to, draft, theirs):
        return []
    return [
        _(
            "Nobody of your team would be left to read what it says in their language, so they would not get that. "
            "Ask for a manager or safeguarding lead to be set up."
        )
    ]


def _marked(words: str) -> str:
    return _("%(who)s (nobody of your team would be left to read it before them)", who=words)


def _leaves_nobody(db, to: Sequence[VoicePoint], draft: Draft, theirs: InTheirs) -> bool:
    is_asked = bool(theirs.translator_id) and not theirs.texts
    return is_asked and bool(sending_replies.cause(db, to, draft)) and _is_alone(db, to, g.staff, theirs.translator_id)


def _is_alone(db, to: Sequence[VoicePoint], writer: Staff, translator_id: str) -> bool:
    return any(not sending_replies.has_reader(db, [point], writer, translator_id) for point in to)
