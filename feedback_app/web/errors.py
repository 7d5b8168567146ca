"""When something goes wrong: one clear, kind page that says what to do, and a log without people in it."""

from __future__ import annotations

import traceback

import structlog
from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from feedback_app.loop.return_codes import TooBusy

log = structlog.get_logger()
# what happened, what to do
WORDS = {
    400: (_l("That didn't work"), _l("Please go back, open the page again, and try once more.")),
    404: (_l("That page is not here"), _l("Check the address, or start again from your card or poster.")),
    405: (_l("That didn't work"), _l("Please go back, open the page again, and try once more.")),
    413: (_l("That is too long to send"), _l("Please go back and make it shorter. Nothing was sent.")),
    429: (_l("Please wait a minute"), _l("There were a lot of tries. Wait one minute, then try again.")),
    500: (_l("Something went wrong here"), _l("It is not your fault. Please try again in a few minutes.")),
    503: (_l("A lot of people are here"), _l("Please wait a moment, then press send again.")),
}


def set_up(app: Flask) -> None:
    """Register one handler for every way a request can fail."""
    app.register_error_handler(HTTPException, _failed)
    app.register_error_handler(TooBusy, _busy)
    app.register_error_handler(Exception, _broke)


def _failed(error: HTTPException) -> ResponseReturnValue:
    code = 400 if isinstance(error, CSRFError) else error.code or 500
    response = error.get_response()
    if code < 400:  # a missing slash at the end: werkzeug sends the visitor on
        return response
    page, _ = _page(code)
    response.data, response.content_type = page, "text/html; charset=utf-8"
    return response


def _busy(_: TooBusy) -> ResponseReturnValue:
    page, code = _page(503)
    return page, code, {"Retry-After": "5"}


def _broke(error: Exception) -> ResponseReturnValue:
    """Says what kind of fault and where in the code, never its message: that may hold words."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-6:]]
    log.error("fault", kind=type(error).__name__, where=where, endpoint=request.endpoint)
    if current_app.testing and current_app.config.get("PROPAGATE_FAULTS"):
        raise error
    return _page(500)


def _page(code: int) -> tuple[str, int]:
    known = code if code in WORDS else (500 if code >= 500 else 400)
    happened, to_do = WORDS[known]
    g.pop("inline_style", None)
    page = render_template(
        "errors/page.html", happened=happened, to_do=to_do, start_url="/" if request.method == "POST" else ""
    )
    return page, code
