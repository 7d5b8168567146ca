"""Somebody back with their words: what every page that is theirs alone asks first."""

from __future__ import annotations

from feedback_app.loop.sessions import Here
from feedback_app.web import session


class NotBack(Exception):
    """Nobody is back: the visit ended, or never was. They are sent to the door, which says why."""


def only_back() -> Here:
    """The visit of somebody back with their words. Raises :class:`NotBack`."""
    here = session.visit("back")
    if here is None:
        raise NotBack
    return here
