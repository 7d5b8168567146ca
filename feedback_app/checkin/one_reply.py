"""On a worker's device: each page says whose it is and how to close it, and one reply opens, nothing else of theirs."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from feedback_app.checkin import my_page, my_reply
from feedback_app.loop import told
from feedback_app.loop.sessions import LENT
from feedback_app.web import lent, session, transaction

page = Blueprint("one_reply", __name__)
# pages made anew for each person; a blank check-in is made once for everybody, and may never carry this
SAYS_SO = {f"checkin.{name}" for name in ("come_back", "own_words", "one_reply", "my_reply", "help", "preferences")}


@page.app_context_processor
def whose_device() -> dict[str, object]:
    whose = lent.now() if request.blueprint in SAYS_SO else None
    return {"lent": whose} if whose else {}


@page.get("/back/one")
def show() -> ResponseReturnValue:
    """In with their words: the reply that the device was handed over for, to be pressed open."""
    whose, visit = lent.now(), session.visit(LENT)
    if whose is None or visit is None:
        raise my_page.NotBack
    with transaction.reading() as db:
        point, reply = my_reply.own_reply(db, visit, whose.reply_id)
        is_told, title = told.is_told(db, reply.id), my_page.title_of(db, point)
    if is_told:
        return redirect(f"/back/reply/{reply.id}", 303)
    return render_template("checkin/one_reply.html", reply=reply, title=title)
