"""Changing keys, killed again and again while people send: no check-in is lost, and in the end no old key is needed."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.attacks.phone import another_network
from tests.commands.running import COMMAND, environment
from tests.commands.turning import fill, lines, opens, rows_under, turned_apart, where
from tests.journeys.people import say

KILLS = 10


def test_killed_again_and_again_while_check_ins_arrive(house, only_in_attack):
    """At moments of chance; what stands still is never the service, and in the end nothing stands under an old key."""
    words = say(house.visitor(), house.link("poster"))
    fill(house)
    before = {name: lines(house, name)[0] for name in ("data_keys", "return_codes")}
    came, over = [words], threading.Event()

    def arrive():
        while not over.is_set():
            phone = house.visitor()
            phone.address = another_network()
            came.append(say(phone, house.link("poster")))

    with ThreadPoolExecutor(1) as pool:
        arriving = pool.submit(arrive)
        for _ in range(KILLS):
            command = [*COMMAND, "rotate-keys"]
            with subprocess.Popen(command, env=environment(**where(house)), stdout=subprocess.DEVNULL) as running:
                time.sleep(random.uniform(0.8, 4))
                running.kill()
        turned_apart(house)
        over.set()
        assert arriving.result() is None, "nobody who sent met a fault"
    assert len(came) > KILLS
    for name, old in before.items():
        assert old not in rows_under(house, name)
    house.wait(minutes=2)
    assert all(opens(house, one) for one in (came[0], *came[-3:]))
