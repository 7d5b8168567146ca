"""The desk of those who answer: read, say that you read it, reply, tell, and give out invitations."""

from __future__ import annotations

from flask import g, request, url_for
from flask_babel import gettext as _

from feedback_app.loop import content, scope
from feedback_app.loop.sessions import STAFF_IDLE
from feedback_app.web import gate, languages
from feedback_app.worker import (
    action,
    answer,
    assign,
    inbox,
    invitations,
    meeting,
    meeting_invitation,
    monday,
    new_invitation,
    new_meeting,
    new_words,
    observer,
    pass_on,
    passed,
    printing,
    reader,
    reading,
    record,
    reply,
    team,
    together,
    voice,
    voice_map,
)

area = gate.area(
    "worker",
    prefix="/work",
    open_to=scope.DESK,
    forms="staff",
    pages=[
        inbox.page,
        voice.page,
        voice_map.page,
        new_meeting.page,
        meeting.page,
        record.page,
        meeting_invitation.page,
        observer.page,
        action.page,
        new_words.page,
        reply.page,
        pass_on.page,
        passed.page,
        reader.page,
        reading.page,
        answer.page,
        assign.page,
        team.page,
        monday.page,
        invitations.page,
        new_invitation.page,
        printing.page,
        together.page,
    ],
)


@area.context_processor
def desk() -> dict[str, object]:
    """What the desk layout needs; nothing of it on an error page seen by a stranger."""
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
    }


def _nav() -> list[tuple[str, str, bool]]:
    """The desk's main pages; every page that is none of the others belongs to the inbox."""
    pages = [(_("Team"), "worker.team.show"), (_("Invitations"), "worker.invitations.show")]
    if g.staff.languages:
        pages.insert(0, (_("To translate"), "worker.reading.waiting"))
    if g.staff.role in scope.MANAGERS:
        pages.insert(0, (_("Monday"), "worker.monday.show"))
    found = [(label, url_for(endpoint)) for label, endpoint in pages]
    others = [(label, url, request.path.startswith(url)) for label, url in found]
    return [(_("Inbox"), url_for("worker.inbox.show"), not any(here for _label, _url, here in others)), *others]
