"""Each thing that keeps a phone clean is taken away once, and the test of no trace sees it."""

from __future__ import annotations

import gzip
from dataclasses import replace

from flask import request
from playwright.sync_api import Error

from tests.browser import test_no_trace as trace
from tests.browser import visits as after
from tests.browser.device import Device
from tests.browser.test_no_trace import WITH, WITHOUT
from tests.live import over_http


def page_without(*parts: str):
    """Every page loses this piece of its markup."""

    def take_away(app) -> None:
        @app.after_request
        def without(response):
            if response.mimetype != "text/html":
                return response
            is_small = response.headers.get("Content-Encoding") == "gzip"
            text = (gzip.decompress(response.data) if is_small else response.data).decode()
            for part in parts:
                text = text.replace(part, "")
            response.data = gzip.compress(text.encode()) if is_small else text.encode()
            return response

    return take_away


def script_with(instead: str, of: str, names: tuple[str, ...] = ("leave.js", "check-in.js")):
    """A script says something else in one place: leave.js, unless others are named; the second holds the first."""

    def change(app) -> None:
        files = app.extensions["static_files"]._files
        for name in names:
            plain = files[name].plain.decode()
            assert of in plain, of
            files[name] = replace(files[name], plain=plain.replace(of, instead).encode())

    return change


def header_without(name: str, instead: str | None = None, part: str = ""):
    """A header goes, or the first of its kind that holds ``part``."""

    def take_away(app) -> None:
        def without(response):
            kept = [one for one in response.headers.get_all(name) if part not in one]
            response.headers.remove(name)
            for one in [*kept, *([instead] if instead else [])]:
                response.headers.add(name, one)
            return response

        # last of all: ours are put on after the views, in the order they were registered from the end
        app.after_request_funcs.setdefault(None, []).insert(0, without)

    return take_away


def started_over_by_nothing(app) -> None:
    """Nor by Chromium, which keeps no page for Back that fetched something ``no-store``: here the key is not."""
    script_with("return", "if (!event.persisted) return")(app)

    def keepable(response):
        if request.path == "/outbox/key":
            response.headers["Cache-Control"] = "private, max-age=600"
        return response

    app.after_request_funcs.setdefault(None, []).insert(0, keepable)


GUARDS = {
    "the cookie that changes": (header_without("Set-Cookie", part="=-;"), after.left_in_the_middle, WITHOUT),
    "autocomplete=off": (page_without(' autocomplete="off"'), after.left_in_the_middle, WITHOUT),
    "no-store": (header_without("Cache-Control", "private, max-age=600"), after.sent, WITHOUT),
    "the field that is never kept": (page_without('<input type="password" name="blank"'), after.refused, WITHOUT),
    "a plain entry for a refused page": (
        script_with("", "history.replaceState(null, '', again)"),
        after.refused_and_gone,
        WITH,
    ),
    "starting again after Back": (started_over_by_nothing, after.gone_elsewhere, WITH),
    "taking its own place": (script_with("assign('/leave')", "replace('/leave')"), after.left_in_the_middle, WITH),
    "Clear-Site-Data": (header_without("Clear-Site-Data"), after.with_something_stored, WITH),
    "the seal of what waits": (
        script_with("new TextEncoder().encode(", "await seal({ id: key.id, point }, ", ("offering.js",)),
        after.left_while_it_waits,
        WITH,
    ),
    "every tab at once": (script_with("", "tabs?.postMessage('')"), after.two_tabs, WITH),
}
IN_THE_SUITE = 1


def test_each_guard_taken_away_is_seen(sqlite_places, playwright, tmp_path, attack_rounds):
    guards = list(GUARDS.items())[: None if attack_rounds > 1 else IN_THE_SUITE]
    unseen = []
    for number, (name, (take_away, story, has_javascript)) in enumerate(guards):
        folder = tmp_path / str(number)
        folder.mkdir()
        with sqlite_places.fresh(folder) as place, over_http(place, folder) as live:
            after.leave_to_elsewhere(live)
            take_away(live.app)
            phone = Device(playwright, folder / "phone", has_javascript)
            if not is_seen(live, phone, story):
                unseen.append(name)
    assert unseen == [], "with this taken away nothing was found: is it still needed, or does the test not look?"


def is_seen(live, phone: Device, story) -> bool:
    try:
        return bool(trace.what_is_left(live, phone, story, Device.close))
    except (AssertionError, Error):
        return True
