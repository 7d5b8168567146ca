"""Compresses the pages that hold nobody's words: a page behind a cookie goes out as it is."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from feedback_app.web import session

SMALLEST = 800  # below this the header that says so costs more than it saves


def set_on(app: Flask) -> None:
    """Compress what anybody may see, where the browser can read it."""

    @app.after_request
    def pack(response: Response) -> Response:
        if _may_pack(response):
            response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Vary"] = "Accept-Encoding"
        return response


def _may_pack(response: Response) -> bool:
    """Never where a secret and somebody else's text could be packed together and told from the length."""
    return (
        "Content-Encoding" not in response.headers
        and request.method == "GET"
        and not session.visit_token()
        and not session.staff_token()
        and response.mimetype == "text/html"
        and not response.is_streamed
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and len(response.get_data()) > SMALLEST
    )
