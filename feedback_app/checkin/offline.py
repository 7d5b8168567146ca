"""Without signal: the page that says so, the service worker that keeps it, and the manifest of the app it can be."""

from __future__ import annotations

import hashlib
import json
import time

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from feedback_app.checkin import help
from feedback_app.loop import outbox_seals
from feedback_app.web import languages, static_files, transaction
from feedback_app.web.static_files import static_url

page = Blueprint("offline", __name__)
# all that a phone may keep, with the two pages: what those pages ask for, and nothing of any invitation
FILES = ("app.css", "person.js", "leave.js", "kept.js")
PAGES = ("/offline", "/help")
FRESH_SECONDS = 60.0
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@page.get("/offline")
def show() -> ResponseReturnValue:
    return _offline()


@page.get("/service-worker.js")
def worker() -> Response:
    """Asked for again on every visit, by a browser that has it: so it is put together once a minute."""
    shelf, language = current_app.extensions.setdefault("service_workers", {}), languages.chosen()
    made, text = shelf.get(language, (0.0, ""))
    if not text or time.monotonic() - made > FRESH_SECONDS:
        text = _written()
        shelf[language] = (time.monotonic(), text)
    return Response(text, content_type="text/javascript; charset=utf-8")


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


def _written() -> str:
    """The worker with its list, and a version that changes with anything in it: a page, a file, the outbox's key."""
    key_id, _point = outbox_seals.public_key(transaction.keys().outbox)
    pages = (_offline(), help.show())
    said = "\n".join((static_files.files().mark, key_id, *map(str, pages)))
    kept = {
        "version": hashlib.sha256(said.encode()).hexdigest()[:10],
        "pages": list(PAGES),
        "files": [static_url(name) for name in FILES],
    }
    return static_files.files().text("service-worker.js").replace("KEPT", json.dumps(kept), 1)


def _offline() -> str:
    return render_template("checkin/offline.html")
