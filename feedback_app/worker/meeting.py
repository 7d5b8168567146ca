"""One meeting: what they wanted known, the record, what they say of it, and what an observer saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import (
    considerations,
    held_records,
    invitations,
    journal,
    meeting_accounts,
    meeting_invitations,
    meetings,
    observers,
    promises,
    scope,
    second_readers,
)
from feedback_app.loop.considerations import Consideration
from feedback_app.loop.meetings import Meeting
from feedback_app.loop.points import VoicePoint
from feedback_app.web import languages, transaction
from feedback_app.worker import held_words, meeting_words, story
from feedback_app.worker.story import OnePoint

page = Blueprint("meeting", __name__)
DID = {
    "planned": _l("Kept. Ask them what they want this meeting to know."),
    "been": _l("Kept. Make the record: then they read what was decided."),
    "recorded": _l("Kept. They read on their own page what was decided, and the reason. Now reply to each point."),
    "held": _l("Kept. A second reader reads it before they do."),
    "moved": _l("Kept: it is on another day now. Tell them which."),
    "called_off": _l("Called off. What they said stays open."),
    "invited": _l("Made. Print the card, or do it together."),
    "observed": _l("Kept, beside the record and apart from it."),
    held_records.LET_GO: _l("You approved it. They read it on their own page."),
    held_records.KEPT_BACK: _l("Kept back. They read nothing of it: what was decided is said in a reply."),
}
SECOND_READER = {
    "": _l("They are marked, so they read nothing of this record until a second person here has read it."),
    held_records.LET_GO: _l("Read by %(name)s before they could. They read it on their own page."),
    held_records.KEPT_BACK: _l("Kept back by %(name)s: they read nothing of it. Say what was decided in a reply."),
}


@dataclass(frozen=True)
class Weighed:
    """One point and what this meeting made of it, as labelled lines."""

    shown: OnePoint
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class ReadByTwo:
    """How a record stands that a second reader reads first, in words."""

    words: str
    may_end: bool


@page.get("/meeting/<meeting_id>")
def show(meeting_id: str) -> ResponseReturnValue:
    return render(meeting_id, [])


def render(meeting_id: str, problems: list[tuple[str, str]], to_copy: Sequence[str] = ()) -> str:
    look(meeting_id)
    today = promises.in_london(transaction.now()).date()
    with transaction.reading() as db:
        meeting = own(db, meeting_id)
        said = meeting_accounts.accounts(db, g.staff, meeting)
        weighed = _weighed(db, meeting)
        ours = meeting_accounts.was_talked_about(row for _point, row in weighed)
        return render_template(
            "worker/meeting.html",
            meeting=meeting,
            kind=meeting_words.kind(meeting.kind),
            before=[one for one in said if one.moment == meeting_invitations.BEFORE],
            after=[one for one in said if one.moment == meeting_invitations.AFTER],
            held=_held(db, meeting) if meeting.is_recorded else [],
            read_by_two=_read_by_two(db, meeting),
            weighed=[Weighed(story.one_point(db, point), lines(db, row)) for point, row in weighed],
            differs=ours is not None and any(one.talked is (not ours) for one in said),
            observed=_observed(db, meeting),
            may_have_been_seen=may_have_been_seen(meeting),
            cards=_cards(db, meeting),
            asks=_asks(meeting, today),
            can_record=meeting.is_to_be and meeting.held_on <= today,
            problems=problems,
            wrong=dict(problems),
            typed=request.form,
            to_copy=to_copy,
            did=DID.get(request.args.get("did", ""), ""),
        )


def own(db, meeting_id: str) -> Meeting:
    """A meeting of a voice that this member of staff may read; any other is not found."""
    return meetings.one(db, g.staff, meeting_id) or abort(404)


def may_have_been_seen(one: Meeting) -> bool:
    """Its day has come, and it was not called off."""
    return not one.is_called_off and one.held_on <= promises.in_london(transaction.now()).date()


def look(meeting_id: str, moments: tuple[str, ...] = meeting_invitations.MOMENTS) -> None:
    """The line that says who looked, for everybody whose words the page holds, committed before they are shown."""
    with transaction.writing() as db:
        meeting = own(db, meeting_id)
        others = meeting_accounts.speakers(db, g.staff, meeting, moments) - {meeting.participant_id}
        for one in (meeting.participant_id, *sorted(others)):
            journal.record(db, transaction.now(), g.staff.id, "open", "participant", one)


def _held(db, meeting: Meeting) -> list[tuple[str, str]]:
    return meeting_words.lines(
        [
            (_("Chaired by"), meeting_words.chair(meeting.chair or "other")),
            (_("Who was there"), "; ".join(meeting_words.agency(one) for one in meeting.agencies)),
            (_("How the young person was heard"), meeting_words.VOICE_ROUTES.get(meeting.voice_route or "")),
            (_("How the parent or carer was heard"), meeting_words.PARENT_ROUTES.get(meeting.parent_route or "")),
            (_("Where the minutes are"), meetings.minute_ref_of(db, meeting)),
        ]
    )


def _read_by_two(db, meeting: Meeting) -> ReadByTwo | None:
    held = held_records.of_meeting(db, meeting.id)
    if held is None:
        return None
    words = str(SECOND_READER[held.ended_how or ""])
    words = words % {"name": held.reader.first_name} if held.reader else words
    if held.waits and not second_readers.has_any(db, held.writer, held.service_id):
        words = f"{words} {held_words.NOBODY}"
    return ReadByTwo(words, held_records.may_end(db, held, g.staff))


def _weighed(db, meeting: Meeting) -> list[tuple[VoicePoint, Consideration]]:
    """Every point of the record that this member of staff may see, and what was made of it."""
    rows = considerations.of_meeting(db, meeting.id)
    seen = [(scope.point(db, g.staff, point_id), row) for point_id, row in rows.items()]
    return sorted(((point, row) for point, row in seen if point), key=lambda pair: (str(pair[0].said_at), pair[0].id))


def lines(db, row) -> list[tuple[str, str]]:
    """What a meeting made of one point, as labelled lines."""
    is_set_aside = row.route == meetings.NOT_PRESENTED
    return meeting_words.lines(
        [
            (_("How it was put"), meeting_words.ROUTES[row.route]),
            (_("May others hear it?"), meeting_words.SHARING.get(row.sharing or "")),
            (_("Was it talked about?"), meeting_words.DISCUSSED.get(row.discussed or "")),
            (_("What was decided"), meeting_words.DECISIONS.get(row.decision or "")),
            (_("How it was decided"), meeting_words.HOW_DECIDED.get(row.how_decided or "")),
            (_("Why it was set aside") if is_set_aside else _("The reason"), considerations.reason_of(db, row)),
            (_("How they get the reason"), _how_told(row)),
        ]
    )


def _how_told(row) -> str:
    if row.kept_back:
        return _("Kept from their page: it could put somebody in danger")
    return _("In person only") if row.in_person_only else ""


def _observed(db, meeting: Meeting) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            str(meeting_words.OBSERVERS[row.observer]),
            meeting_words.lines(
                [
                    (_("Written down on"), languages.day(row.written_at)),
                    (_("How they were heard"), meeting_words.VOICE_ROUTES[row.route]),
                    (_("Was it talked about?"), meeting_words.DISCUSSED[row.discussed]),
                    (_("What they saw"), account),
                ]
            ),
        )
        for row, account in observers.of_meeting(db, meeting.id)
    ]


def _cards(db, meeting: Meeting) -> list[tuple[str, object, str, bool]]:
    """The meeting's own QR codes: when they ask, and whether they still open."""
    now = transaction.now()
    return [
        (
            str(meeting_words.MOMENTS[one.moment]),
            one.invitation,
            invitations.in_groups(one.invitation.slug),
            one.invitation.state(now) == "open",
        )
        for one in meeting_invitations.of_meeting(db, meeting.id)
        if one.invitation.kind != invitations.TOGETHER
    ]


def _asks(meeting: Meeting, today) -> list[tuple[str, str, str]]:
    """For each moment: its code, its words, and why it can't be offered now, if it can't."""
    found = []
    for moment in meeting_invitations.MOMENTS:
        against = meeting_invitations.against_the_time(meeting, moment, today)
        why_not = " ".join(str(meeting_words.AGAINST[one]) for one in against)
        found.append((moment, str(meeting_words.MOMENTS[moment]), why_not))
    return found
