"""A person's own page: point by point what was understood, what was answered, what happens next."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from feedback_app.checkin import (
    asked,
    being_read,
    own_notes,
    said_for_a_meeting,
    stays_shut,
    taken_to,
    trail_words,
    was_it_told,
    ways,
    wrote_it_down,
)
from feedback_app.checkin.being_read import BeingRead
from feedback_app.checkin.who_is_back import NotBack, only_back
from feedback_app.loop import (
    caseload,
    check_ins,
    coming_back,
    content,
    new_words,
    partnership,
    points,
    questions,
    replies,
    sessions,
    told,
)
from feedback_app.loop.coming_back import Said
from feedback_app.loop.points import OUTCOMES, WITHDRAWN, VoicePoint
from feedback_app.loop.sessions import VISIT_IDLE, Here
from feedback_app.web import errors, languages, lent, local, reply_words, session, transaction
from feedback_app.web.fields import filled
from feedback_app.web.steps import Step
from feedback_app.web.transaction import Db

page = Blueprint("my_page", __name__)
CLOSED = "/back?closed"
SAY = {f"checkin.{name}" for name in ("verdict", "asked", "take_back")}  # where a press says something to us


@dataclass(frozen=True)
class Shown:
    """One point as its own person sees it: never their words, until they ask for them."""

    point: Any
    title: str
    understood: str | None
    understood_tag: str
    which: str
    status: str
    status_words: str
    replies: list[tuple[Any, bool]]
    in_person: str
    waiting: str
    steps: list[Step]
    helper: str
    taken: list[taken_to.Taken]
    claims: list[was_it_told.Claim]
    asked: list[asked.Asked]
    replies_read: dict[str, str]
    notes: list[str] = field(default_factory=list)
    written: str = ""
    meeting: str = ""
    told_them: str = ""  # the reply that somebody told them, which never opens here
    to_rate: str = ""  # the same, also once it is open again: they may say what difference it made


def set_page_clock(holds_words: bool = False) -> None:
    """The page says when it will close, and how to keep it open; on a worker's device its notice does.

    Where no script runs it closes all the same, but for one that ``holds_words`` as they are being written.
    """
    if lent.now() is None:
        g.page_clock = {
            "idle_seconds": int(VISIT_IDLE.total_seconds()),
            "closes_by_itself": not holds_words,
            "stay_url": "/back/stay",
            "ended_url": CLOSED,
        }


@page.app_errorhandler(NotBack)
def to_the_door(_: NotBack) -> ResponseReturnValue:
    """The door says why they are there, and gives back what was being written when their page closed."""
    is_unsent = request.method == "POST" and request.blueprint in SAY
    if lent.is_over():
        return redirect("/together?thanks=unsent" if is_unsent else "/together", 303)
    if wrote := errors.written():
        door = {"typed": "", "errors": [], "then": "", "is_closed": True, "is_unsent": False, "start_url": CLOSED}
        return render_template("checkin/come_back.html", wrote=wrote, **door), 410
    return redirect(f"{CLOSED}=unsent" if is_unsent else CLOSED, 303)


@page.app_context_processor
def page_clock() -> dict[str, object]:
    return g.get("page_clock", {})


@page.get("/back/replies")
def show() -> ResponseReturnValue:
    visit, now = only_back(), transaction.now()
    set_page_clock()
    with transaction.reading() as db:
        shut = stays_shut.of(db, visit)
        said = coming_back.everything_of(db, visit.participant_id)
        if shut is not None:
            said = [one for one in said if one.point.check_in_id not in shut.check_ins]
        taken = taken_to.of(db, visit.participant_id, said)
        claims = told.claims(db, visit.participant_id)
        notes = own_notes.of(said, lambda one: _heading(db, one))
        visits = [(one.point.check_in_id, one.point.channel) for one in said]
        written = wrote_it_down.by_check_in(db, visit.participant_id, visits)
        meeting = said_for_a_meeting.by_check_in(db, visit.participant_id)
        read = being_read.of(db, visit.participant_id, now)
        shown = [
            replace(
                _shown(db, one, now, taken.get(one.point.id, []), claims.get(one.point.id, []), read),
                notes=notes[one.point.id],
                written=written.get(one.point.check_in_id, ""),
                meeting=meeting.get(one.point.check_in_id, ""),
            )
            for one in said
        ]
        given = new_words.to_tell(db, visit.participant_id, now)
        worker = caseload.to_tell(db, visit.participant_id, now, shut.giver_id if shut else None)
        through_hands = stays_shut.words(db, visit, shut)
    language = languages.chosen()
    safety = content.of("notices", language)["safety_messages"]
    return render_template(
        "checkin/my_page.html",
        points=sorted(shown, key=lambda one: not one.replies or one.replies[0][1]),  # what waits to be read, first
        welcome=safety["welcome_back"],
        written_in=taken_to.WRITTEN_IN if language != content.FIRST else None,
        worker=worker,
        through_hands=through_hands,
        new_words=_("A worker gave you new words on %(day)s.", day=languages.day(given)) if given else "",
    )


@page.get("/back/stay")
def stay() -> ResponseReturnValue:
    if lent.now() is None:
        only_back()
    return "", 204


@page.post("/back/close")
def close() -> ResponseReturnValue:
    where = "/together" if lent.is_here() else "/goodbye"
    with transaction.writing() as db:
        sessions.close_visit(db, session.visit_token())
    return session.end_visit(redirect(where, 303))


def own_point(db: Db, visit: Here, point_id: str) -> VoicePoint:
    """A point of this visit's own participant that their words open; anybody else's is not found."""
    point = points.of_person(db, visit.participant_id, point_id)
    if point is None or stays_shut.is_shut(db, visit, point.check_in_id):
        raise NotFound
    return point


def which(point: Any) -> str:
    """Which of our tries to understand this they are asked about: a worker may write another while they look."""
    return hashlib.sha256(point.understanding or b"").hexdigest()[:16]


def title_of(db: Db, point: VoicePoint) -> str:
    return _title(db, check_ins.question_set_of(db, point.check_in_id), point.question)


def _title(db: Db, question_set_id: str, question: str) -> str:
    form = questions.form_of(db, question_set_id, languages.chosen())
    return questions.title(form, question) or _("A complaint")


def _heading(db: Db, said: Said) -> str:
    return said.understood or _title(db, said.point.question_set_id, said.point.question)


def _shown(db: Db, said: Said, now: datetime, taken: list[taken_to.Taken], claims: list[Any], read: BeingRead) -> Shown:
    point = said.point
    if point.status == WITHDRAWN:  # of what they took back nothing is left to show
        said, taken, claims, read = Said(point, None, [], said.events, []), [], [], BeingRead()
    reading = read.said.get(point.check_in_id, "") if point.form != "taps" else ""
    status = "received" if point.status == "checking" and not said.understood else point.status
    ours = [reply for reply in said.replies if not reply.pass_on_id]
    in_person = [reply for reply in ours if reply.in_person_only and not reply.is_told]
    understood, written_in = read.understood.get(point.id, (said.understood, replies.understood_in(said.replies)))
    told_them = [reply.id for reply in ours if reply.in_person_only and reply.is_told]
    return Shown(
        point=point,
        title=_title(db, point.question_set_id, point.question),
        understood=understood,
        understood_tag=languages.tag_if_foreign(written_in),
        which=which(point) if status == "checking" else "",
        status=status,
        status_words=local.words_for("statuses", status, languages.chosen()),
        replies=[(reply, reply.is_told) for reply in ours if not reply.in_person_only],
        in_person=reply_words.in_person(in_person[0].signed_by) if in_person else "",
        waiting=reading if reading and status == "received" else _waiting(db, point, now, bool(ours)),
        replies_read=read.replies,
        steps=trail_words.steps(said.events),
        helper=ways.helper_words(point.supported_by),
        taken=taken,
        claims=was_it_told.in_words(db, claims),
        asked=asked.of(said, now),
        told_them=told_them[0] if told_them and point.status in OUTCOMES else "",
        to_rate=told_them[0] if told_them else "",
    )


def _waiting(db: Db, point: Any, now: datetime, has_reply: bool) -> str:
    """What is still owed and by when; said with an apology when that day has passed."""
    if point.due_at is None:
        return ""
    safety = content.of("notices", languages.chosen())["safety_messages"]
    due = languages.day(point.due_at)
    if point.due_at < now:
        service = partnership.service(db, point.service_id)
        owner = content.local(service.name, languages.chosen()).text
        if point.status == "received":  # that is all they were told so far: a day to read it by
            return _(
                "We said someone would read it by %(day)s. We didn't. Sorry. %(team)s is now dealing with it.",
                day=due,
                team=owner,
            )
        return filled(safety["late"], {"due": due, "owner_role": owner})
    if point.status == "received":
        next_ = _("Someone will read it by %(day)s.", day=due)
    else:
        next_ = _("You will hear more by %(day)s.", day=due)
    return next_ if has_reply or point.answered_at else filled(safety["nothing_yet"], {"why_next": next_.rstrip(".۔")})
