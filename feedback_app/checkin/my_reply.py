"""One reply: pressed open (that is "told"), read, and answered back."""

from __future__ import annotations

import random

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from feedback_app.checkin import being_read, help, my_page
from feedback_app.checkin.who_is_back import only_back
from feedback_app.loop import pulses, questions, replies, told
from feedback_app.loop.points import VoicePoint
from feedback_app.loop.replies import Reply
from feedback_app.loop.sessions import Here
from feedback_app.web import languages, lent, reply_words, transaction
from feedback_app.web.transaction import Db

page = Blueprint("my_reply", __name__)


class TakenBack(Exception):
    """What a reply answered was taken back meanwhile, in another tab: their page says so, and when."""

    def __init__(self, point_id: str) -> None:
        super().__init__()
        self.point_id = point_id


@page.app_errorhandler(TakenBack)
def to_where_it_is_said(taken: TakenBack) -> ResponseReturnValue:
    return redirect(f"/back/replies#point-{taken.point_id}", 303)


@page.post("/back/reply/<reply_id>/read")
def read(reply_id: str) -> ResponseReturnValue:
    """ "Read the reply": the one act that says somebody has been told."""
    visit = lent.visit_for(reply_id) or only_back()
    with transaction.writing() as db:
        point, reply = own_reply(db, visit, reply_id)
        told.open_reply(db, point, reply, transaction.now())
    return redirect(f"/back/reply/{reply_id}", 303)


@page.get("/back/reply/<reply_id>")
def show(reply_id: str) -> ResponseReturnValue:
    visit = lent.visit_for(reply_id) or only_back()
    my_page.set_page_clock()
    with transaction.reading() as db:
        point, reply = own_reply(db, visit, reply_id)
        if not told.is_told(db, reply.id):
            return redirect("/back/replies", 303)
        shown = replies.opened(db, reply)
        theirs = being_read.theirs(db, reply, shown.draft)
        waits = being_read.waits(db, reply, point.check_in_id, transaction.now())
        is_there = theirs is not None or waits
        to_ask_for = "" if is_there else being_read.only_in_english(db, shown.draft, point.check_in)
        pulse = None if lent.now() else pulses.of_reply(db, reply.id)  # what they said before is not for who is near
        changed = replies.changed_to(db, reply)
        title = my_page.title_of(db, point)
        asked = pulse_questions(db)
    return render_template(
        "checkin/my_reply.html",
        point=point,
        title=title,
        reply=reply,
        changed=changed if changed and not changed.in_person_only else None,
        draft=shown.draft,
        theirs=theirs,
        waits=waits,
        to_ask_for=to_ask_for,
        our_numbers=help.our_numbers()[:1] if to_ask_for else [],
        said=reply_words.of(reply),
        pulse=pulse,
        asked=asked,
        thanks=request.args.get("thanks", ""),
    )


def own_reply(db: Db, visit: Here, reply_id: str) -> tuple[VoicePoint, Reply]:
    """A reply to this visit's own participant that may open on a phone; else not found."""
    reply = replies.one(db, reply_id)
    if reply is None or reply.participant_id != visit.participant_id or reply.in_person_only:
        raise NotFound
    return _not_taken_back(db, visit, reply)


def had_reply(db: Db, visit: Here, reply_id: str) -> tuple[VoicePoint, Reply]:
    """A reply they have had, also one that was told face to face and never opens here; else not found.

    There is nothing to say to what one has not had: no verdict, and no "not sorted".
    """
    reply = replies.one(db, reply_id)
    is_theirs = reply is not None and reply.participant_id == visit.participant_id
    if not is_theirs or not told.is_told(db, reply.id):
        raise NotFound
    return _not_taken_back(db, visit, reply)


def _not_taken_back(db: Db, visit: Here, reply: Reply) -> tuple[VoicePoint, Reply]:
    point = my_page.own_point(db, visit, reply.point_id)
    if point.is_taken_back:  # and so is what we wrote to it
        raise NotFound if lent.now() else TakenBack(point.id)
    return point, reply


def pulse_questions(db: Db) -> questions.Form:
    """The pulse in this language; what one may feel is shuffled, so that no word always comes first."""
    newest = questions.newest_version(db, questions.PULSE)
    form = questions.form_of(db, newest.id, languages.chosen())
    return questions.shuffled(form, "feel", random.SystemRandom())
