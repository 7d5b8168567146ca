"""Where "Leave now" goes has to come at once: `feedback check` says when it is heavy, or when nobody can tell."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from feedback_app.commands import leave_page
from feedback_app.commands.leave_page import MOST, caution

LIGHT = b"<!doctype html><link rel=stylesheet href=/style.css><img src='/sun.png'><a href=/far>more</a>"


@contextmanager
def site(**pages: bytes):
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            found = pages.get(self.path.strip("/").partition(".")[0] or "home")
            self.send_response(200 if found is not None else 404)
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_light_page_is_nothing_to_speak_of():
    with site(home=LIGHT, style=b"a" * 1000, sun=b"b" * 1000, far=b"c" * MOST) as url:
        assert caution(url) is None


@pytest.mark.parametrize(
    "pages",
    [
        {"home": LIGHT + b"x" * MOST, "style": b"", "sun": b""},
        {"home": LIGHT, "style": b"a" * (MOST // 2), "sun": b"b" * (MOST // 2)},
    ],
    ids=["by itself", "with what it fetches"],
)
def test_a_heavy_page_is_said(pages):
    with site(**pages) as url:
        assert "more than 100 KB" in caution(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "https://nobody.invalid/", "nonsense"])
def test_one_that_can_t_be_opened_is_said_too(url, monkeypatch):
    monkeypatch.setattr(leave_page, "SECONDS", 1)
    assert "can't be opened from here" in caution(url)
