"""Says on every page that nothing is real, in a rehearsal or a demo; and stops a rehearsal that is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.database import Databases, Db
from feedback_app.loop import going_live
from feedback_app.settings import Settings
from feedback_app.web import errors, transaction
from feedback_app.web.gate import SAFE


def mark(app: Flask, settings: Settings) -> None:
    """Give every layout its mark: ``rehearsal``, ``demo``, or nothing where voices are real."""
    app.jinja_env.globals["marked_as"] = settings.mode if settings.mode in ("rehearsal", "demo") else ""
    if settings.mode == "rehearsal":
        app.before_request(_refuse_when_over)
        app.register_error_handler(going_live.LiveAlready, _it_is_over)
        databases: Databases = app.extensions["databases"]
        databases.writing = _while_it_lasts(databases.writing)


def _refuse_when_over() -> ResponseReturnValue | None:
    """`feedback go-live` took the made-up voices away: no more of them may come in behind it."""
    if request.method in SAFE:
        return None
    with transaction.reading() as db:
        return _it_is_over() if going_live.is_live(db) else None


def _while_it_lasts(writing: Callable[[], AbstractContextManager[Db]]) -> Callable[[], AbstractContextManager[Db]]:
    """Asked once more where it is written: what was on its way meanwhile would be among real voices."""

    @contextmanager
    def asked() -> Iterator[Db]:
        with writing() as db:
            if request.method not in SAFE:
                going_live.refuse_live(db)
            yield db

    return asked


def _it_is_over(_why: object = None) -> ResponseReturnValue:
    happened, to_do = _("The rehearsal is over"), _("Nothing was sent. This service opens for real soon.")
    return errors.page(happened, to_do), 410
