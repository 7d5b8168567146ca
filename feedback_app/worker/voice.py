"""One voice: what was said, point by point, and "I have read this"."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from feedback_app.loop import (
    journal,
    marking,
    meetings,
    promises,
    replies,
    risk_marks,
    scope,
    sealed_store,
    translating,
    writing_down,
)
from feedback_app.loop.points import VoicePoint
from feedback_app.web import fields, transaction
from feedback_app.worker import acting, in_words, meeting_words, story, to_copy, to_several

page = Blueprint("voice", __name__)
DID = {
    "written": _l("Kept, as you wrote it down. It stands on their own page with your name."),
    "heard": _l("Kept: you have read this. They see that now."),
    "replied": _l("Sent. They read it when they come back with their words."),
    "sorry": _l("Sent. What do you do differently from now on? Write it down for your team."),
    "in_person": _l("Kept. Tell them in person, then say here when you did."),
    "held": _l("Held for a second reader. They see nothing of it until it has been read."),
    "let_go": _l("You approved it. They read it when they come back with their words."),
    "let_go_to_tell": _l("You approved it. They are told it in person."),
    "dropped": _l("Left unsaid. Its text is gone."),
    "marked": _l("Kept: your reason, and the mark."),
    "cleared": _l("Kept: your reason. The mark is off."),
    "thanked": _l("Thank you sent."),
    "told": _l("Kept: they have had it. Their page asks them whether that is so."),
    "agreed": _l("Kept: who does it, and by when."),
    "moved": _l("Kept: how it stands now."),
    "split": _l("Split: this is a separate thing now. Their page says so."),
    "read_as": _l("Kept: how we read it, beside what they tapped."),
    "merged": _l("Kept: both are answered together. Their page says so."),
    "parted": _l("Kept: it is answered by itself again."),
    "asked_to_hide": _l("Asked. A manager or safeguarding lead has to agree."),
    "hidden": _l("Hidden in our lists. Every promise runs on."),
    "not_hidden": _l("It stays shown."),
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
    if fields.line("then", 10) == "reply":
        return redirect(url_for("worker.reply.show", point_id=point.id), 303)
    return back_to(point, "heard")


def back_to(point, did: str) -> ResponseReturnValue:
    """The voice again, at this point, where it says what was kept."""
    return redirect(at_point(point.participant_id, point.id, did), 303)


def at_point(participant_id: str, point_id: str, did: str) -> str:
    url = url_for("worker.voice.show", participant_id=participant_id, did=did, at=point_id)
    return f"{url}#point-{point_id}"


def has_moved(point: VoicePoint, *typed: str) -> ResponseReturnValue:
    """The voice as it stands now, with what was typed for how it stood before."""
    meanwhile = [(f"point-{point.id}", str(to_copy.MEANWHILE))]
    return render(point.participant_id, meanwhile, {}, to_copy.typed(*typed)), 409


def render(
    participant_id: str,
    problems: list[tuple[str, str]],
    typed: dict[str, str] | None = None,
    to_copy: Sequence[str] = (),
) -> str:
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
        is_marked = said[0].audience == risk_marks.PARENT and risk_marks.standing(db, participant_id) is not None
        can_write = _can_write(db, said[0].participant)
    return render_template(
        "worker/voice.html",
        person=said[0].participant,
        audience=in_words.AUDIENCES[said[0].audience],
        story=told_so_far,
        others=others,
        is_marked=is_marked,
        may_mark=marking.may_mark(said[0].participant, g.staff),
        taken_to=taken_to,
        to_do=to_do,
        can_write=can_write,
        is_ours=said[0].participant.service_id == g.staff.service_id,
        several=to_several.of_voice(told_so_far),
        problems=problems,
        typed=typed or {},
        to_copy=to_copy,
        did=DID.get(request.args.get("did", ""), ""),
        did_at=request.args.get("at"),
        said_sorry=request.args.get("did") == "sorry",
        today=promises.in_london(transaction.now()).date().isoformat(),
    )


def _can_write(db, person) -> bool:
    """Whether one may write down here what they said in a talk."""
    is_ours = person.service_id == g.staff.service_id and not story.is_forgotten(db, person.id)
    if not is_ours or not writing_down.may(
        g.staff, person.worker_id, writing_down.works_with(db, g.staff, transaction.now())
    ):
        return False
    return writing_down.card_of(db, g.staff, person) is not None


def _others_by_this_card(db, participant_id: str):
    """Those who came by the same card, as far as this member of staff may see them."""
    found = (scope.voice_of(db, g.staff, one) for one in sealed_store.came_by_same_card(db, participant_id))
    return [(said[0].participant, said[0].said_at, len(said)) for said in found if said]
