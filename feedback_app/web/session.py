"""The two cookies: a person's visit and a member of staff's desk. Random ids; nothing in them."""

from __future__ import annotations

from contextlib import suppress

from flask import Response, current_app, g, request

from feedback_app.loop import sessions
from feedback_app.loop.sessions import Here, StaffSession, Visit
from feedback_app.web import transaction


def person_cookie() -> str:
    return _named("s")


def staff_cookie() -> str:
    return _named("desk")


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
    return request.cookies.get(person_cookie(), "")


def begin_visit(response: Response, token: str) -> Response:
    _set(response, person_cookie(), token, same_site="Strict")
    return response


def end_visit(response: Response) -> Response:
    """Forget the person's cookie, by name; a staff session is another cookie and stays.

    It is set first: only a cookie that changes makes Chromium drop the pages it keeps for Back, and
    somebody who is still answering has none.
    """
    _set(response, person_cookie(), "-", same_site="Strict")
    response.set_cookie(person_cookie(), "", max_age=0, path="/", secure=_is_https(), httponly=True, samesite="Strict")
    return response


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
    return request.cookies.get(staff_cookie(), "")


def begin_desk(response: Response, token: str) -> Response:
    _set(response, staff_cookie(), token, same_site="Lax")  # a link in a reminder must work
    return response


def end_desk(response: Response) -> Response:
    response.set_cookie(staff_cookie(), "", max_age=0, path="/", secure=_is_https(), httponly=True, samesite="Lax")
    return response


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


def _set(response: Response, name: str, token: str, same_site: str) -> None:
    # no max_age: it goes when the browser closes, and never says when it was made
    response.set_cookie(name, token, path="/", secure=_is_https(), httponly=True, samesite=same_site)


def _named(name: str) -> str:
    return f"__Host-{name}" if _is_https() else name


def _is_https() -> bool:
    return current_app.extensions["settings"].is_https
