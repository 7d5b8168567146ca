"""What a sender puts behind a body in chunks: no proxy of ours has seen it, so it says nothing and fills nothing."""

from contextlib import closing, suppress

import pytest
from flask import request

from feedback_app.web.throttle import near
from tests import live, wire

OUR_PROXY, FORGED = "203.0.113.9", "198.51.100.1"


@pytest.fixture(scope="module")
def house(sqlite_places, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with sqlite_places.fresh(folder) as place, live.over_http(place, folder, trusted_proxies=1) as house:
        yield house


def in_chunks(behind: bytes, body: bytes = b"5\r\nhello\r\n") -> bytes:
    headers = {"X-Forwarded-For": OUR_PROXY, "Transfer-Encoding": "chunked", "Trailer": "X-Forwarded-For"}
    return wire.request("POST", "/back", body + b"0\r\n" + behind, **headers)


def test_it_is_not_taken_for_what_our_proxy_said(house, monkeypatch):
    """Some proxies hand on what was announced: a guesser would come from a new network each time."""
    came = []
    look = {None: [lambda: came.append((near(), dict(request.cookies)))]}
    monkeypatch.setattr(house.app, "before_request_funcs", look)
    wire.ask(house, in_chunks(f"X-Forwarded-For: {FORGED}\r\nCookie: s=forged\r\n\r\n".encode()))
    assert came == [("203.0.113.0/24", {})]


def test_the_next_question_on_this_line_is_heard(house):
    with closing(wire.line(house)) as line:
        for _ in range(2):
            line.sendall(in_chunks(b"X-After: all\r\n\r\n"))
            assert wire.answer(line)[0] == 400
        line.sendall(wire.request("GET", "/healthz"))
        assert wire.answer(line)[0] == 200


@pytest.mark.parametrize("one", [b"X-After: " + b"a" * 1000 + b"\r\n", b"a" * 1000], ids=["many", "one without an end"])
def test_it_has_an_end(house, one):
    with closing(wire.line(house)) as line:
        line.sendall(in_chunks(b""))
        with suppress(ConnectionError):
            for _ in range(200):
                line.sendall(one)
        assert wire.answer(line)[:1] in ((400,), (0,))
        assert wire.answer(line)[0] == 0, "and we hang up"


def test_a_long_body_in_small_chunks_is_heard(house):
    """What stands between a phone's chunks is no head: 60 KB in parts of 64 bytes."""
    chunks = (b"40\r\n" + b"a" * 64 + b"\r\n") * 900
    assert wire.ask(house, in_chunks(b"\r\n", chunks))[0] == 400, "no token in it, but read"
