"""A whole school before one poster, all behind one address: everybody is served, once, and soon."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from feedback_app.web import lately, throttle
from tests.attacks.phone import Phone
from tests.faults.apart import serving
from tests.faults.sender import Sender
from tests.faults.whole import halves, said

ASSEMBLY, A_MINUTE, P95 = 300, 60.0, 1.0
SCHOOL = "192.0.2.44"


def one_visit(service, number: int, at: float) -> Sender:
    """Scan, answer, send, look at the words: at its own moment of the minute."""
    time.sleep(max(0.0, at - time.monotonic()))
    one = Sender(service.port, service.house.link("poster"), f"Said by {number}", address=SCHOOL).open()
    assert one.send() == 303, number
    assert len(one.words().split()) >= 5
    return one


def visits(service, people: int, seconds: float) -> list[Sender]:
    began = time.monotonic()
    moments = sorted(began + random.uniform(0, seconds) for _ in range(people))
    with ThreadPoolExecutor(60) as pool:
        return list(pool.map(lambda pair: one_visit(service, *pair), enumerate(moments)))


def test_a_class_sends_at_once_from_one_address(sqlite_house):
    with serving(sqlite_house) as service:
        visits(service, 20, seconds=0)
    assert said(sqlite_house) == {f"Said by {n}": 1 for n in range(20)}


def test_three_hundred_people_on_one_poster_within_a_minute(house, only_in_attack, figures):
    with serving(house) as service:
        everybody = visits(service, ASSEMBLY, A_MINUTE)
    assert said(house) == {f"Said by {n}": 1 for n in range(ASSEMBLY)}
    assert halves(house) == []
    times = sorted(seconds for one in everybody for seconds in one.took)
    sends = sorted(one.took[1] for one in everybody)
    p95 = times[int(len(times) * 0.95)]
    figures(
        f"{ASSEMBLY} people in a minute, {house.place.kind}: p50 {times[len(times) // 2] * 1000:.0f} ms, "
        f"p95 {p95 * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms; sending alone p95 "
        f"{sends[int(len(sends) * 0.95)] * 1000:.0f} ms"
    )
    assert p95 < P95


def count(house, address: str, sends: int) -> None:
    with house.app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        for _ in range(sends):
            throttle.count(*throttle.sends_from(throttle.near()))


def test_an_assembly_with_its_second_tries_is_never_held_back(sqlite_house):
    count(sqlite_house, SCHOOL, ASSEMBLY + 60)
    phone = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "x"}, address=SCHOOL)
    assert phone.send()[0] == 303


def test_a_flood_from_one_network_is_held_back_and_others_are_not(sqlite_house, monkeypatch):
    count(sqlite_house, SCHOOL, throttle.SEND_NEAR.amount)
    here = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "x"}, address=SCHOOL)
    there = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "x"})
    assert here.send()[0] == 429
    assert there.send()[0] == 303
    in_a_minute = time.monotonic() + 61
    monkeypatch.setattr(lately.time, "monotonic", lambda: in_a_minute)
    assert here.send()[0] == 303


def test_a_flood_that_goes_on_is_held_back_for_longer(sqlite_house, monkeypatch):
    """Sixty an hour are never held back (SAFETY.md), nor a school of twelve hundred; nine thousand are."""
    at = time.monotonic()
    monkeypatch.setattr(lately.time, "monotonic", lambda: at)
    here = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "x"}, address=SCHOOL)
    for _ in range(throttle.SEND_NEAR_LONG.amount // 300):
        assert here.send()[0] == 303
        count(sqlite_house, SCHOOL, 299)
        at += 61
    assert here.send()[0] == 429


@pytest.fixture
def figures(record_property):
    """Print a line of figures at the end of the run."""
    return lambda line: record_property("figures", line)
