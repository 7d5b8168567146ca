"""A hundred slow phones keep nobody waiting; on a server that gives each of them a thread, they do."""

import math
import socket
import time
from contextlib import ExitStack, closing, suppress

import pytest

from benchmarks import ours, slow_phones
from benchmarks.making import SqlitePlaces
from benchmarks.server import CHOSEN, Server, can_measure
from feedback_app.commands import connection
from tests import live, wire
from tests.attacks.phone import TOKEN

STARVES = "gunicorn gthread"
AN_HONEST_WAIT = 1.0
FILM = 8_000_000


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """The real application in processes of their own: on the server we run, and on one that starves."""
    if not can_measure():
        pytest.skip("starts its servers as the bench does, on Linux")
    with ExitStack() as at_the_end:
        places = SqlitePlaces(tmp_path_factory.mktemp("servers"))
        servers = {name: Server("ours.whole", places.fresh(name), name) for name in (CHOSEN, STARVES)}
        for server in servers.values():
            at_the_end.callback(server.stop)
        for server in servers.values():
            server.wait()
        yield servers


def waited(server, seconds, slow=slow_phones.PHONES, patience=slow_phones.PATIENCE):
    bodies = ours.Phone(server.place).bodies(100 + 100 * math.ceil(seconds))
    with slow_phones.slow(server.port, server.place.path, bodies.pop(), slow):
        return slow_phones.honest(server.port, server.place.path, bodies, seconds, patience)


def test_an_honest_phone_is_served_among_a_hundred_slow_ones(running, attack_rounds, record_property):
    """Beside what the same phone waits when nobody is slow: this machine may be busy with other things."""
    alone = waited(running[CHOSEN], attack_rounds, slow=0)
    found = waited(running[CHOSEN], 2 * attack_rounds)
    among = f"p95 {found.p95 * 1000:.0f} ms, {found.unanswered} unanswered (alone p95 {alone.p95 * 1000:.0f} ms)"
    record_property("figures", f"an honest phone among {slow_phones.PHONES} slow ones, {CHOSEN}: {among}")
    assert found.unanswered == 0
    assert found.p95 < AN_HONEST_WAIT + alone.p95


def test_a_server_that_gives_slow_phones_its_threads_starves(running, record_property):
    """The control: what is measured above does tell a server that keeps honest phones waiting."""
    found = waited(running[STARVES], 1, patience=2)
    record_property("figures", f"the same on {STARVES}: {found.unanswered} of {len(found.times)} got no answer in 2 s")
    assert found.unanswered == len(found.times) > 0


@pytest.fixture
def house(sqlite_place, tmp_path):
    with live.over_http(sqlite_place, tmp_path) as house:
        yield house


def test_a_slow_check_in_is_taken_all_the_same(house):
    with closing(wire.line(house)) as line:
        line.sendall(wire.request("GET", house.link("poster")))
        token = TOKEN.search(wire.answer(line)[2].decode())[1]
        sent = wire.request("POST", house.link("poster"), f"token={token}&a-change=The bus is late".encode())
        for start in range(0, len(sent), 10):
            line.sendall(sent[start : start + 10])
            time.sleep(0.005)
        assert wire.answer(line)[0] == 303


def test_too_many_at_once_and_the_slowest_goes_first(house, monkeypatch):
    """Whoever came last is honest as far as we know; who keeps us longest is not."""
    monkeypatch.setattr(connection, "MOST_WAITED_FOR", 20)
    with ExitStack() as at_the_end:
        slow = [at_the_end.enter_context(closing(wire.line(house))) for _ in range(40)]
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\n")
        assert wire.ask(house, wire.request("GET", "/healthz"))[0] == 200
        assert wire.answer(slow[0])[0] == 0, "it was let go"
        slow[-1].sendall(b"Host: 127.0.0.1\r\n\r\n")
        assert wire.answer(slow[-1])[0] == 200, "the last of them still had its turn"


def test_whoever_keeps_us_too_long_is_let_go(house, monkeypatch):
    monkeypatch.setattr(connection, "SLOWEST_SECONDS", 0.2)
    with closing(wire.line(house)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        time.sleep(0.4)
        assert wire.ask(house, wire.request("GET", "/healthz"))[0] == 200
        assert wire.answer(slow)[0] == 0


def taking_nothing(house, at_the_end, sent: bytes):
    """A new connection that asks for something and takes next to nothing of the answer."""
    line = at_the_end.enter_context(closing(socket.socket()))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(wire.PATIENCE)
    line.connect(("127.0.0.1", int(house.base_url.rpartition(":")[2])))
    line.sendall(sent)
    return line


def wait_for(is_so) -> None:
    until = time.monotonic() + wire.PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def film(house, monkeypatch):
    """An answer as long as a clip in sign language may be; no phone's network takes that in one go."""
    monkeypatch.setitem(house.app.view_functions, "checkin.help.show", lambda: "a" * FILM)


def whole(line) -> bool:
    """Whether all of the film comes, now that it is taken."""
    heard = 0
    with suppress(ConnectionError):
        while heard <= FILM and (part := line.recv(1 << 20)):
            heard += len(part)
    return heard > FILM


def held(house) -> list[int]:
    """How much each connection to the server has still to take."""
    lines = list(house.server._server.server_state.connections)  # at once: another thread has them
    return [one.transport.get_write_buffer_size() for one in lines]


@pytest.mark.parametrize("ending", [{}, {"Connection": "close"}], ids=["kept open", "closed after it"])
def test_whoever_takes_no_answer_is_let_go_too(house, film, monkeypatch, ending):
    """Each is an open file of ours, and of these there is an end."""
    with ExitStack() as at_the_end:
        asked = wire.request("GET", "/help", **ending)
        slow = [taking_nothing(house, at_the_end, asked) for _ in range(12)]
        wait_for(lambda: sum(size > 0 for size in held(house)) == 12)
        monkeypatch.setattr(connection, "MOST_WAITED_FOR", 5)
        assert wire.ask(house, wire.request("GET", "/healthz"))[0] == 200
        wait_for(lambda: len(held(house)) <= 5)
        assert sum(map(whole, slow)) <= 5, "the others were let go in the middle"


def test_answers_that_nobody_takes_are_not_held_without_end(house, film, monkeypatch):
    monkeypatch.setattr(connection, "MOST_UNREAD", 3 * FILM)
    with ExitStack() as at_the_end:
        slow = [taking_nothing(house, at_the_end, wire.request("GET", "/help", Connection="close")) for _ in range(8)]
        wait_for(lambda: 0 < sum(held(house)) <= 3 * FILM)
        time.sleep(0.5)
        assert sum(held(house)) <= 3 * FILM
        assert 3 <= sum(map(whole, slow)) < 8, "who came last has all of it"
