"""Says on every page that nothing is real, in a rehearsal or a demo; and stops a rehearsal that is over."""

from __future__ import annotations

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.loop import going_live
from feedback_app.settings import Settings
from feedback_app.web import errors, transaction
from feedback_app.web.gate import SAFE


def mark(app: Flask, settings: Settings) -> None:
    """Give every layout its mark: ``rehearsal``, ``demo``, or nothing where voices are real."""
    app.jinja_env.globals["marked_as"] = settings.mode if settings.mode in ("rehearsal", "demo") else ""
    if settings.mode == "rehearsal":
        app.before_request(_refuse_when_over)


def _refuse_when_over() -> ResponseReturnValue | None:
    """`feedback go-live` took the made-up voices away: no more of them may come in behind it."""
    if request.method in SAFE:
        return None
    with transaction.reading() as db:
        if not going_live.is_live(db):
            return None
    happened, to_do = _("The rehearsal is over"), _("Nothing was sent. This service opens for real soon.")
    return errors.page(happened, to_do), 410
