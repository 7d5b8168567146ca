"""This service with one of its tricks left out, to see what each is worth."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface
from flask.templating import Environment
from sqlalchemy import insert
from sqlalchemy.pool import PoolProxiedConnection

from benchmarks import ours
from benchmarks.place import Place
from feedback_app import one_processor as one_at_a_time
from feedback_app.app import Service
from feedback_app.checkin import blank
from feedback_app.database import Asking
from feedback_app.made_once import MadeOnce
from feedback_app.web import languages
from feedback_app.web.spoken_templates import Speaking


def one_processor(place: Place) -> Flask:
    """Threads wherever the system puts them."""
    os.sched_setaffinity(0, one_at_a_time._all)
    one_at_a_time._kept.clear()
    one_at_a_time.keep_to_one = lambda *_: None
    return ours.whole(place)


def one_processor_sending(place: Place) -> Flask:
    one_processor(place)
    return ours.without_slow_step(place)


def blank_pages(place: Place) -> Flask:
    """Every check-in page rendered and compressed for the one who asked for it."""
    blank.kept = lambda _key: None
    return ours.whole(place)


def statements_made_once(place: Place) -> Flask:
    """The same statements by SQLAlchemy's usual way, each time anew."""

    def rows(self: Asking, statement: MadeOnce, **values: Any) -> list[Any]:
        return [statement._kind(*row) for row in self.connection().execute(statement._statement, values)]

    def add_rows(self: Asking, kind: Any, *several: dict[str, Any]) -> None:
        if several:
            self.connection().execute(insert(kind.__table__), several)

    Asking.rows, Asking.add_rows = rows, add_rows
    return ours.whole(place)


def statements_made_once_sending(place: Place) -> Flask:
    statements_made_once(place)
    return ours.without_slow_step(place)


def a_connection_alone(place: Place) -> Flask:
    """Whoever only reads opens a whole session for it."""

    def driver(self: Asking) -> PoolProxiedConnection:
        return self.connection().connection

    Asking._driver = driver
    return ours.whole(place)


def fixed_words(place: Place) -> Flask:
    """Every text on a page looked up while the page is made."""
    Speaking.get_or_select_template = Environment.get_or_select_template
    return ours.whole(place)


def kept_dates(place: Place) -> Flask:
    """Every date written out anew."""
    languages._written_once = languages._written_once.__wrapped__
    return ours.whole(place)


def fields_with_exceptions(place: Place) -> Flask:
    """Werkzeug's way: an exception made and caught for each field and cookie that is not there."""
    Service.request_class = Request
    return ours.whole(place)


def fields_with_exceptions_sending(place: Place) -> Flask:
    Service.request_class = Request
    return ours.without_slow_step(place)


def kept_signer(place: Place) -> Flask:
    """Flask's own way: a new signer for every request."""
    app = ours.whole(place)
    app.session_interface = SecureCookieSessionInterface()
    return app


def a_stored_end(place: Place) -> Flask:
    """The page with its token compressed whole, each time."""
    blank.Blank._small = lambda self, tail: _compressed(self.head + tail)
    return ours.whole(place)


def _compressed(page: bytes) -> bytes:
    return blank.zlib.compress(page, 6, wbits=31)
