"""The words of a page in British Sign Language, where the partnership has put a clip of them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, request, send_file
from flask.typing import ResponseReturnValue

from feedback_app.web import local

page = Blueprint("signed", __name__)
# which clip stands on which page; a page with anybody's words on it has none
ENDPOINTS = {
    "checkin.start.show": "start",
    "checkin.say.show": "check_in",
    "checkin.say.send": "check_in",
    "checkin.sent.show": "sent",
    "checkin.come_back.show": "back",
    "checkin.come_back.enter": "back",
    "checkin.help.talk": "talk",
    "checkin.help.show": "help",
    "checkin.help.phone_safety": "phone_safety",
    "checkin.help.privacy": "privacy",
}


@page.app_context_processor
def clip_of_this_page() -> dict[str, object]:
    found = local.signed_clips().get(ENDPOINTS.get(request.endpoint or "", ""))
    g.has_clip = found is not None  # the page's policy lets a clip play only where there is one
    return {"signed_clip": found} if found else {}


@page.get("/signed/<name>")
def send(name: str) -> ResponseReturnValue:
    """One clip, or the part of it that a phone asks for."""
    found = next((clip for clip in local.signed_clips().values() if clip.path.name == name), None)
    if found is None or not found.path.is_file():
        abort(404)
    answer: Response = send_file(found.path, conditional=True, etag=False, max_age=None)
    answer.headers["Cache-Control"] = "no-store"
    return answer
