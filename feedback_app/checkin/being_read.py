"""Another language, as the person is told of it: that somebody reads it, by which day, and what is there in theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from feedback_app.loop import content, put_beside, readings, readings_owed
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.put_beside import Put
from feedback_app.loop.replies import Draft, Reply
from feedback_app.web import languages
from feedback_app.web.transaction import Db


@dataclass(frozen=True)
class BeingRead:
    """Lines by check-in and by reply; what we understood, and which replies there are, in the person's language."""

    said: dict[str, str] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    understood: dict[str, tuple[str, str]] = field(default_factory=dict)  # with the language that it is in


@dataclass(frozen=True)
class Theirs:
    """A reply as somebody put it into the person's language, who did, and which of the two stands second."""

    draft: Draft
    by: str
    is_first: bool
    read_other: str


def of(db: Db, participant_id: str, now: datetime) -> BeingRead:
    """Nearly everybody writes what their worker reads: for them, this is one quick question."""
    asked = readings.of_person(db, participant_id)
    if not asked:
        return BeingRead()
    waits = readings_owed.still_owed(asked)
    done = [one for one in asked if one.reply_id and one.done_at and one not in waits]
    put = {one.reply_id: _is_there_too(one.language) for one in done}
    return BeingRead(
        said={one.check_in_id: _being_read(one, now) for one in waits if one.reply_id is None},
        replies=put | {one.reply_id: being_put(one, now) for one in waits if one.reply_id},
        understood=put_beside.understood_in_theirs(db, participant_id)
        if put and not languages.spoken().is_english
        else {},
    )


def theirs(db: Db, reply: Reply, draft: Draft) -> Theirs | None:
    """Theirs stands first, but for somebody who reads this page in English."""
    put = put_beside.of_reply(db, reply)
    if put is None:
        return None
    is_first = not languages.spoken().is_english
    other = _("Read it in English") if is_first else _("Read it in %(language)s", language=_name(put.language))
    return Theirs(draft.put_into(put.language, put.texts), _by(put), is_first, other)


def waits(db: Db, reply: Reply, check_in_id: str, now: datetime) -> str:
    """That this reply is still being put into their language, and by when."""
    owed = readings_owed.still_owed(readings.about(db, check_in_id, reply.id)[::-1])
    return being_put(owed[0], now) if owed else ""


def only_in_english(db: Db, draft: Draft, check_in: CheckIn) -> str:
    """Where nobody put it into their language, nor was asked to: that they may ask us for it."""
    said_in = readings.language_of(db, check_in)
    theirs = languages.chosen() if content.language(said_in).is_english else said_in
    is_english = content.language(draft.language).is_english and draft.whole_text()  # a tap of thanks has no text
    if not is_english or content.language(theirs).is_english:
        return ""
    return _("This reply is in English. Ask us for it in %(language)s:", language=_name(theirs))


def _being_read(one: Any, now: datetime) -> str:
    name, day = _name(one.language), languages.day(one.due_at)
    if one.due_at < now:
        return _(
            "Someone who reads %(language)s has it. We said by %(day)s. We are late. Sorry.", language=name, day=day
        )
    return _("Being read by someone who reads %(language)s. By %(day)s.", language=name, day=day)


def being_put(one: Any, now: datetime) -> str:
    name, day = _name(one.language), languages.day(one.due_at)
    if one.due_at < now:
        return _("It is being put into %(language)s. We said by %(day)s. We are late. Sorry.", language=name, day=day)
    return _("It is being put into %(language)s. By %(day)s.", language=name, day=day)


def _is_there_too(code: str) -> str:
    return _("You can read it in %(language)s.", language=_name(code))


def _by(put: Put) -> str:
    if put.interpreter:
        return _("An interpreter put it into %(language)s.", language=_name(put.language))
    return _("Put into %(language)s by %(name)s.", language=_name(put.language), name=put.signed_by)


def _name(code: str) -> str:
    return content.language(code).name_in(languages.chosen())
