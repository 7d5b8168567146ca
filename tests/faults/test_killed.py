"""kill -9 while people send: whatever was acknowledged is there, once and whole; nothing is there by halves."""

from __future__ import annotations

import http.client
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tests.commands.running import feedback
from tests.commands.turning import where
from tests.faults.apart import Service, serving
from tests.faults.sender import Sender
from tests.faults.whole import halves, said

CLIENTS = 4
KILLS = 30


@dataclass
class Crowd:
    """Several people who send, each one check-in after another, until the service is gone."""

    service: Service
    name: str
    kills: Callable[[], None] | None = None
    taken: dict[str, str] = field(default_factory=dict)
    unsure: list[Sender] = field(default_factory=list)

    def send_until_killed(self, least: int) -> None:
        """Kill it at a moment of chance, once ``least`` were acknowledged."""
        enough, went_wrong = threading.Event(), []
        threads = [
            threading.Thread(target=self._send, args=(client, least, enough, went_wrong)) for client in range(CLIENTS)
        ]
        for one in threads:
            one.start()
        assert enough.wait(60)
        threading.Event().wait(random.uniform(0, 0.08))
        (self.kills or self.service.kill)()
        for one in threads:
            one.join(60)
        assert went_wrong == []

    def _send(self, client: int, least: int, enough: threading.Event, went_wrong: list) -> None:
        number = 0
        while True:
            number += 1
            one = Sender(self.service.port, self.service.house.link("poster"), f"{self.name} {client} {number}")
            try:
                one.open()
                self.unsure.append(one)
                status = one.send()
                if status == 503 and self.kills:
                    return  # told calmly that the database is away: it may be sent again
                if status != 303:
                    went_wrong.append((one.text, status))
                    enough.set()
                    return
                self.unsure.remove(one)
                self.taken[one.text] = one.token
                if number % 3 == 0:
                    one.words()
            except (OSError, http.client.HTTPException):
                enough.set()  # killed in the middle of this one, which may be there or not
                return
            if len(self.taken) >= least:
                enough.set()


def after_a_kill(house, crowd: Crowd, so_far: set[str]) -> None:
    """Everything acknowledged is there once; who got no answer presses Send again, and is there once too."""
    there = said(house)
    assert {text: there[text] for text in crowd.taken} == dict.fromkeys(crowd.taken, 1)
    maybe = {one.text for one in crowd.unsure}
    assert set(there) - so_far - set(crowd.taken) <= maybe
    assert max(there.values()) == 1
    assert halves(house) == []
    assert [one.send() for one in crowd.unsure] == [303] * len(crowd.unsure)
    so_far |= set(crowd.taken) | maybe
    assert said(house) == dict.fromkeys(so_far, 1)


@pytest.fixture
def kills(attack_rounds):
    return KILLS if attack_rounds > 1 else 2


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(house, kills, attack_rounds):
    so_far: set[str] = set()
    with serving(house) as service:
        for kill in range(kills):
            crowd = Crowd(service, f"Kill {kill}, client")
            crowd.send_until_killed(least=6)
            service.start()
            after_a_kill(house, crowd, so_far)
            opened = Sender(service.port, house.link("poster"), f"After kill {kill}").open()
            assert opened.send() == 303
            assert len(opened.words().split()) >= 5
            so_far.add(opened.text)
    assert halves(house) == []
    assert len(so_far) >= 7 * kills
    if attack_rounds > 1:  # it looks at what halves() has looked at, as its owner would
        done = feedback(house.folder, "verify", **where(house))
        assert done.returncode == 0, done.stdout + done.stderr
