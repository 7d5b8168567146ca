"""Without signal: the page that says so, the service worker that keeps it, and the manifest of the app it can be."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, g, render_template, request
from flask_babel import gettext as _

from feedback_app.checkin import help, outbox
from feedback_app.loop import outbox_seals
from feedback_app.web import languages, look, static_files, transaction
from feedback_app.web.static_files import StaticFile, static_url

page = Blueprint("offline", __name__)
# all that a phone may keep, with the two pages: what those pages ask for, and nothing of any invitation
FILES = ("first.css", "app.css", "pages.css", "person.js", "leave.js", "kept.js", "texts.js")
PAGES = ("/offline", "/help")
FRESH_SECONDS, MOST = 60.0, 100
FOR_BOTH = "private, max-age=60"
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@dataclass(frozen=True)
class Made:
    """The page and the worker in one language and look, put together once a minute."""

    version: str
    page: StaticFile
    worker: StaticFile
    at: float


@page.get("/offline")
def show() -> Response:
    """Two scripts ask for it at the first step, one for its texts and the worker to keep it: it comes once for both."""
    made = _made()
    response = static_files.answer(made.page)
    response.set_etag(made.version)  # the worker sees by it whether this page is of its own making
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # who looks at it has an ordinary page, kept by nobody
        response.headers["Cache-Control"] = FOR_BOTH
        response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie, Sec-Fetch-Dest"
    return response


@page.get("/service-worker.js")
def worker() -> Response:
    """Asked for again on every visit, by a browser that has it."""
    return static_files.answer(_made().worker)


@page.get("/manifest.webmanifest")
def manifest() -> Response:
    """Neutral: nothing in it says what this is for. It can be installed; nothing ever asks."""
    about = {
        "id": "/",
        "scope": "/",
        "start_url": "/",
        "name": _("Check-in"),
        "short_name": _("Check-in"),
        "lang": languages.spoken().tag,
        "dir": languages.spoken().dir,
        "display": "standalone",
        "background_color": "#faf5ee",
        "theme_color": "#faf5ee",
        "icons": [
            {
                "src": static_url(f"icons/{purpose}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in ICONS
        ],
    }
    return Response(json.dumps(about, ensure_ascii=False), content_type="application/manifest+json")


def _made() -> Made:
    shelf, key = current_app.extensions.setdefault("offline", {}), (languages.chosen(), look.chosen())
    found = shelf.get(key)
    if found is None or time.monotonic() - found.at > FRESH_SECONDS:
        g.canonical_path = "/offline"  # whoever asks first, its links lead to the page itself
        g.audience = ""  # and it says nothing of them
        text = render_template("checkin/offline.html", throw_away=outbox.throw_away())
        page = StaticFile("offline", text.encode(), "text/html; charset=utf-8")
        version = _version(text)
        worker = StaticFile("worker", _worker(version).encode(), "text/javascript; charset=utf-8")
        if len(shelf) > MOST:
            shelf.clear()
        shelf[key] = found = Made(version, page, worker, time.monotonic())
    return found


def _version(offline: str) -> str:
    """Changes with anything that a phone keeps: a page, a file, the outbox's key."""
    key_id, _point = outbox_seals.public_key(transaction.keys().outbox)
    said = "\n".join((static_files.files().mark, key_id, offline, str(help.show())))
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def _worker(version: str) -> str:
    """The script with its list."""
    kept = {
        "version": version,
        "pages": list(PAGES),
        "files": [static_url(name) for name in FILES],
    }
    return static_files.files().text("service-worker.js").replace("KEPT", json.dumps(kept), 1)
