"""Where the words lead, besides to one's own page: the check-in that somebody came from, or one of our places."""

from __future__ import annotations

from urllib.parse import quote

from flask import request

from feedback_app.loop import invitations
from feedback_app.web import lent

# no address that came with a link is ever followed
PLACES = {"complain": "/back/complain"}


def then() -> str:
    """What was named on the way here: the code of a check-in, one of our places, or nothing."""
    named = request.values.get("then", "")
    return named if named in PLACES else invitations.plain_slug(named[:60])


def by_way_of(path: str) -> str:
    """A page before that one, which still knows it."""
    return f"{path}?then={quote(then())}" if then() else path


def path() -> str:
    """The page itself; on a worker's device it is the one reply."""
    named = then()
    if lent.now():
        return "/back/one"
    if named and named not in PLACES:
        return f"/q/{invitations.in_groups(named)}"
    return PLACES.get(named, "/back/replies")
