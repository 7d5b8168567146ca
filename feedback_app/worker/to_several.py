"""One reply to several: who else may get it, who was chosen, and who can't have it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, partnership, plain_words, readings, replies, scope, sealed_store, waiting
from feedback_app.loop.drafts import Draft
from feedback_app.loop.in_theirs import NOBODY, InTheirs
from feedback_app.loop.points import VoicePoint
from feedback_app.web import fields, transaction
from feedback_app.worker import beside_english, in_words, said_back, story, tongue
from feedback_app.worker.story import OneCheckIn, OnePoint

NAME = "also"
DELETED = _l("Their words were deleted. Nobody can read them any more.")


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
    chosen_before = {*together, *ticked()}
    same = scope.voice_of(db, g.staff, point.participant_id)
    found = {one.id: one for one in same if one.is_open}
    for row in waiting.inbox(db, g.staff, transaction.now()):
        if row.source == waiting.OURS:
            found.setdefault(row.point.id, row.point)
    for point_id in chosen_before - set(found):
        if one := scope.point(db, g.staff, point_id):
            found[point_id] = one
    found.pop(point.id, None)
    known = sealed_store.with_key(db, {one.participant_id for one in found.values()})
    said = found.values()
    can_hear_it = (one for one in said if one.id in chosen_before or (_is_read(one) and one.participant_id in known))
    return [_other(db, one, one.id in chosen_before) for one in can_hear_it]


def ticked() -> list[str]:
    """Ids of those that were chosen beside the first."""
    return [value.partition("~")[0] for value in fields.tapped(NAME)]


def of_voice(told_so_far: Sequence[OneCheckIn]) -> list[OnePoint]:
    """What one person said that can be answered now, and so together."""
    said = [one for visit in told_so_far for one in visit.points]
    return [one for one in said if one.can_reply and one.point.is_open and one.point.status != "reopened"]


def first_due(point: VoicePoint) -> tuple[bool, str, str]:
    """In the order of what is owed."""
    return point.due_at is None, point.due_at.isoformat() if point.due_at else "", point.id


def chosen(db, point: VoicePoint, draft: Draft, theirs: InTheirs) -> tuple[list[VoicePoint], list[tuple[str, str]]]:
    """The other points that were chosen, and what keeps any of them from getting this reply."""
    now, found, problems = transaction.now(), [], []
    for value in fields.tapped(NAME):
        point_id, _tilde, events = value.partition("~")
        one = scope.point(db, g.staff, point_id) or abort(404)
        if one.id == point.id or one in found:
            continue
        found.append(one)
        why = _against(db, one, draft, events, now) or _in_another(db, one, point, theirs)
        if why:
            problems.append((NAME, f"{_name(db, one)}. {why}"))
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
    return [_name(db, one) for one in others]


def nobody_asked(db, others: Sequence[VoicePoint], draft: Draft, theirs: InTheirs) -> list[str]:
    """Of each of the others: that they don't read what it goes out in, and nobody is asked to put it into what they do.

    Whoever is asked for the first is asked for those alone whose language they read too.
    """
    found = []
    for one in others if not draft.in_person_only else ():
        reads_it = theirs.texts or theirs.translator_id in [each["value"] for each in tongue.translators(db, one)]
        lines = beside_english.nobody_asked(
            draft, theirs if reads_it else NOBODY, beside_english.other_language(db, one)
        )
        found += [f"{_name(db, one)}. {line}" for line in lines]
    return found


def _name(db, one: VoicePoint) -> str:
    return f"{one.participant.pseudonym}: {story.title_of(db, one)}"


def _against(db, one: VoicePoint, draft: Draft, events: str, now) -> str:
    if story.is_forgotten(db, one.participant_id):
        return str(DELETED)
    if events != str(one.events):
        return _("Something happened there while you were writing. Look there first.")
    if replies.lacks(one, draft, now, partnership.promises_from(db, one.service_id)):
        return _("This can’t be said there now.")
    if draft.language not in (content.FIRST, readings.language_of(db, one.check_in)):
        return _("They did not answer in the language that this is written in.")
    return ""


def _in_another(db, one: VoicePoint, point: VoicePoint, theirs: InTheirs) -> str:
    """What its writer put beside the English is in the language of the first: it would stand there as another."""
    language = beside_english.other_language(db, one)
    if not theirs.texts or language in (None, beside_english.other_language(db, point)):
        return ""
    return _("They did not answer in the language that this is written in.")


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
