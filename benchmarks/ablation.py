"""What each trick is worth: ours with and without it, in the same run. `make bench ARGS=--ablation`."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import click

from benchmarks import rounds, table
from benchmarks.making import SqlitePlaces

HEAD = ("trick", "on the way of", "with it, CPU ms", "without, CPU ms", "worth", "with it, calls", "without, calls")
# the trick, how it is left out, what it is asked, and what is like it but for the trick
TRICKS = (
    ("one processor for all threads, coming back", "one_processor", "replies", "whole"),
    ("one processor for all threads, sending", "one_processor_sending", "send", "without_slow_step"),
    ("a blank check-in is made once", "blank_pages", "page", "whole"),
    ("its token is stored, not compressed", "a_stored_end", "page", "whole"),
    ("one signer for all requests", "kept_signer", "page", "whole"),
    ("no exception for what was not sent", "fields_with_exceptions", "page", "whole"),
    ("no exception for what was not sent, sending", "fields_with_exceptions_sending", "send", "without_slow_step"),
    ("statements made once, coming back", "statements_made_once", "replies", "whole"),
    ("statements made once, sending", "statements_made_once_sending", "send", "without_slow_step"),
    ("reading needs no session", "a_connection_alone", "replies", "whole"),
    ("templates hold their fixed words", "fixed_words", "replies", "whole"),
    ("dates are written out once", "kept_dates", "replies", "whole"),
)


def run(folder: Path, count: int, seconds: float, is_by_wrk: bool) -> str:
    """The table, in Markdown: medians of ``count`` rounds, each trick beside ours in the same round."""
    kinds = {f"{asked} by {like}": (f"ours.{like}", asked) for _, _, asked, like in TRICKS}
    kinds |= {trick: (f"without.{left_out}", asked) for trick, left_out, asked, _ in TRICKS}
    targets = rounds.started(kinds, SqlitePlaces(folder).fresh)
    try:
        for target in targets.values():
            target.measure(min(0.5, seconds), is_by_wrk)
        found = []
        for number in range(count):
            click.echo(f"Round {number + 1} of {count}.")
            names = list(targets)[:: 1 if number % 2 == 0 else -1]
            found.append({name: targets[name].measure(seconds, is_by_wrk) for name in names})
        click.echo("Counting calls.")
        calls = {name: target.calls() for name, target in targets.items()}
    finally:
        for server in {target.server for target in targets.values()}:
            server.stop()
    lines = []
    for trick, _, asked, like in TRICKS:
        both = (f"{asked} by {like}", trick)
        ours, without = ([one[name].cpu for one in found] for name in both)
        worth = median(theirs / mine for mine, theirs in zip(ours, without, strict=True)) - 1
        cpu = (f"{median(ours):.2f}", f"{median(without):.2f}", f"{worth:+.0%}")
        lines.append((trick, asked, *cpu, *(f"{calls[name]:,}" for name in both)))
    return "\n".join(["# What each trick is worth", "", table.machine(), "", *table.drawn(HEAD, lines)]) + "\n"
