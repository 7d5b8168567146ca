"""Every answer carries every header, whatever it says: pages, errors and files, http and https."""

import re
from contextlib import closing

import pytest
from flask import abort
from werkzeug.exceptions import RequestEntityTooLarge, ServiceUnavailable, TooManyRequests
from werkzeug.test import Client

from feedback_app.web.headers import ALWAYS, WithHeaders
from tests.careless import of_headers
from tests.house import House

ID = "AAAAAAAAAAAAAAAAAAAAAA"
STATUSES = (400, 403, 404, 405, 410, 413, 422, 429, 500, 503)


@pytest.fixture(params=["http://localhost", "https://check.example"])
def anywhere(request, sqlite_place, tmp_path):
    with closing(House(sqlite_place, tmp_path, base_url=request.param)) as house:
        house.app.config["PROPAGATE_FAULTS"] = False
        yield house


def faults(house, answer, path=""):
    is_file = path.startswith("/static/") and answer.status_code == 200
    hashed = re.search(r"'sha256-([^']+)'", answer.headers["Content-Security-Policy"])
    return of_headers(answer.headers, house.settings.is_https, hashed[1] if hashed else None, is_static=is_file)


def test_every_address_and_method(anywhere):
    client, seen = anywhere.app.test_client(), set()
    for rule in anywhere.app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?\w+>", ID, rule.rule)
        for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "TRACE"):
            answer = client.open(path, method=method, base_url=anywhere.settings.base_url)
            assert faults(anywhere, answer) == [], f"{method} {rule.rule} {answer.status}"
            seen.add(answer.status_code)
    assert {200, 303, 400, 404, 405} <= seen


def test_every_kind_of_error(anywhere):
    """Each status as the application itself raises it, and a fault of our own."""
    client = anywhere.app.test_client()
    for status in STATUSES:
        anywhere.app.view_functions["checkin.help.show"] = lambda: abort(status)  # noqa: B023  called at once
        answer = client.get("/help", base_url=anywhere.settings.base_url)
        assert answer.status_code == status
        assert faults(anywhere, answer) == [], status
        assert answer.mimetype == "text/html"
    anywhere.app.view_functions["checkin.help.show"] = lambda: 1 / 0
    answer = client.get("/help", base_url=anywhere.settings.base_url)
    assert answer.status_code == 500
    assert faults(anywhere, answer) == []


def test_the_landing_page_and_files(anywhere):
    client = anywhere.app.test_client()
    page = client.get(anywhere.link("poster"), base_url=anywhere.settings.base_url)
    assert faults(anywhere, page) == []
    for path in set(re.findall(r'/static/[^"]+', page.text)):
        for encoding in ("gzip", ""):
            answer = client.get(path, base_url=anywhere.settings.base_url, headers={"Accept-Encoding": encoding})
            assert answer.status_code == 200
            assert faults(anywhere, answer, path) == [], path


def test_a_real_413_and_429_and_503_carry_them_too(anywhere):
    client, base = anywhere.app.test_client(), anywhere.settings.base_url
    big = client.post("/back", data=b"x" * (64 * 1024 + 1), base_url=base)
    assert (big.status_code, faults(anywhere, big)) == (413, [])
    for error in (TooManyRequests(retry_after=60), ServiceUnavailable(), RequestEntityTooLarge()):
        anywhere.app.view_functions["checkin.help.show"] = lambda: (_ for _ in ()).throw(error)  # noqa: B023
        answer = client.get("/help", base_url=base)
        assert faults(anywhere, answer) == []


def test_nothing_says_what_runs_here(anywhere):
    answer = anywhere.app.test_client().get("/", base_url=anywhere.settings.base_url)
    told = {name.lower() for name, _ in answer.headers}
    assert not told & {"server", "x-powered-by", "via", "etag", "last-modified"}


def test_what_answers_outside_flask_carries_them_too_and_none_twice():
    def plain(_, start_response):
        start_response("200 OK", [("Content-Type", "text/plain"), ("cache-control", "max-age=60")])
        return [b"well"]

    answer = Client(WithHeaders(plain, ALWAYS)).get("/")
    once = ALWAYS | {"Content-Type": "text/plain", "Cache-Control": "max-age=60"}
    assert sorted((name.lower(), value) for name, value in answer.headers) == sorted(
        (name.lower(), value) for name, value in once.items()
    )


def test_a_missing_header_is_caught(anywhere):
    """The twin: with one header gone, or another policy, the check above says so."""
    answer = anywhere.app.test_client().get("/", base_url=anywhere.settings.base_url)
    assert faults(anywhere, answer) == []
    del answer.headers["Referrer-Policy"]
    assert faults(anywhere, answer)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Content-Security-Policy"] = answer.headers["Content-Security-Policy"] + "; script-src *"
    assert faults(anywhere, answer)
