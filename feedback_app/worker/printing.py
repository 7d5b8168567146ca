"""Posters and cards to print: the QR code, the address to type, and blank boxes for the words."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import content, invitations, journal, partnership, promises
from feedback_app.web import languages, transaction
from feedback_app.worker import in_words, qr
from feedback_app.worker.invitations import own

page = Blueprint("printing", __name__)


@page.get("/invitations/<invitation_id>/print")
def show(invitation_id: str) -> ResponseReturnValue:
    now = transaction.now()
    with transaction.writing() as db:
        invitation = own(db, invitation_id)
        journal.record(db, now, g.staff.id, "print", "invitation", invitation.id)
        is_over = promises.is_over(invitation.hear_back_by, now, partnership.promises_from(db, invitation.service_id))
    is_open = invitation.state(now) == "open"
    written_in = [ask.language for ask in invitation.asks if ask.language in languages.switched_on()]
    asked = request.args.get("lang", "")
    language = asked if asked in written_in else invitation.ask_in(content.FIRST).language
    note = {
        "how": _("Print this page. Use A4 for the poster; the card is 85.6 by 54 mm, front and back."),
        "over": _("The day by which people hear back is over. Make a new invitation, with a day to come.")
        if is_open
        else _("This invitation is over: its link no longer works."),
        "back": _("Back to invitations"),
    }
    languages.speak(language)  # from here the page is a person's: their language, their catalogue, their number to call
    g.audience = invitation.audience
    return render_template(
        "worker/printing.html",
        invitation=invitation,
        lines=in_words.ask_lines(invitation, invitation.hear_back_by, language),
        host=urlsplit(qr.base_url()).netloc.lower(),
        groups=invitations.in_groups(invitation.slug).split("-"),
        written_in=[content.language(code) for code in written_in],
        note=note,
        is_open=is_open and not is_over,
    )


@page.get("/invitations/<invitation_id>/qr.svg")
def qr_code(invitation_id: str) -> ResponseReturnValue:
    with transaction.reading() as db:
        invitation = own(db, invitation_id)
    drawing = qr.svg(f"{qr.base_url()}/Q/{invitations.in_groups(invitation.slug)}")
    return Response(drawing, content_type="image/svg+xml; charset=utf-8")
