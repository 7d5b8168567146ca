"""feedback rotate-keys --retire: an old key goes only when nothing needs it any more."""

from __future__ import annotations

import os
import re
import time
from datetime import timedelta

import pytest

from feedback_app.loop import rotation
from tests.commands.turning import lines, opens, rotate, turned
from tests.journeys.people import say
from tests.pocket import Pocket


def age(house, name, **by) -> None:
    """As if the newest key had been made a while ago."""
    path = house.folder / "keys" / f"{name}.key"
    then = time.time() - timedelta(**by).total_seconds()
    os.utime(path, (then, then))


@pytest.fixture
def words(house):
    return say(house.visitor(), house.link("poster"))


def test_old_keys_go_only_when_nothing_stands_under_them(house, words):
    turned(house)
    old = lines(house)[1]
    young = rotate(house, "--retire", "return_codes")
    assert young.exit_code != 0
    assert re.search(r"too young. Try again in \d+ seconds\.", young.output)
    age(house, "return_codes", minutes=2)
    refused = rotate(house, "--retire", "return_codes")
    assert refused.exit_code != 0
    assert f"{old} can't go" in refused.output
    assert lines(house)[1:] == [old]
    assert opens(house, words)
    assert "1 old keys taken away" in turned(house, "--retire", "return_codes")
    assert len(lines(house)) == 1
    assert opens(house, words)
    age(house, "data_keys", minutes=2)
    assert "1 old keys taken away" in turned(house, "--retire", "data_keys")
    assert opens(house, words)


def test_claims_keep_their_key_as_long_as_a_phone_may_send_again(house, words):
    turned(house, "claims")
    age(house, "claims", minutes=2)
    assert "can't go" in rotate(house, "--retire", "claims").output
    with house.databases.writing() as db:
        db.execute(rotation.Claim.__table__.update().values(at=house.now() - timedelta(days=11)))
    assert "1 old keys taken away" in turned(house, "--retire", "claims")


def test_cookies_keep_their_fallback_and_the_journal_its_keys(house, words):
    turned(house, "cookies", "journal")
    age(house, "cookies", hours=9)
    assert "too young. Try again in 10 days." in rotate(house, "--retire", "cookies").output
    age(house, "cookies", days=11)
    assert "1 old keys taken away" in turned(house, "--retire", "cookies")
    age(house, "journal", days=800)
    assert "never taken away" in rotate(house, "--retire", "journal").output
    assert len(lines(house, "journal")) == 2


def test_the_outbox_keeps_a_key_as_long_as_a_phone_may_hold_what_is_sealed_to_it(house):
    pocket = Pocket(house)
    turned(house, "outbox")
    assert Pocket(house).key_id == lines(house, "outbox")[0] != pocket.key_id, "a running service gives the new one out"
    age(house, "outbox", days=9)
    assert "too young" in rotate(house, "--retire", "outbox").output
    assert pocket.send().status_code == 201, "sealed before the change"
    age(house, "outbox", days=11)
    assert "1 old keys taken away" in turned(house, "--retire", "outbox")
