"""Holds back guessing and flooding, by keyed buckets: no address is kept, written or logged.

A bucket's name is a keyed hash of the network (/24 or /64) under a random key that lives in this
process's memory and changes daily. Somebody behind a youth centre's shared address is not locked
out by what others there do.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import time

from flask import current_app, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

DAY = 86_400
# failures at /back: what makes 55 bits enough, see docs/threat-model.md
BACK_NEAR, BACK_ALL = RateLimitItemPerMinute(10, 10), RateLimitItemPerMinute(60)
SIGN_IN_NEAR, SIGN_IN_ONE = RateLimitItemPerMinute(20), RateLimitItemPerMinute(5)
SEND_NEAR, SEND_ALL = RateLimitItemPerMinute(150), RateLimitItemPerMinute(1200)


class Throttle:
    """Counts in memory (one process) or in Redis (several)."""

    def __init__(self, storage: str) -> None:
        self._storage: Storage = storage_from_string(storage)
        self._window = MovingWindowRateLimiter(self._storage)
        self._key, self._made = secrets.token_bytes(32), time.monotonic()

    def is_full(self, limit: RateLimitItem, name: str, whom: str = "") -> bool:
        return not self._window.test(limit, name, self._bucket(whom))

    def count(self, limit: RateLimitItem, name: str, whom: str = "") -> None:
        self._window.hit(limit, name, self._bucket(whom))

    def _bucket(self, whom: str) -> str:
        if time.monotonic() - self._made > DAY:
            self._key, self._made = secrets.token_bytes(32), time.monotonic()
        return hmac.digest(self._key, whom.encode(), hashlib.sha256).hex()


def is_full(*buckets: tuple[RateLimitItem, str, str]) -> bool:
    """Whether any of these buckets ``(limit, name, whom)`` is full."""
    return any(_throttle().is_full(limit, name, whom) for limit, name, whom in buckets)


def refuse_when_full(*buckets: tuple[RateLimitItem, str, str]) -> None:
    """429, with a kind page, when any of these buckets is full."""
    if is_full(*buckets):
        raise TooManyRequests(retry_after=60)


def count(*buckets: tuple[RateLimitItem, str, str]) -> None:
    for limit, name, whom in buckets:
        _throttle().count(limit, name, whom)


def near() -> str:
    """The network a request comes from: its /24 or /64, to be hashed and never kept."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    # on a socket for both kinds IPv4 comes as ::ffff:a.b.c.d: one /64 would hold the whole internet
    address = getattr(address, "ipv4_mapped", None) or address
    prefix = 24 if address.version == 4 else 64
    return str(ipaddress.ip_network((address, prefix), strict=False))


def _throttle() -> Throttle:
    return current_app.extensions["throttle"]
