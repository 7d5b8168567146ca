"""The end of a check-in on a worker's device: nothing of the person stays on it, and it is handed back."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from feedback_app.loop.invitations import TOGETHER, Invitation
from feedback_app.web import languages, look, session

page = Blueprint("together", __name__)
# without JavaScript nobody can tell whether the page is being read: it closes after this long, or longer when asked
MINUTES, MINUTES_LONGER, MINUTES_WITH_WORDS = 20, 60, 5


@page.get("/together")
def over() -> ResponseReturnValue:
    response = make_response(render_template("checkin/together.html", thanks=request.args.get("thanks", "")))
    return hand_back(response) if session.is_their_own_press() else response


def hand_back(response: Response) -> Response:
    """A worker's device is theirs again: nothing of the person is left on it, nor how they like their pages."""
    return look.forget_choice(languages.forget_choice(session.forget_here(response)))


def minutes(invitation: Invitation) -> int:
    """After how many minutes a page without JavaScript closes by itself; none on the person's own phone."""
    if invitation.kind != TOGETHER:
        return 0
    return MINUTES_LONGER if "longer" in request.args else MINUTES
