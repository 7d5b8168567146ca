"""What a phone or an attacker meets on the wire: kept lines, odd HTTP, bodies past the limit, and stopping."""

import re
import threading
import time
from contextlib import ExitStack, closing, suppress

import pytest

from feedback_app.loop import return_codes
from feedback_app.web.gate import BODY, BODY_OF_WORDS
from feedback_app.web.headers import ALWAYS
from tests import live, wire
from tests.attacks.counting import rows
from tests.attacks.phone import TOKEN

ADDRESS = "127.0.0.1"
WORDS = "the bus is late again"
CHUNK = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
ODD = {
    "another protocol": b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
    "letters that are none": b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "two lengths": b"POST /back HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
    "a length below nothing": b"POST /back HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n12345",
    "a length and chunks": b"POST /back HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a line broken in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX: a\nForged: b\r\n\r\n",
    "a way through to elsewhere": b"CONNECT elsewhere:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a newer HTTP": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a head without an end": b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000,
}


@pytest.fixture(scope="module")
def house(sqlite_places, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with sqlite_places.fresh(folder) as place, live.over_http(place, folder, trusted_proxies=1) as house:
        yield house


def check_in(house, line):
    """A check-in as bytes, its page fetched over this connection."""
    line.sendall(wire.request("GET", house.link("poster")))
    token = TOKEN.search(wire.answer(line)[2].decode())[1]
    return wire.request("POST", house.link("poster"), f"token={token}&a-change={WORDS}".encode())


def test_one_connection_serves_a_whole_visit(house):
    with closing(wire.line(house)) as line:
        for path in ("/", house.link("poster"), "/help", "/nowhere", "/healthz"):
            line.sendall(wire.request("GET", path))
            status, headers, _ = wire.answer(line)
            assert status == (404 if path == "/nowhere" else 200)
            assert "connection" not in headers
        line.sendall(check_in(house, line))
        assert wire.answer(line)[0] == 303
        line.sendall(wire.request("HEAD", "/"))
        assert wire.answer(line, has_body=False)[0] == 200
        line.sendall(wire.request("GET", "/healthz"))
        assert wire.answer(line)[0] == 200


@pytest.mark.parametrize("sent", ODD.values(), ids=ODD.keys())
def test_what_is_no_http_gets_a_400_with_our_headers(house, sent, capfd, caplog):
    status, headers, body = wire.ask(house, sent)
    assert (status, body) == (400, b"Bad request")
    assert {name: headers.get(name.lower()) for name in ALWAYS} == ALWAYS
    assert wire.ask(house, wire.request("GET", "/healthz"))[0] == 200
    written = "".join(capfd.readouterr()) + caplog.text
    assert "Traceback" not in written
    assert ADDRESS not in written


def test_nothing_says_what_serves(house):
    for sent in (wire.request("GET", "/"), wire.request("POST", "/back", b"x" * (BODY + 1)), *ODD.values()):
        _, headers, _ = wire.ask(house, sent)
        assert not {"server", "x-powered-by", "via"} & headers.keys()


def test_an_ordinary_visit_is_not_logged(house, capfd, caplog):
    caplog.set_level("DEBUG")
    for path in ("/", "/nowhere", house.link("poster")):
        wire.ask(house, wire.request("GET", path))
    assert "".join(capfd.readouterr()) + caplog.text == ""


@pytest.mark.parametrize("size", [BODY + 1, BODY_OF_WORDS + 1, 20 * 1024 * 1024])
def test_a_body_that_says_it_is_too_long_is_refused_before_it_comes(house, size):
    with closing(wire.line(house)) as line:
        line.sendall(wire.request("POST", "/back", Content_Length=str(size), Content_Type="text/plain"))
        status, _, page = wire.answer(line)
    assert status == 413
    assert b"too long to send" in page


def test_a_body_in_chunks_is_read_to_the_limit_and_no_further(house):
    fits = wire.request("POST", "/back", b"5\r\nhello\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    assert wire.ask(house, fits)[0] == 400, "no token in it, but read"
    endless = wire.request("POST", house.link("poster"), CHUNK * 5, Transfer_Encoding="chunked")
    with closing(wire.line(house)) as line:
        line.sendall(endless)
        status, _, page = wire.answer(line)
        assert status == 413, "though its end has not come"
        assert b"too long to send" in page


def test_long_bodies_are_not_gathered_in_memory(house):
    """Sixteen phones that have sent 8 MB each and not ended: less than two of them is held."""
    before = memory()
    with ExitStack() as at_the_end:
        for _ in range(16):
            line = at_the_end.enter_context(closing(wire.line(house)))
            line.sendall(wire.request("POST", house.link("poster"), CHUNK * 5, Transfer_Encoding="chunked"))
            assert wire.answer(line)[0] == 413
            line.sendall(CHUNK * 123)
        assert memory() - before < 16


def test_whoever_asks_on_and_on_and_waits_for_no_answer_is_not_heard_out(house):
    """A quarter of a megabyte holds ten thousand short questions, and each took 3 KB before the first was answered."""
    short, before = b"GET /healthz HTTP/1.1\r\n\r\n", memory()
    with ExitStack() as at_the_end:
        lines = [at_the_end.enter_context(closing(wire.line(house))) for _ in range(8)]
        for line in lines:
            with suppress(ConnectionError):
                line.sendall(short * 10_000)
        for line in lines:
            assert wire.answer(line)[0] in (400, 200, 0)
        assert memory() - before < 40
    with closing(wire.line(house)) as line:
        line.sendall(short * 5)
        heard = b""
        while heard.count(b" 200 OK") < 5:  # a few, one after the other, are heard
            heard += line.recv(1 << 16) or pytest.fail(f"it ended after {heard!r}")


def test_a_header_with_an_underscore_is_not_taken_for_our_proxys(house, monkeypatch):
    came = []
    monkeypatch.setattr(house.app, "before_request_funcs", {None: [lambda: came.append(near())]})
    from feedback_app.web.throttle import near

    wire.ask(house, wire.request("GET", "/healthz", **{"X-Forwarded-For": "203.0.113.9"}))
    forged = wire.request("GET", "/healthz").replace(b"\r\n\r\n", b"\r\nX_Forwarded_For: 198.51.100.1\r\n\r\n")
    wire.ask(house, forged)
    assert came == ["203.0.113.0/24", "127.0.0.0/24"]


def test_an_old_phone_is_heard_whatever_host_the_proxy_names(house):
    """It says where its form is from, and nothing of Sec-Fetch-Site."""
    said = f"\r\nOrigin: {house.base_url}\r\nX-Forwarded-Host: elsewhere.example\r\n\r\n".encode()
    with closing(wire.line(house)) as line:
        line.sendall(check_in(house, line).replace(b"\r\n\r\n", said, 1))
        assert wire.answer(line)[0] == 303


def test_nobody_is_sent_on_to_a_host_that_the_request_named(house):
    for path in ("/work", "/work/", "/help/", "/back//replies", "//work"):
        forged = wire.request("GET", path, Host="elsewhere.example", **{"X-Forwarded-Host": "elsewhere.example"})
        assert b"elsewhere" not in repr(wire.ask(house, forged)).encode()


def test_a_fault_in_a_page_is_answered_and_names_nobody(house, monkeypatch, capfd, caplog):
    """Here faults come out of the application (in real life it has a page for them)."""
    monkeypatch.setitem(house.app.view_functions, "checkin.help.show", lambda: [][len(WORDS)])
    status, headers, _ = wire.ask(house, wire.request("GET", "/help"))
    assert status == 500
    assert headers["content-security-policy"] == ALWAYS["Content-Security-Policy"]
    written = "".join(capfd.readouterr()) + caplog.text
    assert "IndexError" in written
    assert ADDRESS not in written


def test_stopping_finishes_what_was_begun_and_takes_nothing_new(sqlite_place, tmp_path, monkeypatch):
    begun, stretched = threading.Event(), return_codes.slow_step.stretched

    def slowly(numbers):
        begun.set()
        time.sleep(0.5)
        return stretched(numbers)

    monkeypatch.setattr(return_codes.slow_step, "stretched", slowly)
    with live.over_http(sqlite_place, tmp_path) as house, ExitStack() as at_the_end:
        line, idle, half = (at_the_end.enter_context(closing(wire.line(house))) for _ in range(3))
        idle.sendall(wire.request("GET", "/healthz"))
        assert wire.answer(idle)[0] == 200
        half.sendall(check_in(house, half)[:-5])
        line.sendall(check_in(house, line))
        begun.wait(5)
        asked = time.monotonic()
        house.server.stop()
        status, headers, _ = wire.answer(line)
        assert (status, headers["connection"]) == (303, "close")
        assert wire.answer(idle)[0] == wire.answer(half)[0] == 0
        with pytest.raises(ConnectionError):
            wire.line(house)
        house.serving.join(5)
        assert time.monotonic() - asked < 5, "who only sent half of it is not waited for"
        assert rows(house)["check_ins"] == 1


def memory() -> float:
    """What this process holds, in MB."""
    with open("/proc/self/status") as status:  # noqa: PTH123  no path of ours
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024
