"""Holds back guessing and flooding, by keyed buckets: no address is kept, written or logged.

A bucket's name is a keyed hash of the network (/24 or /64) under a random key that changes daily and is
never on a disk of ours: in this process's memory, or in Redis where several share it. Somebody behind a youth
centre's shared address is not locked out by what others there do.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import secrets
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog
from flask import current_app, request

from feedback_app.web.lately import Lately, Limit, OutOfReach

if TYPE_CHECKING:
    from feedback_app.web.in_redis import InRedis

DAY, HOUR, MINUTE = 86_400, 3600, 60
IN_MEMORY, SHARED_KEY = "memory://", "throttle-key"
log = structlog.get_logger()
# Wrong words at /back: what makes 55 bits enough, see docs/threat-model.md. A network has ten. Sixty a minute in all
# put the brake on: then a site, with all its networks, has five, so that whoever guesses on purpose is stopped and
# everybody else's words are still looked at. Nobody's are after 240, which takes hundreds of sites together.
BACK_NEAR, BACK_ALL = Limit(10, 10 * MINUTE), Limit(60)
BACK_WIDE, BACK_MOST = Limit(5, 10 * MINUTE), Limit(240)
# Wrong passwords: a network has twenty, and a site five for one person, so that nobody keeps a worker out who is
# somewhere else. From everywhere a person has sixty: to fill these takes twelve sites, for as long as it is to last.
# A site has sixty too, whoever they are for: each takes 150 ms, one after the other, and a site has many networks.
SIGN_IN_NEAR, SIGN_IN_ONE, SIGN_IN_MOST = (Limit(many) for many in (20, 5, 60))
# Six digits, of which three are right at any time: five a minute for as long as one likes would be 2 % a day for
# whoever has somebody's password. Thirty an hour, right ones among them, are a fifth of a per cent.
SIX_DIGITS, SIX_DIGITS_LONG = Limit(5), Limit(30, HOUR)
# A whole school may stand before one poster behind one address, so a network may send as many in a minute as
# an assembly of three hundred with its second tries does, a sixth of what one small machine takes; but not for
# longer: what comes in an hour is less than 150 a minute would make.
SEND_NEAR, SEND_ALL = Limit(400), Limit(1200)
SEND_NEAR_LONG = Limit(1200, HOUR)


class Throttle:
    """Counts in memory, for one process, or in Redis, for several.

    When Redis is away each process counts for itself: a brake that is gone must not shut the door.
    """

    def __init__(self, storage: str) -> None:
        is_shared = not storage.startswith("memory")
        self._window = _in_redis(storage) if is_shared else Lately()
        self._by_itself = Throttle(IN_MEMORY) if is_shared else self  # memory is never away
        # a Redis that was started again has another key: they agree on it within a minute
        self._keeps = MINUTE if is_shared else DAY
        self._key, self._made = b"", -DAY * 2.0
        self._one_at_a_time = threading.Lock()

    def is_full(self, limit: Limit, name: str, whom: str = "") -> bool:
        try:
            return not self._window.test(limit, name, self._bucket(whom))
        except OutOfReach:
            return self._without_redis().is_full(limit, name, whom)

    def count(self, limit: Limit, name: str, whom: str = "") -> bool:
        """One more, and whether there was room for it."""
        try:
            return self._window.hit(limit, name, self._bucket(whom))
        except OutOfReach:
            return self._without_redis().count(limit, name, whom)

    def let_in(self, *buckets: tuple[Limit, str, str]) -> bool:
        """One more in each, if there is room in all."""
        try:
            named = [(limit, name, self._bucket(whom)) for limit, name, whom in buckets]
            return all(self._window.test(*one) for one in named) and all(self._window.hit(*one) for one in named)
        except OutOfReach:
            return self._without_redis().let_in(*buckets)

    def opens_in(self, limit: Limit, name: str, whom: str = "") -> float:
        """Seconds until there is room for one more; 0 if there is."""
        try:
            return self._window.opens_in(limit, name, self._bucket(whom))
        except OutOfReach:
            return self._without_redis().opens_in(limit, name, whom)

    def _bucket(self, whom: str) -> str:
        with self._one_at_a_time:  # two that come first must not count under two keys
            if time.monotonic() - self._made >= self._keeps:
                self._key, self._made = self._new_key(), time.monotonic()
        return hmac.digest(self._key, whom.encode(), hashlib.sha256).hex()

    def _new_key(self) -> bytes:
        """A key that nobody else has; or the one that all processes share until Redis forgets it, in a day."""
        return self._window.agreed(SHARED_KEY, secrets.token_bytes(32), DAY)

    def _without_redis(self) -> Throttle:
        log.error("Redis is away: this process counts for itself")
        return self._by_itself


def _in_redis(address: str) -> InRedis:
    from feedback_app.web.in_redis import InRedis  # late: most installs have none, and its library takes 1.5 MB

    return InRedis(address)


def is_full(*buckets: tuple[Limit, str, str]) -> bool:
    """Whether any of these buckets ``(limit, name, whom)`` is full."""
    return any(_throttle().is_full(limit, name, whom) for limit, name, whom in buckets)


def count(*buckets: tuple[Limit, str, str]) -> None:
    """One more in each of these buckets that has room."""
    for limit, name, whom in buckets:
        _throttle().count(limit, name, whom)


def let_in(*buckets: tuple[Limit, str, str]) -> bool:
    """Whether there is room for one more in each, which is counted; who is refused by one bucket fills none.

    A network that floods us must not use up what everybody has together, nor memory with buckets of its own.
    """
    return _throttle().let_in(*buckets)


def minutes_until_free(*buckets: tuple[Limit, str, str]) -> int:
    """After how many minutes, one at least, there is room for one more in each of these buckets."""
    seconds = max(_throttle().opens_in(limit, name, whom) for limit, name, whom in buckets)
    return max(math.ceil(seconds / MINUTE), 1)


def holds_back_words() -> bool:
    """Whether words from here are not even looked at for now, right or wrong."""
    if is_full((BACK_NEAR, "back", near()), (BACK_MOST, "back-most", "")):
        return True
    return is_full((BACK_ALL, "back-all", "")) and is_full((BACK_WIDE, "back-wide", _site()))


def count_wrong_words() -> None:
    count((BACK_NEAR, "back", near()), (BACK_WIDE, "back-wide", _site()))
    count((BACK_ALL, "back-all", ""), (BACK_MOST, "back-most", ""))


def sends_from(network: str) -> tuple[tuple[Limit, str, str], ...]:
    """Every bucket that a check-in from this network falls into."""
    return (SEND_NEAR, "send", network), (SEND_NEAR_LONG, "send-long", network), (SEND_ALL, "send-all", "")


def sign_ins_to(whom: str) -> tuple[tuple[Limit, str, str], ...]:
    """Every bucket that a wrong password for this person falls into, from here."""
    return (
        (SIGN_IN_NEAR, "sign-in", near()),
        (SIGN_IN_MOST, "sign-in-site", _site()),
        (SIGN_IN_ONE, "sign-in-one", f"{whom} {_site()}"),
        (SIGN_IN_MOST, "sign-in-most", whom),
    )


def six_digits_of(staff_id: str) -> tuple[tuple[Limit, str, str], ...]:
    """Both buckets of somebody's second step."""
    return (SIX_DIGITS, "code", staff_id), (SIX_DIGITS_LONG, "code-long", staff_id)


def near() -> str:
    """The network a request comes from: its /24 or /64, to be hashed and never kept."""
    return _around({4: 24, 6: 64})


def _site() -> str:
    """All the networks that one connection may have, and some neighbours': its /16 or /48, treated as ``near``."""
    return _around({4: 16, 6: 48})


def _around(prefixes: dict[int, int]) -> str:
    address = _address(request.remote_addr or "")
    if address is None:
        return "unknown"
    # on a socket for both kinds IPv4 comes as ::ffff:a.b.c.d: one /64 would hold the whole internet
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network((address, prefixes[address.version]), strict=False))


def _address(said: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Some proxies name the port, or put brackets: in one bucket, all who come by them could shut each other out."""
    for one in (said.strip("[]"), said.rpartition(":")[0].strip("[]")):
        with suppress(ValueError):
            return ipaddress.ip_address(one)
    return None


def _throttle() -> Throttle:
    return current_app.extensions["throttle"]
