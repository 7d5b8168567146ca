"""The headers on every response, errors and static files included."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, Response, g

from feedback_app.web import packing

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src {style}; img-src 'self' data:; "
    "{media}font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types {types}"
)
# what could watch, hear, find or charge a person; our pages hold no frames, so the rest has nobody to ask for it
_OFF = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "usb",
)
ALWAYS = {
    "Content-Security-Policy": _POLICY.format(style="'self'", media="", types="'none'"),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
    "X-Robots-Tag": "noindex, noarchive",
    "Cache-Control": "no-store",
}
# a script, a sheet or a picture opens nothing: the strictest policy there is, and the shortest
OF_A_FILE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


Pairs = list[tuple[str, str]]


def set_on(app: Flask, is_https: bool) -> None:
    """Pack what may be packed; then add the headers, last of all and outside Flask, so that nothing answers without."""
    packing.set_on(app)
    app.after_request(_allow_what_it_holds)
    app.wsgi_app = WithHeaders(
        app.wsgi_app, ALWAYS | ({"Strict-Transport-Security": STRICT_TRANSPORT} if is_https else {})
    )


class WithHeaders:
    """A WSGI application whose every answer carries ``always``, but for what it says otherwise itself."""

    def __init__(self, app: Callable[..., Any], always: dict[str, str]) -> None:
        self._app = app
        self._always = [(name.lower(), (name, value)) for name, value in always.items()]
        self._lacking = lru_cache(maxsize=256)(self._beside)  # answers are of some dozen kinds

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: Pairs, *fault: Any) -> Any:
            is_file = ("Content-Security-Policy", OF_A_FILE) in headers
            headers += self._lacking(tuple(name for name, _ in headers), is_file)
            return start_response(status, headers, *fault)

        return self._app(environ, start)

    def _beside(self, names: tuple[str, ...], is_file: bool) -> Pairs:
        there = {name.lower() for name in names}
        if is_file:
            there.add("permissions-policy")  # browsers read it of documents alone
        return [pair for low, pair in self._always if low not in there]


def _allow_what_it_holds(response: Response) -> Response:
    if "inline_style" in g or g.get("has_clip"):
        response.headers["Content-Security-Policy"] = of_this_page()
    return response


def of_this_page() -> str:
    """That of the page just rendered: a check-in may have a ``<style>`` and register the worker; another, a clip."""
    style, media = "'self'", "media-src 'self'; " if g.get("has_clip") else ""
    if css := g.get("inline_style"):
        style += f" 'sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}'"
    return _POLICY.format(style=style, media=media, types="worker" if "inline_style" in g else "'none'")
