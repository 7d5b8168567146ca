"""When something goes wrong: one calm page that says what to do and keeps what was typed; a log without people."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

import structlog
from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from feedback_app.loop.return_codes import TooBusy
from feedback_app.web import fields, form_token, languages, look
from feedback_app.web.gate import SAFE
from feedback_app.web.transaction import Away

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
AWAY = (_l("This is not working right now"), _l("It is not your fault. Wait one minute, then try again."))
BUSY_FOR, AWAY_FOR = 5, 30  # seconds, for Retry-After
# a form with one of these is typed again: no password is left on a page. And what is not shown, though kept
SECRET = frozenset(("password", "code"))
BOXES = frozenset(("complaint", "meant"))  # one word in them is written too
NOT_WORDS = frozenset(("token", "csrf_token", "client", "website", "words", "then", "next"))


def set_up(app: Flask) -> None:
    """Register one handler for every way a request can fail."""
    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(TooBusy, _busy)
    app.register_error_handler(Away, _away)
    app.register_error_handler(Exception, _broke)


def failed(error: HTTPException) -> ResponseReturnValue:
    """One page for all. Of a form that was somebody else's (400) nothing is ever shown; of an old one of ours it is."""
    code = 400 if isinstance(error, CSRFError) else error.code or 500
    response = error.get_response()
    wrote = written() if isinstance(error, form_token.Stale) else []
    made = page(*_words_for(code), wrote=wrote)
    response.data, response.content_type = made, "text/html; charset=utf-8"
    return response


def _busy(_: TooBusy) -> ResponseReturnValue:
    return page(*WORDS[503], keeps=True), 503, {"Retry-After": str(BUSY_FOR)}


def _away(error: Away) -> ResponseReturnValue:
    log.error("away", why=error.why, endpoint=request.endpoint)
    return page(*AWAY, keeps=True), 503, {"Retry-After": str(AWAY_FOR)}


def _broke(error: Exception) -> ResponseReturnValue:
    """Says what kind of fault and where in the code, never its message: that may hold words."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames[-6:]]
    log.error("fault", kind=type(error).__name__, where=where, endpoint=request.endpoint)
    if current_app.testing and current_app.config.get("PROPAGATE_FAULTS"):
        raise error
    return page(*WORDS[500], keeps=True), 500


def _words_for(code: int) -> tuple[object, object]:
    return WORDS[code if code in WORDS else (500 if code >= 500 else 400)]


def page(happened: object, to_do: object, keeps: bool = False, wrote: Sequence[str] = ()) -> str:
    """The page, without what an area adds to its own: that may ask the very database that is away.

    With ``keeps`` a form that was sent is on it, to be sent again as it was: same token, so taken once. What
    they ``wrote`` in one that can't be is there to be copied.
    """
    g.pop("inline_style", None)
    g.audience = ""
    sent = _sent() if keeps else []
    return current_app.jinja_env.get_or_select_template("errors/page.html").render(
        language=languages.spoken(),
        languages=languages.choices(),
        look=look.chosen(),
        look_url=look.url(),
        happened=happened,
        to_do=to_do,
        is_kept=bool(sent),
        action=request.full_path.rstrip("?"),
        kept=[(name, fields.plain(value)) for name, value in sent],
        wrote=written() if sent else wrote,
        again=request.path if wrote or (keeps and not sent) else "",
        start_url="/" if request.method == "POST" else "",  # Back can't ask for what was posted
        lent=g.get("lent"),  # as far as this request knows it already
    )


def _sent() -> list[tuple[str, str]]:
    is_form = request.method not in SAFE and not SECRET & request.form.keys()
    return list(request.form.items(multi=True)) if is_form else []


def written() -> list[str]:
    """What somebody wrote in the boxes of the form that was sent."""
    return [fields.plain(value) for name, value in _sent() if _is_written(name, value)]


def _is_written(name: str, value: str) -> bool:
    """Whether somebody wrote this in a box: what was tapped is one word without a space, and a drawing is numbers."""
    if name in BOXES:
        return bool(value.strip())
    return name not in NOT_WORDS and not name.startswith("d-") and " " in value.strip()
