"""The cookies that are ours: a person's visit, a desk, the language, the look. None says when it was made."""

from __future__ import annotations

from flask import Response, current_app, request


def said(name: str) -> str:
    """What this browser brought in the cookie of this name; empty if nothing."""
    brought = request.cookies
    return brought.get(_named(name), "") if brought else ""


def keep(response: Response, name: str, value: str, same_site: str = "Strict") -> Response:
    """Until the browser closes: no max_age, for that would say when it was made."""
    secure = current_app.extensions["settings"].is_https
    response.set_cookie(_named(name), value, path="/", secure=secure, httponly=True, samesite=same_site)
    return response


def forget(response: Response, name: str, same_site: str = "Strict") -> Response:
    secure = current_app.extensions["settings"].is_https
    response.set_cookie(_named(name), "", max_age=0, path="/", secure=secure, httponly=True, samesite=same_site)
    return response


def prefix(is_https: bool) -> str:
    """What makes a browser refuse a cookie that another site under the same domain would plant."""
    return "__Host-" if is_https else ""


def _named(name: str) -> str:
    return current_app.extensions["cookie_prefix"] + name
