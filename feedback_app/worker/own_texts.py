"""A team's own texts to begin a reply with, and a new one."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from feedback_app.loop import own_texts
from feedback_app.web import transaction
from feedback_app.worker import in_words

page = Blueprint("own_texts", __name__)
DID = {
    "made": _l("Kept. Your team can begin a reply with it."),
    "changed": _l("Kept. It is offered like this from now on."),
    "retired": _l("It is no longer offered. Replies that began with it stay."),
}


@page.get("/own-texts")
def show() -> ResponseReturnValue:
    with transaction.reading() as db:
        ours = own_texts.of_team(db, g.staff.service_id)
    return render_template(
        "worker/own_texts.html",
        ours=[(one, in_words.status_of(one.status)) for one in ours],
        did=DID.get(request.args.get("did", ""), ""),
    )
