"""Sends one kind of request over and over for a while, with wrk if it is here and with sockets if not."""

from __future__ import annotations

import math
import multiprocessing
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import sockets

CONNECTIONS = 16
# as a phone's browser sends them, to us and to the controls alike
HEADERS = {"Accept-Encoding": "gzip, deflate", "Accept-Language": "en-GB,en;q=0.9"}


@dataclass(frozen=True)
class Ask:
    """What is asked. With ``bodies`` it is a POST, each body sent once; there must be enough of them."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Load:
    """What came of it; times in milliseconds. ``wrong`` are answers of 400 and more, or none at all."""

    requests: int
    seconds: float
    p50: float
    p95: float
    wrong: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


class RanOut(Exception):
    """There were too few bodies for how fast the server was."""


def generator() -> str:
    """What makes the load here: ``wrk`` with its version, or our own."""
    if shutil.which("wrk") is None:
        return "sockets"
    said = subprocess.run(["wrk", "--version"], check=False, capture_output=True, text=True).stdout
    return " ".join(said.split()[:2])


def put_on(ask: Ask, seconds: float, is_by_wrk: bool) -> Load:
    """Keep sixteen connections busy for ``seconds`` (whole ones, by wrk)."""
    load = _by_wrk(ask, math.ceil(seconds)) if is_by_wrk else _by_sockets(ask, seconds)
    if ask.bodies and load.requests > len(ask.bodies) - CONNECTIONS:
        raise RanOut(f"{len(ask.bodies)} check-ins were too few for {seconds} seconds")
    return load


def _by_wrk(ask: Ask, seconds: int) -> Load:
    headers = [part for name, value in (HEADERS | ask.headers).items() for part in ("-H", f"{name}: {value}")]
    script = Path(__file__).with_name("wrk.lua")
    with tempfile.NamedTemporaryFile("w", suffix=".bodies") as file:
        file.write("\n".join(ask.bodies))
        file.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, *headers, ask.url]
        command += ["--", file.name] if ask.bodies else []
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^requests (\d+) microseconds (\d+) p50 (\d+) p95 (\d+) wrong (\d+)$", said, re.MULTILINE)
    assert found, said
    requests, microseconds, p50, p95, wrong = map(int, found.groups())
    return Load(requests, microseconds / 1e6, p50 / 1000, p95 / 1000, wrong)


def _by_sockets(ask: Ask, seconds: float) -> Load:
    """In a process of its own, so that the measuring and the asking don't wait for each other."""
    split = urlsplit(ask.url)
    heads = "".join(f"{name}: {value}\r\n" for name, value in (HEADERS | ask.headers).items())
    head = f" {split.path or '/'} HTTP/1.1\r\nHost: {split.netloc}\r\n{heads}"
    requests = [f"POST{head}Content-Length: {len(body)}\r\n\r\n{body}".encode() for body in ask.bodies]
    requests = requests or [f"GET{head}\r\n".encode()]
    with multiprocessing.get_context("fork").Pool(1) as pool:
        address = (split.hostname, split.port)
        times, took, wrong = pool.apply(sockets.ask, (address, requests, seconds, CONNECTIONS))
    times.sort()
    return Load(len(times), took, _at(times, 0.5) * 1000, _at(times, 0.95) * 1000, wrong)


def _at(times: list[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)] if times else 0.0
