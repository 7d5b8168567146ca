"""The desk of those who answer: read, say that you read it, reply, tell, and give out invitations."""

from __future__ import annotations

from flask import g, request, url_for
from flask_babel import gettext as _

from feedback_app.loop import content, scope
from feedback_app.loop.sessions import STAFF_IDLE
from feedback_app.web import gate, languages
from feedback_app.worker import (
    action,
    inbox,
    invitations,
    meeting,
    meeting_invitation,
    new_invitation,
    new_meeting,
    new_words,
    observer,
    printing,
    record,
    reply,
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
    is_invitations = request.path.startswith("/work/invitations")
    service = g.staff.service
    return {
        "service_name": content.local(service.name, languages.chosen()).text if service else "",
        "signed_in_name": g.staff.first_name,
        "desk_nav": [
            (_("Inbox"), url_for("worker.inbox.show"), not is_invitations),
            (_("Invitations"), url_for("worker.invitations.show"), is_invitations),
        ],
        "sign_out_url": url_for("account.sign_in.leave"),
        "idle_seconds": int(STAFF_IDLE.total_seconds()),
        "stay_url": url_for("worker.inbox.stay"),
    }
