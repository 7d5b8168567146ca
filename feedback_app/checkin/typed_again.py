"""A door that was open for a day, or beside a tab that sent something: what was typed at it is there, to be sent."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from feedback_app.checkin import come_back, start
from feedback_app.web import errors
from feedback_app.web.form_token import Stale

page = Blueprint("typed_again", __name__)


@page.app_errorhandler(Stale)
def at_the_door(old: Stale) -> ResponseReturnValue:
    """Where nobody was in: words typed for a worker's device must not open all they said on it afterwards."""
    if old.is_nobodys and request.endpoint == "checkin.come_back.enter":
        return come_back.once_more()
    if old.is_nobodys and request.endpoint == "checkin.start.by_hand":
        return start.by_hand()
    return errors.failed(old)
