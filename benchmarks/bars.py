"""The bars of this service: what each compares, and how far it may go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from statistics import median

from benchmarks.first_visit import Fetched
from benchmarks.rounds import Reading

Rounds = list[dict[str, Reading]]
# of one round's fifty answers, the two or three slowest: they move more than anything else here
NOISE = {"p95": 0.25}
UNITS = {
    "rate": ("requests", "{:,.0f} a second"),
    "cpu": ("CPU a request", "{:.2f} ms"),
    "p95": ("19 of 20 within", "{:.1f} ms"),
}


@dataclass(frozen=True)
class Row:
    """One line of the table. ``found`` is held against ``limit``, a least or a most.

    ``held`` is where the gate stands instead while the limit is out of reach, so that it can only get
    better; docs/decisions/0012 says why of each. ``tolerance`` is for noise.
    """

    bar: str
    what: str
    control: str
    ours: str
    found: float
    limit: float
    is_least: bool = False
    form: str = "{:.2f}"
    held: float | None = None
    tolerance: float = 0.1

    def is_met(self) -> bool:
        return self._is_within(self.limit, 0.0)

    def is_held(self) -> bool:
        """Whether the gate lets it through."""
        return self._is_within(self.limit if self.held is None else self.held, self.tolerance)

    def _is_within(self, limit: float, tolerance: float) -> bool:
        if self.is_least:
            return self.found >= limit * (1 - tolerance)
        return self.found <= limit * (1 + tolerance)


@dataclass(frozen=True)
class Bar:
    """A bar that is a ratio of two targets: by requests a second (a least), by CPU, or by the slow ones (a most)."""

    number: str
    what: str
    control: str
    ours: str
    measure: str
    limit: float
    held: float | None = None

    def row(self, rounds: Rounds) -> Row:
        is_rate = self.measure == "rate"
        measured, unit = UNITS[self.measure]
        control, ours = ([getattr(one[name], self.measure) for one in rounds] for name in (self.control, self.ours))
        return Row(
            self.number,
            f"{self.what}, {measured}",
            f"{self.control}: {unit.format(median(control))}",
            unit.format(median(ours)),
            median(mine / theirs if mine and theirs else inf for mine, theirs in zip(ours, control, strict=True)),
            self.limit,
            is_least=is_rate,
            form="{:.2f}" if is_rate else "{:.2f}x",
            held=self.held,
            tolerance=NOISE.get(self.measure, Row.tolerance),
        )


RATIOS = (
    Bar("1", "open a check-in", "hello", "page", "rate", 0.60),
    Bar("1", "open a check-in", "hello", "page", "cpu", 1.7),
    Bar("2", "send a check-in, without the slow step", "orm", "quick", "rate", 0.90),
    Bar("2", "send a check-in, without the slow step", "raw", "quick", "rate", 0.50),
    Bar("2b", "the same, writing nothing", "hello", "nowhere", "rate", 0.45, held=0.11),
    Bar("3", "the page with one's replies", "hello", "replies", "rate", 0.40, held=0.08),
    Bar("3", "the page with one's replies", "hello", "replies", "cpu", 2.8, held=13.0),
)
# the rest of a check-in, after a slow step, of what it takes by itself
OF_THE_REST = 2.0
# functions that an answer calls, of a hello's: no limit but what today's code does
CALLS = (
    ("open a check-in", "page", 2.0),
    ("send a check-in, without the slow step", "quick", 12.0),
    ("the same, writing nothing", "nowhere", 8.5),
    ("the page with one's replies", "replies", 14.8),
)
POSTGRESQL = Bar("10", "send a check-in, PostgreSQL", "orm on postgresql", "quick on postgresql", "rate", 0.80)


def rows(rounds: Rounds, visit: list[Fetched], memory: dict[str, float], inboxes: Iterable[Bar] = ()) -> list[Row]:
    """Every row of the table, in the order of the bars."""
    found = [bar.row(rounds) for bar in RATIOS]
    found.insert(5, _above_slow_step(rounds))
    found += [*(one.row(rounds) for one in inboxes), *_first_visit(visit), _memory(memory)]
    if POSTGRESQL.control in rounds[0]:
        found.append(POSTGRESQL.row(rounds))
    return found


def calls(found: dict[str, int]) -> Iterable[Row]:
    """Bar 11, of how many functions each target calls. A count has hardly any noise."""
    for what, ours, most in CALLS:
        control, mine = (f"{found[name]:,} calls" for name in ("hello", ours))
        ratio = found[ours] / found["hello"]
        yield Row("11", what, f"hello: {control}", mine, ratio, most, form="{:.1f}x", tolerance=0.03)


def _above_slow_step(rounds: Rounds) -> Row:
    """Milliseconds, as the bar is; held by what the rest takes by itself in the same run, since those do not travel."""
    alone, whole, rest = ([one[name].cpu for one in rounds] for name in ("slow step", "send", "quick"))
    return Row(
        "2c",
        "send a check-in, all of it: CPU above the slow step",
        f"slow step: {median(alone):.1f} ms",
        f"{median(whole):.1f} ms",
        median(mine - theirs for mine, theirs in zip(whole, alone, strict=True)),
        3.0,
        form="{:.1f} ms",
        held=OF_THE_REST * median(rest),
    )


def _first_visit(visit: list[Fetched]) -> Iterable[Row]:
    again = [one for one in visit if not one.is_kept]
    for what, found, most, form, held in (
        ("first visit to a check-in, on the wire", _kilobytes(visit), 14, "{:.1f} KB", None),
        ("first visit to a check-in, requests", len(visit), 4, "{:.0f}", None),
        ("the next visit, on the wire", _kilobytes(again), 3, "{:.1f} KB", 7.2),
    ):
        # bytes have no noise
        yield Row("8", what, "", form.format(found), found, most, form=form, held=held, tolerance=0.0)


def _memory(memory: dict[str, float]) -> Row:
    ours = f"{memory['Pss']:.0f} MB (RSS {memory['Rss']:.0f})"
    return Row("9", "memory of a worker after the load, PSS", "", ours, memory["Pss"], 60, form="{:.0f} MB", held=84)


def _kilobytes(several: list[Fetched]) -> float:
    return sum(one.size for one in several) / 1024
