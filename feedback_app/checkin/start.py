"""The start page: have your say, come back, get help; and whether the service is well."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from feedback_app.checkin import come_back
from feedback_app.loop import invitations, partnership
from feedback_app.web import fields, transaction

page = Blueprint("start", __name__)


@page.get("/")
def show() -> ResponseReturnValue:
    return render_template("checkin/start.html", typed="", is_wrong=False)


@page.get("/q")
@page.get("/q/")
@page.post("/q")
def by_hand() -> ResponseReturnValue:
    """The code from a card or poster, typed in by hand.

    It comes in a POST: some type their five words here, and an address would keep those in the phone's history.
    """
    typed = fields.plain(request.values.get("card", ""))[:60]
    if come_back.are_meant(typed):
        return come_back.with_words(typed)
    slug = invitations.plain_slug(typed)
    if len(slug) == invitations.SLUG_LENGTH:
        return redirect(f"/q/{invitations.in_groups(slug)}", 303)
    return render_template("checkin/start.html", typed=typed, is_wrong=True), 422


@page.get("/healthz")
def healthz() -> ResponseReturnValue:
    with transaction.reading() as db:
        partnership.ours(db)
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
