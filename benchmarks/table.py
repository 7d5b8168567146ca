"""The table: each bar beside its limit, what each target did, and the machine it was measured on."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from statistics import median

from benchmarks.bars import Rounds, Row
from benchmarks.rounds import Reading

HEAD = ("bar", "what", "control", "ours", "ratio", "limit", "met", "gate")
HEAD_OF_TARGETS = ("target", "requests a second", "p50 ms", "p95 ms", "CPU ms a request", "wrong")
PACKAGES = ("flask", "sqlalchemy", "uvicorn", "httptools")


def whole(rows: Sequence[Row], rounds: Rounds, about: Sequence[str]) -> str:
    """The page that is printed and kept, in Markdown."""
    bars = drawn(HEAD, map(_bar, rows))
    targets = drawn(HEAD_OF_TARGETS, (_target(name, rounds) for name in rounds[0]))
    lines = ["# The bench, as it last ran", "", *about, "", *bars, "", *targets]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """Cores, system, Python, versions and commit, on one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {versions}, "
        f"SQLite {sqlite3.sqlite_version}, commit {_commit()}."
    )


def _bar(row: Row) -> Sequence[str]:
    limit, gate = (_limit(row, one) for one in (row.limit, row.limit if row.held is None else row.held))
    return (
        row.bar,
        row.what,
        row.control,
        row.ours,
        row.form.format(row.found),
        limit,
        "yes" if row.is_met() else "NO",
        f"{gate} ±{row.tolerance:.0%}",
    )


def _limit(row: Row, limit: float) -> str:
    return ("≥ " if row.is_least else "≤ ") + row.form.format(limit)


def _target(name: str, rounds: Rounds) -> Sequence[str]:
    readings: list[Reading] = [one[name] for one in rounds]
    middle = {part: median(getattr(one, part) for one in readings) for part in ("rate", "p50", "p95", "cpu")}
    return (
        name,
        f"{middle['rate']:,.0f}",
        f"{middle['p50']:.1f}" if middle["p50"] else "",
        f"{middle['p95']:.1f}" if middle["p95"] else "",
        f"{middle['cpu']:.2f}",
        str(sum(one.wrong for one in readings)),
    )


def drawn(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table."""
    cells = [tuple(head), *rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def _commit() -> str:
    def said(*command: str) -> str:
        return subprocess.run(["git", *command], check=False, capture_output=True, text=True).stdout.strip()

    commit = said("rev-parse", "--short", "HEAD") or "unknown"
    return f"{commit} with changes not committed" if said("status", "--porcelain") else commit
