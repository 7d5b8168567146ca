"""A worker's own device in a person's hands, as this request knows it from its cookie."""

from __future__ import annotations

from flask import g

from feedback_app.loop import lending
from feedback_app.loop.lending import Lent
from feedback_app.loop.sessions import LENT, Here
from feedback_app.web import session


def now() -> Lent | None:
    """What the device was handed over for, while that holds; never anything on a person's own phone."""
    if "lent" not in g:
        here = session.any_visit() if is_here() else None
        g.lent = lending.of(here, session.visit_token()) if here else None
    return g.lent


def is_here() -> bool:
    """Whether this is a worker's device that was handed over, though its time may be over."""
    return lending.is_lent(session.visit_token())


def is_over() -> bool:
    """Its time is over: it opens nobody's page, it is handed back."""
    return is_here() and now() is None


def visit_for(reply_id: str) -> Here | None:
    """The visit on a worker's device, if that was handed over for this reply."""
    lent = now()
    return session.visit(LENT) if lent and lent.reply_id == reply_id else None
