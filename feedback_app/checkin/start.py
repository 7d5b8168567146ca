"""The start page: have your say, come back, get help; and whether the service is well."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from feedback_app.checkin import come_back
from feedback_app.loop import invitations, partnership
from feedback_app.web import fields, transaction

page = Blueprint("start", __name__)
LONGEST = 200
# an address of ours, or a code in its groups with more around it
_IN_MORE = re.compile(r"/q/([0-9a-z-]+)|\b((?:[0-9a-z]{4}-){3}[0-9a-z]{4})\b", re.ASCII | re.IGNORECASE)


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
    typed = fields.plain(request.values.get("card", ""))[:LONGEST]
    if come_back.are_meant(typed):
        return come_back.with_words(typed)
    slug = invitations.plain_slug(_code_in(typed))
    if len(slug) == invitations.SLUG_LENGTH:
        return redirect(f"/q/{invitations.in_groups(slug)}", 303)
    return render_template("checkin/start.html", typed=typed, is_wrong=True), 422


def _code_in(typed: str) -> str:
    """The code alone, of whoever typed the whole address under it, or a sentence around it."""
    found = _IN_MORE.search(typed)
    return next(filter(None, found.groups()), typed) if found else typed


@page.get("/healthz")
def healthz() -> ResponseReturnValue:
    with transaction.reading() as db:
        partnership.ours(db)
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
