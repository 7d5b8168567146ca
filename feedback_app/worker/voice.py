"""One voice: what was said, point by point, "I have read this", and "I told them in person"."""

from __future__ import annotations

from datetime import datetime, time

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback_app.loop import journal, meetings, promises, replies, scope, sealed_store, told, translating
from feedback_app.web import fields, transaction
from feedback_app.worker import acting, in_words, meeting_words, story

page = Blueprint("voice", __name__)
DID = {
    "heard": _l("Kept: you have read this. They see that now."),
    "replied": _l("Sent. They read it when they come back with their words."),
    "in_person": _l("Kept. Tell them in person, then say here when you did."),
    "thanked": _l("Thank you sent."),
    "told": _l("Kept: you told them in person."),
    "agreed": _l("Kept: who does it, and by when."),
    "moved": _l("Kept: how it stands now."),
    "reader": _l("Asked. They see this one thing until they are done; the person’s page says that it is being read."),
    "translated": _l("Kept beside the original."),
}


@page.get("/voice/<participant_id>")
def show(participant_id: str) -> ResponseReturnValue:
    return render(participant_id, [])


@page.post("/point/<point_id>/heard")
def hear(point_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        point = scope.point(db, g.staff, point_id) or abort(404)
        if translating.needs_reader(db, g.staff, point):
            return redirect(url_for("worker.reader.show", point_id=point.id), 303)
        if point.status in ("received", "reopened"):  # a second press changes nothing
            replies.hear(db, point, g.staff, now)
            journal.record(db, now, g.staff.id, "hear", "point", point.id)
    return back_to(point, "heard")


@page.post("/reply/<reply_id>/told")
def tell(reply_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        reply = replies.one(db, reply_id) or abort(404)
        point = scope.point(db, g.staff, reply.point_id) or abort(404)
        at, problem = when_told(f"told_on-{reply.id}", reply, now)
        if not problem and not told.is_told(db, reply.id):
            told.tell_in_person(db, point, reply, g.staff, at, now)
            journal.record(db, now, g.staff.id, "tell_in_person", "reply", reply.id)
    if problem:
        return render(point.participant_id, [(f"told_on-{reply.id}", problem)]), 422
    return back_to(point, "told")


def back_to(point, did: str) -> ResponseReturnValue:
    """The voice again, at this point, saying what was kept."""
    url = url_for("worker.voice.show", participant_id=point.participant_id, did=did)
    return redirect(f"{url}#point-{point.id}", 303)


def when_told(name: str, reply, now: datetime) -> tuple[datetime, str]:
    """The day they were told, as the middle of that day; with what is wrong with it, if anything is."""
    today = promises.in_london(now).date()
    try:
        on = fields.day(name)
    except ValueError:
        on = None
    if on is None:
        return now, _("Give the day you told them")
    if on > today:
        return now, _("This day is still to come")
    if on < promises.in_london(reply.published_at).date():
        return now, _("This is before the reply was written")
    return now if on == today else datetime.combine(on, time(12)), ""


def render(participant_id: str, problems: list[tuple[str, str]], typed: dict[str, str] | None = None) -> str:
    """Words are shown only after the line that says who looked is committed."""
    with transaction.writing() as db:
        if not scope.voice_of(db, g.staff, participant_id):
            abort(404)
        journal.record(db, transaction.now(), g.staff.id, "open", "participant", participant_id)
    with transaction.reading() as db:
        said = scope.voice_of(db, g.staff, participant_id)
        told_so_far = story.of(db, said)
        others = _others_by_this_card(db, participant_id)
        taken_to = [(one, meeting_words.kind(one.kind)) for one in meetings.of_voice(db, g.staff, participant_id)]
        to_do = acting.of_voice(db, said)
    return render_template(
        "worker/voice.html",
        person=said[0].participant,
        audience=in_words.AUDIENCES[said[0].audience],
        story=told_so_far,
        others=others,
        taken_to=taken_to,
        to_do=to_do,
        problems=problems,
        typed=typed or {},
        did=DID.get(request.args.get("did", ""), ""),
        today=promises.in_london(transaction.now()).date().isoformat(),
    )


def _others_by_this_card(db, participant_id: str):
    """Those who came by the same card, as far as this member of staff may see them."""
    found = (scope.voice_of(db, g.staff, one) for one in sealed_store.came_by_same_card(db, participant_id))
    return [(said[0].participant, said[0].said_at, len(said)) for said in found if said]
