"""The two cookies: a person's visit and a member of staff's desk. Random ids; nothing in them."""

from __future__ import annotations

from contextlib import suppress

from flask import Response, g, request

from feedback_app.loop import sessions
from feedback_app.loop.sessions import Here, StaffSession, Visit
from feedback_app.web import cookies, transaction

PERSON, STAFF = "s", "desk"


def visit(kind: str = "back") -> Here | None:
    """The visit behind this request's cookie, if it holds and is of this kind."""
    found = any_visit()
    return found if found is not None and found.kind == kind else None


def any_visit() -> Here | None:
    """The same, of whichever kind."""
    if "visit" not in g:
        g.visit = _visit_now()
    return g.visit


def visit_token() -> str:
    return cookies.said(PERSON)


def begin_visit(response: Response, token: str) -> Response:
    return cookies.keep(response, PERSON, token)


def end_visit(response: Response) -> Response:
    """Forget the person's cookie, by name; a staff session is another cookie and stays.

    It is set first: only a cookie that changes makes Chromium drop the pages it keeps for Back, and
    somebody who is still answering has none.
    """
    return cookies.forget(cookies.keep(response, PERSON, "-"), PERSON)


def is_their_own_press() -> bool:
    """Whether a page of ours was left, and not a link on somebody else's followed.

    An old browser does not say where a press came from, but sends its Strict cookie only with our own.
    """
    site = request.headers.get("Sec-Fetch-Site")
    return bool(visit_token()) if site is None else site in ("same-origin", "none")


def forget_here(response: Response) -> Response:
    """End the visit and clear what this browser kept of us; a staff session lives in it too and must survive."""
    if not staff_token():
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return end_visit(response)


def desk() -> StaffSession | None:
    """The staff session behind this request's cookie, second step done or not."""
    if "desk" not in g:
        g.desk = _desk_now()
    return g.desk


def staff_token() -> str:
    return cookies.said(STAFF)


def begin_desk(response: Response, token: str) -> Response:
    return cookies.keep(response, STAFF, token, same_site="Lax")  # a link in a reminder must work


def end_desk(response: Response) -> Response:
    return cookies.forget(response, STAFF, same_site="Lax")


def _visit_now() -> Here | None:
    token = visit_token()
    if not token:
        return None
    now = transaction.now()
    with transaction.reading() as db:
        found = sessions.visit_behind(db, token, now)
    if found is not None and sessions.is_due_a_look(found.seen_at, now):
        # while nothing can be written they may still read; their time is only not made longer
        with suppress(transaction.Away), transaction.writing() as db:
            sessions.seen(db, Visit, token, now)
    return found


def _desk_now() -> StaffSession | None:
    token = staff_token()
    if not token:
        return None
    now = transaction.now()
    with transaction.reading() as db:
        found = sessions.staff_behind(db, token, now)
    if found is not None and sessions.is_due_a_look(found.seen_at, now):
        with suppress(transaction.Away), transaction.writing() as db:
            sessions.seen(db, StaffSession, token, now)
    return found
