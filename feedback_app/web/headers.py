"""The headers on every response, errors and static files included."""

from __future__ import annotations

import base64
import hashlib

from flask import Flask, Response, g

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src {style}; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types {types}"
)
# only names that browsers know; passkeys for staff come through publickey-credentials
_OFF = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
ALWAYS = {
    "Content-Security-Policy": _POLICY.format(style="'self'", types="'none'"),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(
        [f"{name}=()" for name in _OFF] + ["publickey-credentials-get=(self)", "publickey-credentials-create=(self)"]
    ),
    "X-Robots-Tag": "noindex, noarchive",
    "Cache-Control": "no-store",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def set_on(app: Flask, is_https: bool) -> None:
    """Add the headers to everything the application answers."""
    always = dict(ALWAYS)
    if is_https:
        always["Strict-Transport-Security"] = STRICT_TRANSPORT
    pairs = [(name, value, name.lower()) for name, value in always.items()]

    @app.after_request
    def add(response: Response) -> Response:
        there = {name.lower() for name in response.headers.keys()}  # noqa: SIM118  they are no mapping
        response.headers.extend([(name, value) for name, value, low in pairs if low not in there])
        if style := g.get("inline_style"):
            response.headers["Content-Security-Policy"] = with_style(style)
        return response


def with_style(css: str) -> str:
    """A check-in's: one inline ``<style>``, by its hash, and a name for what registers the service worker."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return _POLICY.format(style=f"'self' 'sha256-{digest}'", types="worker")
