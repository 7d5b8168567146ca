"""Where a request reads and writes: the only commit there is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

from flask import current_app

from feedback_app.away import Away
from feedback_app.database import Databases, Db
from feedback_app.loop.seal import Keys

__all__ = ["Away", "Db", "databases", "keys", "now", "reading", "writing"]


def reading() -> AbstractContextManager[Db]:
    """Look, and change nothing: a write in here raises."""
    return databases().reading()


def writing() -> AbstractContextManager[Db]:
    """One transaction over both databases: all of it, or nothing."""
    return databases().writing()


def databases() -> Databases:
    return current_app.extensions["databases"]


def keys() -> Keys:
    return databases().keys


def now() -> datetime:
    """The time in UTC, without a zone, as the databases keep it; tests set their own clock."""
    return current_app.extensions["clock"]()
