"""The bench runs, without wrk too, and prints every bar beside its limit; how fast we are is not asked."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BARS = ("1", "2", "2b", "2c", "3", "8", "9")


def test_every_bar_is_printed_beside_its_limit(tmp_path):
    kept = tmp_path / "last.md"
    options = ["--rounds", "1", "--seconds", "0.2", "--no-wrk", "--out", kept]
    command = [sys.executable, "-m", "benchmarks", *options]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    text = kept.read_text("utf-8")
    assert text.strip() in run.stdout
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line[:2] == "| "]
    bars = [row for row in rows if len(row) == 7 and row[0] != "bar"]
    assert {row[0] for row in bars} == set(BARS)
    for bar, what, *_, found, limit, verdict in bars:
        assert re.match(r"[\d.]", found.lstrip("-")), (bar, what, found)
        assert re.match(r"[≤≥] \d", limit), (bar, what, limit)
        assert verdict in ("yes", "NO")
    targets = {row[0]: row for row in rows if len(row) == 6 and row[0] != "target"}
    assert {"hello", "page", "replies", "orm", "raw", "quick", "nowhere", "send", "static"} <= targets.keys()
    assert all(row[-1] == "0" for row in targets.values()), "some answers were wrong"
    assert re.search(r"\d cores, .*Python 3.*uvicorn \d.*commit \w", text)
