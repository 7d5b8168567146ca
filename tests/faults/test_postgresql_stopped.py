"""PostgreSQL stopped for ten seconds, and killed under load: calm pages meanwhile, and all goes on by itself."""

from __future__ import annotations

import time

from feedback_app.away import GONE, MEANS
from tests.commands.running import feedback
from tests.commands.turning import where
from tests.faults.apart import serving
from tests.faults.sender import Sender
from tests.faults.test_killed import KILLS, Crowd, after_a_kill
from tests.faults.whole import halves, said

SECONDS = 10


def test_stopped_for_ten_seconds_and_started_again(own_postgresql, house_on, tmp_path):
    house = house_on(own_postgresql, tmp_path)
    with serving(house) as service:
        waiting = [Sender(service.port, house.link("poster"), f"The bus is late {n}").open() for n in range(3)]
        own_postgresql.halt()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            assert {one.send() for one in waiting} == {503}
            assert Sender(service.port, "/healthz", "")._ask("GET", "/healthz")[0] == 503
            time.sleep(1)
        refused = feedback(tmp_path, "verify", **where(house))
        assert refused.returncode == 1
        assert refused.stderr == f"feedback: {MEANS[GONE]}\n"
        own_postgresql.go_on()
        assert [one.send() for one in (*waiting, *waiting)] == [303] * 6
        assert max(max(one.took) for one in waiting) < 5, "nobody waited long to be told"
    assert said(house) == {one.text: 1 for one in waiting}
    assert halves(house) == []


def test_postgresql_itself_killed_while_people_send(own_postgresql, house_on, tmp_path):
    """Each second time the service is killed with it."""
    house, so_far = house_on(own_postgresql, tmp_path), set()
    with serving(house) as service:
        for kill in range(KILLS):
            crowd = Crowd(service, f"Kill {kill}, client", kills=lambda: own_postgresql.halt(is_killed=True))
            crowd.send_until_killed(least=6)
            own_postgresql.go_on()
            if kill % 2:
                service.kill()
                service.start()
            after_a_kill(house, crowd, so_far)
    assert halves(house) == []
