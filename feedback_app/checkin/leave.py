"""Leave now: forgets the person's cookie, clears what the browser kept, and goes somewhere ordinary."""

from __future__ import annotations

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from feedback_app.checkin import together
from feedback_app.web import lent, local, session

page = Blueprint("leave", __name__)


@page.get("/leave")
def now() -> ResponseReturnValue:
    """A link here from elsewhere only goes on: it ends nobody's visit and loses nobody's words."""
    response = redirect(local.leave_url(), 303)
    if not session.is_their_own_press():
        return response
    return together.hand_back(response) if lent.is_here() else session.forget_here(response)
