"""Weighs the servers: the real application on each, its CPU and memory, slow phones, keep-alive, stopping."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

import click

from benchmarks import load, ours, rounds, slow_phones, table
from benchmarks.load import CONNECTIONS
from benchmarks.making import SqlitePlaces
from benchmarks.other_servers import SERVERS
from benchmarks.place import Place
from benchmarks.rounds import Reading, Target
from benchmarks.server import THREADS, Server, can_measure
from benchmarks.slow_phones import BYTES_A_SECOND, PHONES, Waited
from benchmarks.sockets import Line

PACKAGES = ("uvicorn", "httptools", "waitress", "granian", "gunicorn")
ASKED = ("hello", "page", "replies", "send")
IN_FLIGHT, KEPT = 8, 20
DECISION = Path(__file__).parent.parent / "docs" / "decisions" / "0010-the-server.md"
HEAD = ("server", *(f"{one}: CPU ms, p95 ms" for one in ASKED), "PSS MB", "slow phones", "keep-alive", "stop")


@dataclass
class Found:
    """What was found of one server."""

    readings: dict[str, list[Reading]] = field(default_factory=lambda: {one: [] for one in ASKED})
    memory: float = 0.0
    waited: Waited | None = None
    kept: int = 0
    finished: int = 0

    def row(self, name: str) -> tuple[str, ...]:
        cells = (
            f"{median(one.cpu for one in several):.2f}, {median(one.p95 for one in several):.0f}"
            for several in self.readings.values()
        )
        assert self.waited is not None
        slow = f"{self.waited.p95:.2f} s, {self.waited.unanswered} of {len(self.waited.times)} unanswered"
        return (name, *cells, f"{self.memory:.0f}", slow, f"{self.kept} of {KEPT}", f"{self.finished} of {IN_FLIGHT}")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", "count", default=5, show_default=True, help="Medians are taken over this many.")
@click.option("--seconds", default=2.0, show_default=True, help="How long each is asked, each round.")
@click.option("--slow-seconds", default=10.0, show_default=True, help="How long an honest phone asks among slow ones.")
@click.option("--only", multiple=True, type=click.Choice(tuple(SERVERS)), help="Only this server; may be repeated.")
@click.option("--out", type=Path, default=Path(__file__).with_name("servers.md"), show_default=True)
@click.option("--decides/--no-decides", default=True, help="Write the table into the decision's page too.")
def servers(count: int, seconds: float, slow_seconds: float, only: tuple[str, ...], out: Path, decides: bool) -> None:
    """Run the application on each server that was weighed, and print what it does there."""
    if not can_measure():
        raise click.ClickException("This reads CPU and memory from Linux's /proc, which is not here.")
    found = {name: Found() for name in only or SERVERS}
    maker = load.generator()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        places = SqlitePlaces(Path(folder))
        _weigh(found, places.fresh, count, seconds, maker.startswith("wrk"))
        for name, one in found.items():
            click.echo(f"Slow phones, keep-alive and stopping: {name}.")
            _try(one, Server("ours.whole", places.fresh(f"{name} tried"), name), slow_seconds)
    page = _page(found, count, seconds, maker)
    click.echo("\n" + page)
    out.write_text(page, "utf-8")
    if decides:
        _write_into(DECISION, page.partition("\n\n")[2])


def _weigh(found: dict[str, Found], fresh: Callable[[str], Place], count: int, seconds: float, is_by_wrk: bool) -> None:
    with ExitStack() as at_the_end:
        targets = {}
        for name in found:
            targets |= _targets(name, fresh, at_the_end)
        for target in targets.values():
            target.measure(0.5, is_by_wrk)
        for number in range(count):
            click.echo(f"Round {number + 1} of {count}.")
            for name, asked in list(targets)[:: 1 if number % 2 == 0 else -1]:
                found[name].readings[asked].append(targets[name, asked].measure(seconds, is_by_wrk))
        for name, one in found.items():
            one.memory = targets[name, "page"].server.memory()["Pss"]


def _targets(name: str, fresh: Callable[[str], Place], at_the_end: ExitStack) -> dict[tuple[str, str], Target]:
    kinds = dict.fromkeys(rounds.KINDS[one][0] for one in ASKED)
    running = {kind: Server(kind, fresh(f"{name} {kind}"), name) for kind in kinds}
    for server in running.values():
        at_the_end.callback(server.stop)
        server.wait()
    phone = ours.Phone(next(iter(running.values())).place)
    return {(name, one): rounds.target(running[rounds.KINDS[one][0]], rounds.KINDS[one][1], phone) for one in ASKED}


def _try(found: Found, server: Server, seconds: float) -> None:
    try:
        server.wait()
        bodies = ours.Phone(server.place).bodies(2000)
        with slow_phones.slow(server.port, server.place.path, bodies.pop()):
            found.waited = slow_phones.honest(server.port, server.place.path, bodies, seconds)
        found.kept = _kept_alive(server)
        found.finished = _finished(server, bodies[-IN_FLIGHT:])
    finally:
        server.stop()


def _kept_alive(server: Server) -> int:
    """How many requests one connection is good for."""
    line = Line(("127.0.0.1", server.port))
    request = f"GET {server.place.path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for number in range(KEPT):
        try:
            line.ask(request)
            while not line.hear():
                pass
        except OSError:
            return number
    line.socket.close()
    return KEPT


def _finished(server: Server, bodies: list[str]) -> int:
    """How many check-ins are answered that were in flight when it was asked to stop."""
    answered: list[bool] = []
    lines = [Line(("127.0.0.1", server.port)) for _ in bodies]

    def send(line: Line, body: str) -> None:
        head = f"POST {server.place.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {ours.FORM}\r\n"
        try:
            line.ask(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            while not line.hear():
                pass
        except OSError:
            return
        answered.append(not line.is_wrong)

    phones = [threading.Thread(target=send, args=one) for one in zip(lines, bodies, strict=True)]
    for phone in phones:
        phone.start()
    time.sleep(0.05)  # the slow step alone takes half of that, and there are eight
    server.ask_to_stop()
    for phone in phones:
        phone.join()
    return sum(answered)


def _page(found: dict[str, Found], count: int, seconds: float, maker: str) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    about = (
        "# The servers, as they were last weighed",
        "",
        table.machine(),
        f"The real application on SQLite, {THREADS} threads; {versions}.",
        f"Load: {maker}, {CONNECTIONS} connections. Medians of {count} rounds of {seconds:g} seconds, all in each.",
        "CPU (a request) and PSS are of the whole process tree.",
        f"Slow phones: {PHONES} send headers or a check-in at {BYTES_A_SECOND} bytes a second. Meanwhile an honest one",
        f"opens the page and sends check-ins, giving up after {slow_phones.PATIENCE:g} seconds: the p95 of its waits.",
        "Keep-alive: requests answered on one connection. Stop: check-ins in flight at SIGTERM that were answered.",
        "",
    )
    rows = [one.row(name) for name, one in found.items()]
    return "\n".join([*about, *table.drawn(HEAD, rows)]) + "\n"


def _write_into(page: Path, text: str) -> None:
    """Put the text between the two marks that stand on the page."""
    before, begins, rest = page.read_text("utf-8").partition("writes from here -->\n")
    _, ends, after = rest.partition("<!-- to here -->")
    if not (begins and ends):
        raise click.ClickException(f"{page} has lost the marks that the table goes between.")
    page.write_text(f"{before}{begins}\n{text}\n{ends}{after}", "utf-8")


if __name__ == "__main__":
    servers()
