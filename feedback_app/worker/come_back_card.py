"""A card to hand over that says nothing of anybody: the address to come back to, and boxes for the five words."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import content
from feedback_app.web import languages
from feedback_app.worker import qr

page = Blueprint("come_back_card", __name__)


@page.get("/come-back-card")
def show() -> ResponseReturnValue:
    note = {
        "title": _("A card to come back with"),
        "how": _("Print this card: 85.6 by 54 mm, front and back. It is the same for everybody."),
        "back": _("Back to your next visits"),
    }
    asked = request.args.get("lang", "")
    languages.speak(asked if asked in languages.switched_on() else content.FIRST)  # from here the page is a person's
    return render_template(
        "worker/come_back_card.html",
        note=note,
        host=urlsplit(qr.base_url()).netloc.lower(),
        written_in=[content.language(code) for code in languages.switched_on()],
    )


@page.get("/come-back-card/qr.svg")
def qr_code() -> ResponseReturnValue:
    return Response(qr.svg(f"{qr.base_url()}/back"), content_type="image/svg+xml; charset=utf-8")
