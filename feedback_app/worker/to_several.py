"""One reply to several: who else may get it, who was chosen, and who can't have it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, g
from flask_babel import gettext as _

from feedback_app.loop import content, plain_words, readings, replies, scope, sealed_store, waiting
from feedback_app.loop.drafts import Draft
from feedback_app.loop.points import VoicePoint
from feedback_app.web import fields, transaction
from feedback_app.worker import in_words, said_back, story
from feedback_app.worker.story import OneCheckIn, OnePoint

NAME = "also"


@dataclass(frozen=True)
class Other:
    """Another point that may get the same reply. ``value`` says also where it stood when it was offered."""

    value: str
    pseudonym: str
    title: str
    status: str
    is_chosen: bool


def offered(db, point: VoicePoint, together: Sequence[str]) -> list[Other]:
    """Other open points in scope to which something can be said now: the same person's first, then the inbox's.

    ``together`` are those that were chosen before; what is ticked now is chosen as well.
    """
    ticked = {*together, *(value.partition("~")[0] for value in fields.tapped(NAME))}
    same = scope.voice_of(db, g.staff, point.participant_id)
    found = {one.id: one for one in same if one.is_open}
    for row in waiting.inbox(db, g.staff, transaction.now()):
        if row.source == waiting.OURS:
            found.setdefault(row.point.id, row.point)
    for point_id in ticked - set(found):
        if one := scope.point(db, g.staff, point_id):
            found[point_id] = one
    found.pop(point.id, None)
    known = sealed_store.with_key(db, {one.participant_id for one in found.values()})
    can_hear_it = (one for one in found.values() if one.id in ticked or (_is_read(one) and one.participant_id in known))
    return [_other(db, one, one.id in ticked) for one in can_hear_it]


def of_voice(told_so_far: Sequence[OneCheckIn]) -> list[OnePoint]:
    """What one person said that can be answered now, and so together."""
    said = [one for visit in told_so_far for one in visit.points]
    return [one for one in said if one.can_reply and one.point.is_open and one.point.status != "reopened"]


def first_due(point: VoicePoint) -> tuple[bool, str, str]:
    """In the order of what is owed."""
    return point.due_at is None, point.due_at.isoformat() if point.due_at else "", point.id


def chosen(db, point: VoicePoint, draft: Draft) -> tuple[list[VoicePoint], list[tuple[str, str]]]:
    """The other points that were chosen, and what keeps any of them from getting this reply."""
    now, found, problems = transaction.now(), [], []
    for value in fields.tapped(NAME):
        point_id, _tilde, events = value.partition("~")
        one = scope.point(db, g.staff, point_id) or abort(404)
        if one.id == point.id or one in found:
            continue
        found.append(one)
        if why := _against(db, one, draft, events, now):
            who = f"{one.participant.pseudonym}: {story.title_of(db, one)}"
            problems.append((NAME, f"{who}. {why}"))
    return found, problems


def told_of_one(db, to: Sequence[VoicePoint], draft: Draft) -> list[str]:
    """What the text takes from the words of one of them, who would be read by the others."""
    said: dict[str, str] = {}
    for one in to:
        said[one.participant_id] = f"{said.get(one.participant_id, '')}\n{said_back.words(db, one)}"
    found = plain_words.said_by_some_only(draft.whole_text(), list(said.values()))
    return [_("“%(found)s” is what one of them said. The others would read it.", found=found)] if found else []


def names(db, others: Sequence[VoicePoint]) -> list[str]:
    """Those who will read the same, as the writer knows them."""
    return [f"{one.participant.pseudonym}: {story.title_of(db, one)}" for one in others]


def _against(db, one: VoicePoint, draft: Draft, events: str, now) -> str:
    if story.is_forgotten(db, one.participant_id):
        return _("Their words were deleted. Nobody can read them any more.")
    if events != str(one.events):
        return _("Something happened there while you were writing. Look there first.")
    if replies.lacks(one, draft, now):
        return _("This can’t be said there now.")
    if draft.language not in (content.FIRST, readings.language_of(db, one.check_in)):
        return _("They did not answer in the language that this is written in.")
    return ""


def _is_read(one: VoicePoint) -> bool:
    return one.status not in ("received", "reopened") and not one.is_taken_back


def _other(db, one: VoicePoint, is_chosen: bool) -> Other:
    return Other(
        value=f"{one.id}~{one.events}",
        pseudonym=one.participant.pseudonym,
        title=story.title_of(db, one),
        status=in_words.status(one),
        is_chosen=is_chosen,
    )
