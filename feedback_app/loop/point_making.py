"""Makes voice points out of what somebody sent: each open answer written, drawn or tapped, as its question says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from feedback_app.database import Db, new_id, to_the_minute
from feedback_app.loop import promises, staff, trail
from feedback_app.loop.points import PointTheme, VoicePoint
from feedback_app.loop.questions import Question
from feedback_app.loop.sending import Given, Sending

LONGEST_ANSWER = 5000  # letters as people count them, see `room`; about two pages
ONLY_THE_SERVICE = "service"  # "who can read this" was skipped: the asking service, no themes
NOT_SURE = "unsure"
NO_ONE = "no_one"  # nobody helped to write it
LYRICS, DESCRIBED = "lyrics", "art_described"


def make(
    db: Db,
    sending: Sending,
    participant_id: str,
    check_in_id: str,
    answers: dict[str, dict[str, Any]],
    now: datetime,
    promised: dict[str, int],
    worker_id: str | None,
    named_before: Collection[str] = (),
) -> None:
    """Insert the points of a check-in with their first trail events and the person's own themes.

    ``answers`` are the answer rows by question; ``promised`` is in working days; ``worker_id`` is who
    works with this person now, ``named_before`` whom else they ever did not want to read something.
    """
    shared = _of_each(sending, now, promised) | _whose(db, sending, worker_id, named_before)
    shared |= {"participant_id": participant_id, "check_in_id": check_in_id}
    points, events, themes = [], [], []
    for question in sending.form.questions:
        if question.kind_of_point is None or not _is_said(sending, question):
            continue
        point = shared | _row(sending, question) | {"answer_id": answers[question.id]["id"]}
        points.append(point)
        events.extend(_first_events(point["id"], sending, now))
        about = sending.given.get(f"{question.id}.about", Given()).choices
        themes.extend({"point_id": point["id"], "theme": one, "by": "person"} for one in about)
    for table, rows in ((VoicePoint, points), (trail.TrailEvent, events), (PointTheme, themes)):
        if rows:
            db.add_rows(table, *rows)


def _whose(db: Db, sending: Sending, worker_id: str | None, named_before: Collection[str]) -> dict[str, str | None]:
    """Whose it is to answer. "Not my worker" goes to an independent reader, and that worker never sees it.

    Nor does anybody whom they said it of before: that one is not the "someone else" they want.
    """
    if not sending.is_not_for_their_worker:
        return {"owner_id": worker_id, "hidden_from": None, "named_before": None}
    return {
        "owner_id": staff.independent_reader(db, sending.invitation.service_id, {worker_id, *named_before}),
        "hidden_from": worker_id,
        "named_before": " ".join(named_before) or None,
    }


def _is_said(sending: Sending, question: Question) -> bool:
    """Written or drawn; or tapped, since what it is about is an answer for those who can't find words."""
    given = sending.given.get(question.id, Given())
    under = (sending.given.get(f"{question.id}.{tap.id}", Given()).choices for tap in question.under)
    return bool(given.words or given.drawing or {one for chosen in under for one in chosen} - {NOT_SURE})


def _of_each(sending: Sending, now: datetime, promised: dict[str, int]) -> dict[str, Any]:
    """What is the same of every point of one check-in: whose it is to answer, by when, and who may read it."""
    said_at = sending.said_at(now)
    asked = sending.invitation.hear_back_by
    heard_by = promises.read_by(asked, said_at, promised)
    return {
        "service_id": sending.invitation.service_id,
        "stage": sending.invitation.stage,
        "audience": sending.invitation.audience,
        "who_sees": sending.choices.get("who_sees", ONLY_THE_SERVICE),
        "hear_back": sending.choices.get("hear_back", "code"),
        "heard_by": heard_by,
        "reply_by": promises.answered_by(asked, said_at, promised),
        "due_at": heard_by,
        "status": "received",
        "events": 3,
        "asked_at": _asked_at(sending, now),
        "said_at": to_the_minute(said_at),
        "received_at": to_the_minute(now),
    }


def _row(sending: Sending, question: Question) -> dict[str, Any]:
    return {
        "id": new_id(),
        "question": question.id,
        "kind": _kind(sending, question),
        "level": question.level,
        "form": _form(sending.given.get(question.id, Given())),
    }


def _kind(sending: Sending, question: Question) -> str:
    """The person's own tap sets the kind; *not sure* leaves it as the question has it."""
    tapped = sending.given.get(f"{question.id}.what_is_it", Given()).choices
    return tapped[0] if tapped and tapped[0] != NOT_SURE else str(question.kind_of_point)


def _form(given: Given) -> str:
    """The way it was said (SUBJECT 1.1), for measures: by whose pen, and never what is in it."""
    if given.drawing:
        return "drawing"
    if not given.words:
        return "taps"
    return given.form if given.form in (LYRICS, DESCRIBED) else "text"


def _first_events(point_id: str, sending: Sending, now: datetime) -> list[dict[str, object]]:
    return [
        trail.row_of(point_id, 0, "asked", _asked_at(sending, now), now, trail.SYSTEM, "invitation"),
        trail.row_of(point_id, 1, "said", sending.said_at(now), now, trail.PERSON, sending.channel),
        trail.row_of(point_id, 2, "received", now, now, trail.SYSTEM, "automatic", "received"),
    ]


def _asked_at(sending: Sending, now: datetime) -> datetime:
    """When the invitation was made; nobody is asked after they answered, though the clock be put back."""
    return min(sending.invitation.made_at, sending.said_at(now))
