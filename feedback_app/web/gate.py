"""Who may enter. An area without a gate can't be written; a stranger to one gets 404, and on it the door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from flask import Blueprint, Flask, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect, validate_csrf
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from wtforms import ValidationError

from feedback_app.loop.staff import ROLES
from feedback_app.web import form_token, languages, lent, session

EVERYONE: frozenset[str] = frozenset()
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
BODY, BODY_OF_WORDS = 64 * 1024, 256 * 1024
csrf = CSRFProtect()


def area(
    name: str,
    *,
    prefix: str,
    open_to: frozenset[str],
    forms: str,
    pages: Iterable[Blueprint],
) -> Blueprint:
    """An area of pages behind one gate.

    ``open_to`` is a set of staff roles, or ``EVERYONE``. ``forms`` says what guards its POSTs:
    ``person`` (our signed token) or ``staff`` (Flask-WTF). Endpoints read ``area.page.deed``.
    """
    if open_to - frozenset(ROLES):
        raise ValueError(f"{name} is open to an unknown role")
    blueprint = Blueprint(name, __name__, url_prefix=prefix or None)
    blueprint.open_to = open_to  # type: ignore[attr-defined]  # `feedback routes` shows it
    if open_to:
        blueprint.before_request(lambda: _refuse_strangers(open_to))
    guard = _guard_person_forms if forms == "person" else _guard_staff_forms
    blueprint.before_request(guard)
    for page in pages:
        blueprint.register_blueprint(page)
    return blueprint


def stands_before(app: Flask) -> None:
    """What is refused before any page is looked for: what is no address, big bodies, and forms of other sites."""
    # with or without its last slash: werkzeug would send the visitor on, to whatever host the request named
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    csrf.init_app(app)
    app.before_request(_refuse_no_address)
    app.before_request(_refuse_big_bodies)
    app.before_request(_refuse_other_sites)


def own_token(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Marks a person's view that checks a token of its own kind: the check-in."""
    view.has_own_token = True  # type: ignore[attr-defined]
    return view


def _refuse_strangers(open_to: frozenset[str]) -> ResponseReturnValue | None:
    here = session.desk()
    if here is None or here.second_step_at is None:
        is_theirs = bool(session.staff_token()) or _was_opened_here()
        if request.method not in SAFE:
            return _held_form() if is_theirs else abort(404)
        if is_theirs:  # their session ended
            return redirect(url_for("account.sign_in.show", next=_asked()))
        return abort(404) if lent.now() else _door()  # whoever holds a worker's device is shown no door
    if here.staff.role not in open_to:
        abort(404)
    g.staff = here.staff
    return None


def _door() -> ResponseReturnValue:
    """There is no such page for a stranger; whoever kept its address from another day signs in, and is there."""
    languages.speak_to_staff()
    return render_template("account/door.html", email="", problems=[], next=_asked()), 404


def _asked() -> str:
    return request.full_path if request.query_string else request.path


def _was_opened_here() -> bool:
    """A form of the desk, after somebody signed out in another tab of the same browser; not while it is lent."""
    if request.method in SAFE or session.visit_token():
        return False
    with suppress(ValidationError):
        validate_csrf(request.form.get("csrf_token"))
        return True
    return False


def _held_form() -> ResponseReturnValue:
    """What somebody wrote while their session ended is not lost: it is held, to be sent again."""
    languages.speak_to_staff()
    kept = list(request.form.items(multi=True))
    page = render_template("account/signed_out.html", action=request.path, kept=kept)
    return page, 403


def _guard_person_forms() -> None:
    if request.method in SAFE:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, "has_own_token", False):
        form_token.refuse_without()


def _guard_staff_forms() -> None:
    languages.speak_to_staff()
    if request.method not in SAFE:
        csrf.protect()


def longest_body(path: str) -> int:
    """How many bytes may be sent to this address; no more is ever read."""
    return BODY_OF_WORDS if path.lower().startswith(("/q/", "/outbox")) else BODY


def _refuse_no_address() -> None:
    """NUL stands in no id of ours, and PostgreSQL would not even look for one with it."""
    environ = request.environ  # as it came: this stands before every page
    if "\0" in environ["PATH_INFO"] or "%00" in environ["QUERY_STRING"]:
        abort(404)


def _refuse_big_bodies() -> None:
    if "CONTENT_LENGTH" not in request.environ:  # PEP 3333: then there is no body
        return
    most = longest_body(request.path)
    request.max_content_length = most
    request.max_form_memory_size = most
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge


def _refuse_other_sites() -> None:
    """No referrer is sent anywhere here, so forms are held by what browsers say of themselves."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise BadRequest("site")
        return
    origin = request.headers.get("Origin")
    # the address that is printed, whatever host a proxy in front of us makes of it
    ours = (current_app.extensions["settings"].base_url, f"{request.scheme}://{request.host}")
    if origin not in (None, "null", *ours):
        raise BadRequest("site")
