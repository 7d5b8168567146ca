"""Several processes on one PostgreSQL and one Redis: each check-in once, one brake for all, one that dies made anew."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

import pytest

from feedback_app.commands.serving import HUNG_SECONDS
from feedback_app.web.throttle import BACK_NEAR
from tests import a_redis
from tests.attacks.phone import TOKEN
from tests.faults.apart import serving
from tests.faults.sender import Sender
from tests.faults.whole import halves, said
from tests.house import House
from tests.postgresql import children

pytestmark = a_redis.needed
PROCESSES, PEOPLE = 3, 24


@pytest.fixture(scope="module")
def house(postgresql_places, tmp_path_factory):
    """One for all of these, each of which looks at its own voices alone."""
    folder = tmp_path_factory.mktemp("house")
    with postgresql_places.founded(folder) as place, closing(House(place, folder)) as house:
        yield house


@pytest.fixture(scope="module")
def service(house, tmp_path_factory):
    """One for all of these: to start it takes longer than what any of them does."""
    folder = tmp_path_factory.mktemp("redis")
    with (
        a_redis.running(folder) as (address, _),
        serving(house, FEEDBACK_PROCESSES=str(PROCESSES), FEEDBACK_THROTTLE_STORAGE=address) as service,
    ):
        until = time.monotonic() + 60
        while len(hands(service)) < PROCESSES:
            assert time.monotonic() < until, "they did not all start"
            time.sleep(0.1)
        yield service


def send(service, text: str) -> Sender:
    one = Sender(service.port, service.house.link("poster"), text).open()
    assert one.send() == 303
    return one


def test_each_check_in_is_taken_once_whichever_process_hears_it(house, service):
    with ThreadPoolExecutor(8) as pool:
        everybody = list(pool.map(lambda n: send(service, f"Said by {n}"), range(PEOPLE)))
        again = list(pool.map(lambda one: (one.send(), one.words()), everybody * 2))
    assert {status for status, _ in again} == {303}
    assert len({words for _, words in again}) == PEOPLE, "the same words to each, whichever process answered"
    assert said_among(house, "Said by") == {f"Said by {n}": 1 for n in range(PEOPLE)}
    assert halves(house) == []


def test_wrong_tries_are_counted_together(service):
    found = [wrong_words(service) for _ in range(BACK_NEAR.amount // PROCESSES * PROCESSES + 2 * PROCESSES)]
    assert 429 in found, "each process alone would have let these through"
    assert found.index(429) <= BACK_NEAR.amount + 1


def test_one_that_dies_is_made_anew_and_the_others_go_on(house, service):
    send(service, "One that dies: before")
    before = hands(service)
    os.kill(min(before), signal.SIGSTOP)
    time.sleep(2)  # who looks after them is asking this one by now, and would wait for its answer
    os.kill(min(before), signal.SIGKILL)
    until = time.monotonic() + HUNG_SECONDS / 2
    while not hands(service) - before:
        assert time.monotonic() < until, "it was not made anew"
        time.sleep(0.1)
    send(service, "One that dies: after")
    service.kill_whoever_looks_after_them()
    until = time.monotonic() + 20
    while is_open(service.port):
        assert time.monotonic() < until, "without whoever looks after them they stop, and give the port back"
        time.sleep(0.1)
    service.start()
    send(service, "One that dies: later")
    assert said_among(house, "One that dies:") == {f"One that dies: {when}": 1 for when in ("before", "after", "later")}


def said_among(house, beginning: str) -> dict[str, int]:
    """What was said with these first words, and how often."""
    return {text: times for text, times in said(house).items() if text.startswith(beginning)}


def hands(service) -> set[int]:
    """The processes that serve."""
    return set(children(service.pid))


def is_open(port: int) -> bool:
    with closing(socket.socket()) as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def wrong_words(service) -> int:
    """Somebody tries words by chance, always from one network, on a new connection each time."""
    near = {"X-Forwarded-For": "192.0.2.9"}
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)) as line:
        line.request("GET", "/back", headers=near)
        token = TOKEN.search(line.getresponse().read().decode())[1]
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)) as line:
        body = urlencode({"token": token, "words": "11 22 33 44 55"})
        line.request("POST", "/back", body, {**near, "Content-Type": "application/x-www-form-urlencoded"})
        return line.getresponse().status
