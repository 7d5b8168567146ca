"""The loop's codes in the words that staff read: kinds, how it came, what is due and how late it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback_app.loop import content, invitations, promises, questions
from feedback_app.loop.check_ins import CheckIn
from feedback_app.loop.invitations import LINES, Invitation
from feedback_app.loop.point_making import NO_ONE
from feedback_app.loop.points import WITHDRAWN, VoicePoint
from feedback_app.loop.questions import Option
from feedback_app.loop.replies import Receipt
from feedback_app.web import fields, languages, local

AUDIENCES = {"young_person": _l("Young person"), "parent_carer": _l("Parent or carer")}
KINDS = {
    "change": _l("Wants a change"),
    "keep": _l("Going OK"),
    "question": _l("Question"),
    "idea": _l("Idea"),
    "worry": _l("Worry"),
    "complaint": _l("Complaint"),
    "thanks": _l("Thanks"),
}
FORMS = {
    "drawing": _l("Drawn"),
    "lyrics": _l("A song, a rap or a poem"),
    "art_described": _l("A picture, in words"),
    "taps": _l("Tapped, no words"),
}
INVITATIONS = {
    "poster": _l("Poster"),
    "personal": _l("Personal card"),
    "meeting": _l("Meeting card"),
    "group": _l("Group"),
    "together": _l("Done together"),
}
HOW_IT_CAME = {
    "poster": _l("Came by a poster. We don't know who this is, and we can't find them."),
    "personal": _l("Came by a personal card: we can't be sure who typed."),
    "meeting": _l("Came by a card for one meeting: we can't be sure who typed."),
    "group": _l("Came from a group: it shows what the group said, not who said it."),
    "together": _l("Done together, on a worker's device: they knew who was next to them."),
}
TALKS = {"one_to_one_note": _l("We met"), "phone_call": _l("On the phone")}
WRITTEN = {"one_to_one_note": _l("Written down: a talk"), "phone_call": _l("Written down: a phone call")}
YES_OR_NO = {"yes": _l("Yes"), "no": _l("No")}
NOBODY_ELSE = _l("They skipped this: your service only, and nothing is passed on as a theme.")
RECEIPTS = {
    "opened": _l("They opened it"),
    "told_in_person": _l("Told in person"),
    "read_aloud": _l("Read aloud to them"),
    "by_advocate": _l("Told through an advocate"),
}
CONFIRMED = {
    "yes": _l("They say so too."),
    "no": _l("They say it did not happen."),
    "dont_remember": _l("They do not remember."),
}
# by (step, evidence) first, then by step alone
STEPS = {
    "asked": _l("We asked"),
    "said": _l("They said it"),
    ("said", "taken_back"): _l("They took this back"),
    ("said", "not_what_i_meant"): _l("They said we got it wrong"),
    ("said", "meant"): _l("They said what they meant"),
    "received": _l("It arrived"),
    ("received", "set_aside"): _l("Set aside at a meeting, and not read yet"),
    "heard": _l("Read by one of us"),
    ("heard", "thanked"): _l("Read, and thanked"),
    ("heard", "written_down"): _l("Heard, and written down, by one of us"),
    ("heard", "check_back"): _l("We asked if we got them right"),
    ("heard", "split"): _l("Read as more than one thing"),
    ("heard", "merged"): _l("Answered together with another"),
    ("heard", "parted"): _l("Answered by itself again"),
    ("heard", "set_aside"): _l("Set aside at a meeting"),
    ("heard", "translated"): _l("Put into English by somebody who reads their language"),
    ("decided", "pass_on"): _l("Asked another service"),
    ("raised", "pass_on_accepted"): _l("Another service took it on"),
    ("decided", "pass_on_refused"): _l("Another service said no"),
    ("decided", "pass_on_returned"): _l("Not taken on in five working days: ours again"),
    ("decided", "pass_on_taken_back"): _l("We took it back from another service"),
    ("decided", "pass_on_answered"): _l("Another service answered us"),
    ("decided", "pass_on_by_phone"): _l("Another service answered by phone"),
    ("answered", "pass_on_told"): _l("The person was sent that service’s answer"),
    "understood": _l("They said we got them right"),
    "raised": _l("Taken to a meeting"),
    "decided": _l("Decided"),
    "acted": _l("Something changed"),
    "answered": _l("We replied"),
    ("answered", "translated"): _l("Our reply was put into their language"),
    ("told", "denied"): _l("They say nobody told them"),
    "told": _l("They had the reply"),
    "felt": _l("They said what difference it made"),
    ("felt", "skipped"): _l("They said what they think of our reply"),
    ("felt", "too_soon"): _l("They said that it is too soon to say"),
    "lasted": _l("They said how it is now"),
    "learned": _l("Taken up by the board"),
    "reopened": _l("They say it is not sorted"),
}


@dataclass(frozen=True)
class Due:
    """What is owed on a point: ``what``, ``on`` which day, and how far off in words."""

    what: str
    on: str
    far: str
    is_late: bool


def due(point: VoicePoint, now: datetime) -> Due | None:
    """What waits on this point, or None when nothing does."""
    if point.due_at is None:
        return None
    return due_on(_what_is_due(point), point.due_at, now)


def due_on(what: str, at: datetime, now: datetime) -> Due:
    """The same of anything that somebody owes."""
    return Due(what, languages.day(at), _far(promises.days_waited(now, at), at, at < now), at < now)


def status(point: VoicePoint) -> str:
    """A point's status as staff read it: the person's words for it, save where those are to the person."""
    return status_of(point.status)


def status_of(value: str) -> str:
    if value == "reopened":
        return _("They say it is not sorted")
    if value == "received":
        return _("Not read yet")
    if value == WITHDRAWN:
        return _("They took this back")
    return local.words_for("statuses", value)


def written_in(point: VoicePoint) -> str:
    """The language of a check-in, where it is not English."""
    language = content.language(point.check_in.language)
    return "" if language.is_english else _("In %(language)s", language=language.in_english)


def differences(db, question_set_id: str) -> dict[str, str]:
    """What people may say about the difference a reply made, in their own words for it."""
    form = questions.form_of(db, question_set_id, content.FIRST)
    asked = next(question for question in form.questions if question.id == "difference")
    return {option.value: option.words for option in asked.options}


def ask_lines(invitation: Invitation, by: date, language: str = content.FIRST) -> list[tuple[str, str]]:
    """The honest ask with the labels people know from the first screen; ``by`` is the day they were told there."""
    ask, labels = invitation.ask_in(language), content.of("notices", language)["safety_messages"]["asked_by"]
    return [*((labels[line], getattr(ask, line)) for line in LINES), (labels["by"], languages.day(by))]


def too_long(name: str, most: int) -> list[tuple[str, str]]:
    """What is wrong with a line that would be cut: nobody keeps half a sentence without being told."""
    over = len(fields.line(name, fields.WHOLE)) - most
    return [(name, _("This is too long by %(over)s letters", over=over))] if over > 0 else []


def theme(value: str) -> str:
    return content.words_for("themes", value)


def helped(value: str) -> list[tuple[str, str]]:
    """Who helped to write it, as a labelled line; none when nobody did, which is nearly always."""
    if value == NO_ONE:
        return []
    return [(_("Who helped to write it"), content.words_for("helped_by", value))]


def card(invitation: Invitation) -> list[tuple[str, str]]:
    """Which one, as it is printed: whoever gave it knows to whom. Of a poster that says nothing."""
    is_for_one = invitation.kind in invitations.FOR_ONE
    return [(_("Which card"), invitations.in_groups(invitation.slug))] if is_for_one else []


def helpers() -> list[dict[str, str]]:
    """Who may have helped beside the worker who writes it down."""
    return [row for row in content.of("helped_by") if row["value"] not in (NO_ONE, "worker")]


def options(words: dict[str, Any]) -> list[Option]:
    return [Option(value, str(said)) for value, said in words.items()]


def came_by(check_in: CheckIn) -> str:
    """How it came, in a word or two, for a list."""
    return str(WRITTEN.get(check_in.channel) or INVITATIONS[check_in.invitation.kind])


def written_down(channel: str, note: Any) -> str:
    """Who wrote it down, after what kind of talk, and whether these are their words: before anybody quotes it."""
    places = {"name": note.first_name, "day": languages.day(note.said_on)}
    who = {
        "one_to_one_note": _("Written down by %(name)s from a talk on %(day)s.", **places),
        "phone_call": _("Written down by %(name)s from a phone call on %(day)s.", **places),
    }
    exact = _("Their exact words: yes.") if note.their_exact_words else _("Their exact words: no.")
    checked = _("They checked it: yes.") if note.they_checked_it else _("They checked it: no.")
    return f"{who[channel]} {exact} {checked}"


def receipt(one: Receipt, through: str = "") -> str:
    """How and when a reply was had; and what the person says to it, where a worker says that they told them."""
    named = f"{RECEIPTS[one.how]}, {through}" if through else RECEIPTS[one.how]
    words = f"{named}: {languages.day(one.at)}"
    return f"{words}. {CONFIRMED[one.confirmed]}" if one.confirmed else words


def offered(one: Any) -> str:
    """Who offered a reply or a verdict, how, and on which day."""
    places = {"name": one.first_name, "day": languages.day(one.at)}
    if one.way == "card":
        return _("Offered by %(name)s on %(day)s, on a card", **places)
    return _("Offered by %(name)s on %(day)s, on our device", **places)


def step(name: str, evidence: str) -> str:
    return str(STEPS.get((name, evidence), STEPS.get(name, name)))


def _what_is_due(point: VoicePoint) -> str:
    if point.status == "received":
        return _("Read by")
    return _("Reply by") if point.status in ("heard", "checking", "reopened") else _("Update by")


def _far(days: int, at: datetime, is_late: bool) -> str:
    if days == 0:
        hour = promises.in_london(at).strftime("%H:%M")
        return _("late since %(hour)s today", hour=hour) if is_late else _("today by %(hour)s", hour=hour)
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("in %(num)d day", "in %(num)d days", days)
    return ngettext("%(num)d day late", "%(num)d days late", -days)
