"""feedback serve on a real port: says what it serves, stops cleanly, and runs several processes as one."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from feedback_app import key_files
from feedback_app.commands import serving
from tests.commands.running import COMMAND, environment, feedback_here

SEVERAL = (
    "import socket, sys; from feedback_app.commands import serving; "
    "serving.run_several(socket.socket(fileno=int(sys.argv[1])), 2)"
)

NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the processes in Linux's /proc")
THREADS = 8
# 20 to 25 on the day this was written; over 50 where what is loaded was not set aside before they parted
MOST_OF_ITS_OWN = 35


@pytest.fixture
def prepared(tmp_path):
    """A folder with keys and empty databases."""
    assert feedback_here(tmp_path, "prepare").exit_code == 0
    return tmp_path


@pytest.fixture(autouse=True)
def a_terminal_that_may_close():
    """Who runs the tests under nohup would hand that on to all that they start."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@contextmanager
def running(folder, *command, **more):
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen(command, cwd=folder, env=environment(), start_new_session=True, **said, **more)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def is_served(port):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        return line.recv(12) == b"HTTP/1.1 200"


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_says_what_it_serves_and_that_it_stopped(prepared, told):
    """By the system, by Ctrl-C, or since the terminal it was started from is closed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running(prepared, *COMMAND, "serve", "--port", str(port)) as process:
        assert process.stdout.readline() == f"Serving http://localhost on 127.0.0.1:{port} with 8 threads.\n"
        assert is_served(port)
        with pytest.raises(key_files.Busy), key_files.alone(prepared / "data"):
            pass  # so `lost-keys` knows that it runs
        process.send_signal(told)
        assert process.communicate(timeout=60)[0] == "Stopped.\n", "no log of the visit, no traceback"
        assert process.returncode == 0


def test_started_to_outlive_its_terminal_it_does(prepared):
    """`nohup feedback serve`: the signal that the terminal is closed was to be passed over."""
    with running(prepared, "nohup", *COMMAND, "serve", "--port", "0", stdin=subprocess.DEVNULL) as process:
        assert process.stdout.readline().startswith("Serving ")
        time.sleep(1)  # until it heeds signals
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=60)[0] == "Stopped.\n"


def test_an_address_without_a_name_is_not_all_of_them(prepared):
    for command in ("serve", "demo"):
        done = feedback_here(prepared, command, "--host", "", "--port", "0")
        assert done.exit_code == 1
        assert "can't be used: it names no address" in done.output


@pytest.fixture
def several(prepared):
    """``(port, process)`` of two. The settings allow several on PostgreSQL alone; what starts them is tried here."""
    with serving.bound("127.0.0.1", 0) as listening:
        listening.listen()
        port, descriptor = listening.getsockname()[1], listening.fileno()
        with running(prepared, sys.executable, "-c", SEVERAL, str(descriptor), pass_fds=[descriptor]) as process:
            yield port, process


@NEEDS_PROC
def test_several_processes_serve_one_address_and_stop_together(several):
    port, process = several
    assert is_served(port)
    first = workers(process.pid)
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    now = changed(process, {first[0]})
    assert all(is_served(port) for _ in range(6))
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=60)[0] == ""
    assert process.returncode == 0
    assert not any(Path(f"/proc/{one}").exists() for one in (*first, *now))


@NEEDS_PROC
def test_several_are_told_to_read_their_choices_again_and_somebody_is_always_served(several):
    port, process = several
    assert is_served(port)
    process.send_signal(signal.SIGHUP)
    changed(process, set(workers(process.pid)), port)


@NEEDS_PROC
def test_what_is_loaded_is_there_once_for_several(several):
    port, process = several
    assert is_served(port)
    until = time.monotonic() + 60
    while threads_of(process.pid) > 1 or min(map(threads_of, workers(process.pid))) < THREADS:
        assert time.monotonic() < until, "the one that they part from has no thread, and each has its own"
        time.sleep(0.1)
    own = [megabytes_of_its_own(one) for one in workers(process.pid)]
    assert max(own) < MOST_OF_ITS_OWN, own


def test_one_of_several_that_cannot_begin_says_why_in_a_line(tmp_path):
    """With a database away another begins every two seconds, and each wrote sixty lines."""
    begin = "from feedback_app.commands import serving; serving.BEFORE_ANOTHER = 0; serving.from_the_environment()"
    with running(tmp_path, sys.executable, "-c", begin) as process:
        said = process.communicate(timeout=60)[0]
    assert said.startswith("feedback: The key file data/keys/cookies.key is missing.")
    assert (process.returncode, said.count("\n")) == (1, 1)


def workers(pid):
    """The processes below this one, which serve."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def changed(process, old, port=None):
    """Those that serve once none of the old ones does; meanwhile somebody answers at the port, if one is given."""
    until = time.monotonic() + 60
    while len(now := workers(process.pid)) < 2 or set(now) & old:
        assert time.monotonic() < until, "others are made in their place"
        assert port is None or is_served(port)
        time.sleep(0.1)
    return now


def threads_of(pid):
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def megabytes_of_its_own(pid):
    """What it has written, and shares with nobody."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Private_Dirty: +(\d+)", text, re.MULTILINE)[1]) / 1024
