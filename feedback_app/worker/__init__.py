"""The desk of those who answer: read, say that you read it, reply, tell, and give out invitations."""

from __future__ import annotations

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from feedback_app.loop import content, scope
from feedback_app.loop.sessions import STAFF_IDLE
from feedback_app.web import errors, gate, languages
from feedback_app.worker import (
    action,
    answer,
    answered,
    assign,
    come_back_card,
    evidence,
    held,
    held_record,
    held_translation,
    hide,
    how_far,
    in_words,
    inbox,
    invitations,
    learned,
    meeting,
    meeting_day,
    meeting_invitation,
    merge,
    monday,
    new_invitation,
    new_meeting,
    new_words,
    next_visit,
    observer,
    offer,
    our_reading,
    own_text,
    own_texts,
    pass_on,
    passed,
    printing,
    reader,
    reading,
    record,
    reply,
    reply_check,
    risk_mark,
    second_reader,
    several,
    split,
    team,
    tell,
    together,
    voice,
    voice_map,
    voices,
    write_down,
)

area = gate.area(
    "worker",
    prefix="/work",
    open_to=scope.DESK,
    forms="staff",
    pages=[
        inbox.page,
        answered.page,
        voice.page,
        voice_map.page,
        voices.page,
        evidence.page,
        how_far.page,
        write_down.page,
        new_meeting.page,
        meeting.page,
        meeting_day.page,
        record.page,
        meeting_invitation.page,
        observer.page,
        action.page,
        new_words.page,
        several.page,
        reply.page,
        reply_check.page,
        second_reader.page,
        held.page,
        held_record.page,
        held_translation.page,
        risk_mark.page,
        own_texts.page,
        own_text.page,
        learned.page,
        pass_on.page,
        passed.page,
        reader.page,
        reading.page,
        answer.page,
        our_reading.page,
        split.page,
        merge.page,
        hide.page,
        tell.page,
        next_visit.page,
        offer.page,
        come_back_card.page,
        assign.page,
        team.page,
        monday.page,
        invitations.page,
        new_invitation.page,
        printing.page,
        together.page,
    ],
)


@area.errorhandler(404)
def not_here(error: NotFound) -> ResponseReturnValue:
    """What was taken on by somebody else, or taken back: whoever works here is led on; a stranger sees what all see."""
    if "staff" not in g:
        return errors.failed(error)
    return render_template("worker/not_here.html", to_copy=errors.written()), 404


@area.context_processor
def desk() -> dict[str, object]:
    """What the desk layout and ``_told.html`` need; nothing of it on an error page seen by a stranger."""
    if "staff" not in g:
        return {}
    service = g.staff.service
    return {
        "service_name": content.local(service.name, languages.chosen()).text if service else "",
        "signed_in_name": g.staff.first_name,
        "desk_nav": _nav(),
        "sign_out_url": url_for("account.sign_in.leave"),
        "idle_seconds": int(STAFF_IDLE.total_seconds()),
        "stay_url": url_for("worker.inbox.stay"),
        "ways_told": in_words.options(tell.WAYS),
        "typed_told": request.form,
    }


# where else one is in a part of the desk than under the address of its main page
PARTS_OF = {
    "worker.team.show": ("/work/own-texts", "/work/how-far", "/work/learned"),
    "worker.second_reader.show": ("/work/held",),
}


def _nav() -> list[tuple[str, str, bool]]:
    """The desk's main pages; every page that is none of the others belongs to the inbox."""
    pages = [
        (_("Next visit"), "worker.next_visit.show"),
        (_("Team"), "worker.team.show"),
        (_("Invitations"), "worker.invitations.show"),
    ]
    if g.staff.languages:
        pages.insert(0, (_("To translate"), "worker.reading.waiting"))
    if g.staff.role in scope.MANAGERS:
        pages.insert(0, (_("Monday"), "worker.monday.show"))
        pages.insert(1, (_("Second reader"), "worker.second_reader.show"))
    found = [(label, (url_for(endpoint), *PARTS_OF.get(endpoint, ()))) for label, endpoint in pages]
    others = [(label, urls[0], request.path.startswith(urls)) for label, urls in found]
    return [(_("Inbox"), url_for("worker.inbox.show"), not any(here for _label, _url, here in others)), *others]
