"""A process that serves is small: it carries no more than serving needs, and gives back what a rush took."""

import http.client
import re
import select
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from benchmarks import server
from tests.commands.running import environment

# `feedback serve` as it is, but that it says what it has imported when a line is sent to it
SERVE = """
import sys, threading
def tell():
    if sys.stdin.readline():
        print("imported", *sys.modules, flush=True)
threading.Thread(target=tell, daemon=True).start()
from feedback_app.commands import main
main()
"""
NOT_TO_SERVE = {
    "alembic",  # prepares databases
    "babel.messages",  # makes catalogues
    "benchmarks",
    "holidays",  # 12 MB of every country
    "limits",  # counts in Redis, and here is none
    "mako",
    "playwright",
    "psycopg",  # here it serves on SQLite
    "pytest",
    "qrcode",
    "sqlalchemy.dialects.postgresql",
    "tests",
}
# about 67 on the day this was written; a second Argon2 block that stays, or every country's holidays, is over it
MOST_MEGABYTES = 72
CHECK_INS, AT_ONCE = 20, 8


@pytest.fixture(scope="module")
def served(sqlite_places, tmp_path_factory):
    """``(port, process, link of a poster)`` of a real `feedback serve`."""
    from tests.house import House

    folder = tmp_path_factory.mktemp("served")
    with sqlite_places.fresh(folder) as place, closing(House(place, folder)) as house:
        settings = environment(
            FEEDBACK_DATA=str(folder),
            FEEDBACK_DATABASE_URL=place.main_url,
            FEEDBACK_SEALED_DATABASE_URL=place.sealed_url,
        )
        command = [sys.executable, "-c", SERVE, "serve", "--port", str(port := _free_port())]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, cwd=folder, env=settings, **pipes) as process:
            assert "Serving" in _line(process)
            yield port, process, house.link("poster")
            process.terminate()
            assert _line(process) == "Stopped.\n"


def test_it_imports_nothing_that_serving_does_not_need(served):
    port, process, link = served
    _sent(port, link, 0)
    process.stdin.write("\n")
    process.stdin.flush()
    found = set(_line(process).split()[1:])
    assert {"feedback_app.checkin.say", "feedback_app.loop.own_memory"} <= found
    assert found & NOT_TO_SERVE == set()


@pytest.mark.skipif(not server.can_measure(), reason="memory is read from Linux's /proc")
def test_it_stays_small_after_a_rush_of_check_ins(served):
    port, process, link = served
    with ThreadPoolExecutor(AT_ONCE) as phones:
        list(phones.map(lambda number: _sent(port, link, number), range(CHECK_INS)))
    found = sum(map(_megabytes, server._tree(process.pid)))
    assert found <= MOST_MEGABYTES, f"{found:.0f} MB"


def _sent(port: int, link: str, number: int) -> None:
    """One person opens the page and sends it; new words are made, so the slow step is paid."""
    page = _asked(port, "GET", link)
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    _asked(port, "POST", link, {"token": token, "a-change": f"The bus is late, said number {number}."}, 303)


def _asked(port: int, method: str, path: str, fields: dict | None = None, status: int = 200) -> str:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
    connection.request(method, path, urlencode(fields) if fields else None, {**kind, "Host": "localhost"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status == status, text[:500]
    return text


def _megabytes(pid: int) -> float:
    """Its own, not what it shares of files: that depends on who else runs Python here."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Anonymous: +(\d+)", text, re.MULTILINE)[1]) / 1024


def _line(process: subprocess.Popen) -> str:
    assert select.select([process.stdout], [], [], 60)[0], "it said nothing for a minute"
    return process.stdout.readline()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
