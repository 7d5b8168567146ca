"""Runs the bench: the controls and ours in one interleaved run, and the table of bars beside their limits."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from benchmarks import ablation as tricks
from benchmarks import bars, first_visit, inboxes, load, rounds, table
from benchmarks.load import CONNECTIONS
from benchmarks.making import PostgresqlPlaces, SqlitePlaces
from benchmarks.rounds import Target
from benchmarks.server import THREADS, can_measure

WARM_UP, ON_POSTGRESQL = 0.5, ", PostgreSQL"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", "count", default=5, show_default=True, help="Medians are taken over this many.")
@click.option("--seconds", default=2.0, show_default=True, help="How long each target is asked, each round.")
@click.option("--postgresql", is_flag=True, help="Bar 10 too, on a PostgreSQL of our own.")
@click.option("--points", default=100_000, show_default=True, help="How many the larger of the two inboxes holds.")
@click.option("--wrk/--no-wrk", "may_use_wrk", default=True, help="Use wrk if it is here.")
@click.option("--gate/--no-gate", default=True, help="End with 1 when a bar is missed by more than its tolerance.")
@click.option("--ablation", is_flag=True, help="Measure instead what each trick is worth.")
@click.option("--out", type=Path, default=Path(__file__).with_name("last.md"), show_default=True)
def bench(
    count: int,
    seconds: float,
    postgresql: bool,
    points: int,
    may_use_wrk: bool,
    gate: bool,
    ablation: bool,
    out: Path,
) -> None:
    """Measure this service beside its controls, and print each bar beside its limit."""
    if not can_measure():
        raise click.ClickException("The bench reads CPU and memory from Linux's /proc, which is not here.")
    maker = load.generator() if may_use_wrk else "sockets"
    if ablation:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            _show(tricks.run(Path(folder), count, seconds, maker.startswith("wrk")), out.with_name("ablation.md"))
        return
    page_of, rows = _measured(count, seconds, postgresql, points, maker)
    _show(page_of, out)
    missed = [f"{row.bar}, {row.what}" for row in rows if not row.is_held()]
    if gate and missed:
        sys.exit("Missed by more than the bar's tolerance: " + "; ".join(missed))


def _measured(count: int, seconds: float, postgresql: bool, points: int, maker: str) -> tuple[str, list[bars.Row]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as at_the_end:
        targets = _targets(Path(folder), postgresql, points, at_the_end)
        found = _rounds(targets, count, seconds, maker.startswith("wrk"))
        page = targets["page"].server
        visit = first_visit.fetched(page.url + page.place.path)
        _stop_all_but_ours(targets)  # what others share with a worker counts for less of its own
        wheres = ("", ON_POSTGRESQL) if postgresql else ("",)
        click.echo("Counting calls.")
        called = {name: targets[name].calls() for name in ("hello", *(ours for _, ours, _ in bars.CALLS))}
        rows = bars.rows(found, visit, page.memory(), [one for where in wheres for one in inboxes.bars(points, where)])
        rows += bars.calls(called)
    about = (
        table.machine(),
        f"Server: uvicorn, {THREADS} threads, one process each. Load: {maker}, {CONNECTIONS} connections.",
        f"Medians of {count} rounds of {seconds:g} seconds.",
    )
    return table.whole(rows, found, about), rows


def _show(page: str, out: Path) -> None:
    click.echo("\n" + page)
    out.write_text(page, "utf-8")


def _targets(folder: Path, postgresql: bool, points: int, at_the_end: ExitStack) -> dict[str, Target]:
    click.echo(f"Making the databases, one with {points:,} points, and starting the servers.")
    fresh = SqlitePlaces(folder).fresh
    targets = _until(at_the_end, rounds.started(rounds.KINDS, fresh))
    targets |= _until(at_the_end, inboxes.started(fresh, points))
    if postgresql:
        places = PostgresqlPlaces(folder)
        at_the_end.callback(places.close)
        targets |= _until(at_the_end, rounds.started(rounds.ON_POSTGRESQL, places.fresh))
        targets |= _until(at_the_end, inboxes.started(places.fresh, points, ON_POSTGRESQL))
    return targets


def _until(at_the_end: ExitStack, targets: dict[str, Target]) -> dict[str, Target]:
    at_the_end.callback(_stop, targets)
    return targets


def _rounds(targets: dict[str, Target], count: int, seconds: float, is_by_wrk: bool) -> bars.Rounds:
    click.echo("Warming up.")
    for target in targets.values():
        target.measure(min(WARM_UP, seconds), is_by_wrk)
    found = []
    for number in range(count):
        click.echo(f"Round {number + 1} of {count}.")
        found.append(rounds.one(targets, seconds, is_by_wrk, number))
    return found


def _stop_all_but_ours(targets: dict[str, Target]) -> None:
    ours = targets["page"].server
    _stop({name: target for name, target in targets.items() if target.server is not ours})


def _stop(targets: dict[str, Target]) -> None:
    for server in {target.server for target in targets.values()}:
        server.stop()


if __name__ == "__main__":
    bench()
