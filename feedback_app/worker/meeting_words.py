"""Meetings, what they made of a point, and actions in the words that staff read; and what a record still lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback_app.loop import content, meetings
from feedback_app.loop.meetings import CHAIRS, NOT_PRESENTED
from feedback_app.loop.questions import Option
from feedback_app.web import local
from feedback_app.worker import in_words

ROUTES = {
    "in_person": _l("They were there and said it"),
    "advocate": _l("Somebody they chose said it"),
    "own_words_read": _l("Their own words were read out"),
    "recorded_or_drawn": _l("Their recording or drawing was shown"),
    "worker_summary": _l("A worker said it for them"),
    NOT_PRESENTED: _l("Not put to this meeting: set aside"),
}
VOICE_ROUTES = {**ROUTES, NOT_PRESENTED: _l("Not heard at this meeting")}
PARENT_ROUTES = {**VOICE_ROUTES, "not_invited": _l("Not invited")}
DISCUSSED = {"fully": _l("Yes, properly"), "partly": _l("A bit"), "no": _l("No")}
DECISIONS = {
    "agreed": _l("Agreed"),
    "partly": _l("Agreed in part"),
    "not_agreed": _l("Not agreed"),
    "deferred": _l("Put off to another meeting"),
}
# Hart's ladder, only ever as a label of how *we* decided
HOW_DECIDED = {
    "told": _l("They were told"),
    "asked": _l("They were asked first"),
    "together": _l("Decided together with them"),
    "they_led": _l("They led"),
}
SHARING = {
    "asked": _l("I asked them, and they agreed"),
    "danger": _l("Not asked: somebody could be badly hurt"),
}
OBSERVERS = {
    "advocate": _l("Advocate"),
    "independent_visitor": _l("Independent visitor"),
    "researcher": _l("Researcher"),
    "young_adviser": _l("Young adviser"),
    "colleague": _l("A colleague with no part in it"),
    "other": _l("Somebody else"),
}
MOMENTS = {"before": _l("Before the meeting"), "after": _l("After the meeting")}
STATES = {
    "not_started": _l("Not started"),
    "under_way": _l("Under way"),
    "done": _l("Done"),
    "stopped": _l("Stopped"),
}
LACKS = {
    ("held_on", "needed"): _l("Give the day of the meeting"),
    ("held_on", "future"): _l("This day is still to come. Make the record once the meeting has taken place"),
    ("chair", "choose"): _l("Choose who chaired"),
    ("agencies", "choose"): _l("Tick who was there"),
    ("voice_route", "choose"): _l("Choose how the young person was heard"),
    ("parent_route", "choose"): _l("Choose how the parent or carer was heard"),
    ("route", "choose"): _l("Say how this was put to the meeting, or set it aside"),
    ("route", "unread"): _l("Nobody here has read this yet. Have it read first, or set it aside and say why"),
    ("sharing", "needed"): _l("They have not said that others may hear this. Did you ask them?"),
    ("discussed", "choose"): _l("Choose whether it was talked about"),
    ("decision", "choose"): _l("Choose what was decided"),
    ("how_decided", "choose"): _l("Choose how it was decided"),
    ("reason", "set_aside"): _l("Say why this was set aside"),
    ("reason", "needed"): _l("Give the reason, in words for them. Without one it can’t be kept"),
    ("reason", "blames"): _l("The reason blames or labels. Say it in other words"),
    ("reason", "phone"): _l("The reason shows others what this is about, if they see the phone. Tell it in person?"),
    ("reason", "long"): _l("The reason is too long: 1,000 letters at most"),
    ("meeting", "moved"): _l("Something was said or answered while you wrote. Look again before you keep it"),
}
AGAINST = {
    "not_safe": _l("Only when it is safe to invite them"),
    "not_told": _l("Tell them about the meeting first"),
    "needs_manager": _l("For a strategy discussion, only a team manager or a safeguarding lead may invite"),
    "too_late": _l("It is too late to ask before this meeting: they need five days for it"),
    "not_yet": _l("From the day of the meeting, and for four weeks after it"),
    "is_marked": _l("They are marked as one who may be a risk: no card for a meeting"),
    "called_off": _l("This meeting was called off"),
    "no_questions": _l("The questions for this are switched off here"),
}


options = in_words.options  # the templates of a record choose from any of the above


def kind(value: str) -> str:
    """A meeting's kind, as the sector or this partnership calls it."""
    return next(local.stage(row) for row in content.of("stages") if row["value"] == value)


def kinds() -> list[Option]:
    return [Option(one, kind(one)) for one in meetings.kinds()]


def chair(value: str) -> str:
    """A chair's role; a partnership may call it otherwise among its roles."""
    found = local.role(value)
    return found[:1].upper() + found[1:]


def chairs() -> list[Option]:
    return [Option(one, chair(one)) for one in CHAIRS]


def agency(value: str) -> str:
    return next((str(row["label"]) for row in content.of("agencies") if row["value"] == value), value)


def agencies() -> list[Option]:
    return [Option(row["value"], row["label"]) for row in content.of("agencies")]


def lines(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    """Labelled lines, without those that have nothing to say."""
    return [(str(label), str(value)) for label, value in pairs if value]
