"""Leave now: forgets the person's cookie, clears what the browser kept, and goes somewhere ordinary."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from feedback_app.web import local, session

page = Blueprint("leave", __name__)


@page.get("/leave")
def now() -> ResponseReturnValue:
    """A link here from elsewhere only goes on: it ends nobody's visit and loses nobody's words."""
    response = redirect(local.leave_url(), 303)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return response
    if not session.staff_token():  # a staff session lives in the same browser and must survive
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return session.end_visit(response)
