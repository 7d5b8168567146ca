"""Several processes count together in a real Redis; without it each counts for itself, and nobody is shut out."""

import time

import redis

from feedback_app.web import throttle
from feedback_app.web.throttle import BACK_NEAR, Throttle
from tests import a_redis
from tests.attacks.phone import Phone

pytestmark = a_redis.needed


def fill(held, whom="here"):
    for _ in range(BACK_NEAR.amount):
        held.count(BACK_NEAR, "back", whom)


def test_what_one_process_counts_another_knows(tmp_path):
    with a_redis.running(tmp_path) as (address, _):
        one, other = Throttle(address), Throttle(address)
        assert other.opens_in(BACK_NEAR, "back", "here") == 0
        fill(one)
        assert other.is_full(BACK_NEAR, "back", "here")
        assert 590 < other.opens_in(BACK_NEAR, "back", "here") <= 600, "and for how long"
        assert not other.is_full(BACK_NEAR, "back", "there")


def test_no_address_is_in_it_and_its_key_goes_after_a_day(tmp_path):
    with a_redis.running(tmp_path) as (address, _):
        Throttle(address).count(BACK_NEAR, "back", "203.0.113.0/24")
        inside = redis.from_url(address.replace("redis+unix", "unix"))
        kept = {name: inside.dump(name) for name in inside.keys("*")}
        assert len(kept) == 2, "one bucket, one key"
        assert b"203.0.113" not in repr(kept).encode()
        assert 0 < inside.ttl(throttle.SHARED_KEY) <= throttle.DAY
        assert all(0 < inside.ttl(name) <= throttle.DAY for name in kept)


def test_when_it_dies_each_process_counts_for_itself(tmp_path):
    with a_redis.running(tmp_path) as (address, server):
        held = Throttle(address)
        fill(held)
        server.kill()
        server.wait()
        assert not held.is_full(BACK_NEAR, "back", "here"), "what it knew is gone"
        fill(held)
        assert held.is_full(BACK_NEAR, "back", "here"), "but the brake still holds"


def test_when_it_was_started_again_they_count_together_again(tmp_path, monkeypatch):
    """One process was made anew since, and knows another key than those who remember the one that is gone."""
    with a_redis.running(tmp_path) as (address, _):
        one, other = Throttle(address), Throttle(address)
        fill(one)
        assert other.is_full(BACK_NEAR, "back", "here")
        redis.from_url(address.replace("redis+unix", "unix")).flushall()
        anew, now = Throttle(address), time.monotonic()
        monkeypatch.setattr(throttle.time, "monotonic", lambda: now + throttle.MINUTE)
        fill(anew)
        assert one.is_full(BACK_NEAR, "back", "here")
        assert other.is_full(BACK_NEAR, "back", "here")


def test_a_check_in_is_taken_while_it_is_away(sqlite_house, tmp_path):
    sqlite_house.app.extensions["throttle"] = Throttle(f"redis+unix://{tmp_path}/nothing.sock")
    phone = Phone(sqlite_house.app, sqlite_house.link("poster"), {"a-change": "The bus is late"})
    assert phone.send()[0] == 303
