"""The measuring itself: every target once a round, round after round, so that a noisy minute hits all."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import calls, load, ours
from benchmarks.load import Ask, Load
from benchmarks.place import Place
from benchmarks.server import Server
from feedback_app.loop.return_codes import SlowStep

# what is measured: a name, what its server runs, and what it is asked
KINDS = {
    "hello": ("plainest.hello", "hello"),
    "page": ("ours.whole", "page"),
    "replies": ("ours.whole", "replies"),
    "static": ("plainest.static", "hello"),
    "nowhere": ("ours.without_writing", "send"),
    "orm": ("controls.plain_orm", "send"),
    "quick": ("ours.without_slow_step", "send"),
    "raw": ("controls.raw_sqlite", "send"),
    "send": ("ours.whole", "send"),
}
ON_POSTGRESQL = {
    "orm on postgresql": ("controls.plain_orm", "send"),
    "quick on postgresql": ("ours.without_slow_step", "send"),
}
MOST_A_SECOND = 3000  # check-ins that any server here could take
SLOW_STEPS = 40


@dataclass(frozen=True)
class Reading:
    """One target in one round. ``cpu`` is milliseconds a request, of the server's whole process tree."""

    rate: float
    cpu: float
    p50: float = 0.0
    p95: float = 0.0
    wrong: int = 0


@dataclass(frozen=True)
class Target:
    """A running server, and what to ask of it for so many seconds."""

    server: Server
    ask: Callable[[float], Ask]

    def calls(self) -> int:
        """Functions that one answer calls."""
        return calls.counted(self.server.kind, self.server.place, self.ask(1))

    def measure(self, seconds: float, is_by_wrk: bool) -> Reading:
        asked = self.ask(seconds)
        before = self.server.cpu_seconds()
        found = load.put_on(asked, seconds, is_by_wrk)
        spent = self.server.cpu_seconds() - before
        return _reading(found, spent)


def started(kinds: dict[str, tuple[str, str]], fresh: Callable[[str], Place]) -> dict[str, Target]:
    """A server for each kind, all warm; targets of one kind share theirs."""
    different = dict.fromkeys(kind for kind, _ in kinds.values())
    servers = {kind: Server(kind, fresh(kind)) for kind in different}
    for server in servers.values():
        server.wait()
    phone = ours.Phone(next(iter(servers.values())).place)
    return {name: target(servers[kind], asked, phone) for name, (kind, asked) in kinds.items()}


def target(server: Server, asked: str, phone: ours.Phone) -> Target:
    """A page, one's replies, a check-in sent, or the start."""
    place, url = server.place, server.url
    asks: dict[str, Callable[[float], Ask]] = {
        "page": lambda _: Ask(url + place.path),
        "replies": lambda _: Ask(f"{url}/back/replies", {"Cookie": f"__Host-s={place.visit()}"}),
        "send": lambda seconds: Ask(
            url + place.path, {"Content-Type": ours.FORM}, phone.bodies(math.ceil(seconds) * MOST_A_SECOND)
        ),
        "hello": lambda _: Ask(f"{url}/"),
    }
    return Target(server, asks[asked])


def one(targets: dict[str, Target], seconds: float, is_by_wrk: bool, number: int) -> dict[str, Reading]:
    """One round. Every second one goes backwards, so that nobody always follows the same neighbour."""
    names = list(targets)[:: 1 if number % 2 == 0 else -1]
    found = {name: targets[name].measure(seconds, is_by_wrk) for name in names}
    return found | {"slow step": slow_step()}


def slow_step(count: int = SLOW_STEPS) -> Reading:
    """The return code's slow step alone, asked for by two, in memory set up as a server's is."""
    step = SlowStep()

    def several() -> None:
        for number in range(count // 2):
            step.stretched((number,) * 5)

    threads = [threading.Thread(target=several) for _ in range(2)]
    began, before = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, took = time.process_time() - before, time.perf_counter() - began
    return Reading(count / took, spent / count * 1000)


def _reading(found: Load, spent: float) -> Reading:
    cpu = spent / max(found.requests, 1) * 1000
    return Reading(found.per_second, cpu, found.p50, found.p95, found.wrong)
