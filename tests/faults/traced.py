"""What strace saw of a server: each write to the disk that was waited for, and each answer that went out."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.postgresql import children

SYNCS = ("fsync", "fdatasync", "sync_file_range", "syncfs")
SENDS = ("sendto", "sendmsg", "write", "writev")
READS = ("recvfrom", "recvmsg")
NO_SYNC = "libeatmydata.so"


@cache
def strace() -> tuple[str, ...] | str:
    """The command to put before another; or why it can't be had here, in one line."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    command = ("strace", "-f", "-q", "-y", "-s", "120", "-e", f"trace={','.join((*SYNCS, *SENDS, *READS))}")
    for quick in (("--seccomp-bpf",), ()):  # stops only where it must; not in every strace
        tried = subprocess.run(["strace", *quick, "-f", "-o", "/dev/null", "true"], check=False, capture_output=True)
        if tried.returncode == 0:
            return (command[0], *quick, *command[1:])
    return "strace may not trace here"


@cache
def eatmydata() -> Path | str:
    """The library that makes every sync do nothing; or why it can't be had here, in one line."""
    for folder in (Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/local/lib")):
        if found := [*folder.glob(NO_SYNC), *folder.glob(f"*/{NO_SYNC}")]:
            return found[0]
    return "libeatmydata is not installed"


@contextmanager
def attached(log: Path, *pids: int):
    """Trace processes that run already, and all that they start; raises ``PermissionError``."""
    every = [one for pid in pids for one in (pid, *children(pid))]
    command = [one for one in strace() if one not in ("--seccomp-bpf", "-q")]  # neither goes with -p
    command += [part for pid in every for part in ("-p", str(pid))]
    with subprocess.Popen([*command, "-o", str(log)], stderr=subprocess.PIPE, text=True) as tracing:
        for _ in every:
            line = tracing.stderr.readline()
            if "attached" not in line:
                tracing.terminate()
                raise PermissionError(line.strip())
        yield
        tracing.terminate()


def syncs_before_the_answer(log: Path, asked: str = "POST /q/", answered: str = "HTTP/1.1 303") -> list[str]:
    """The files that were synced between the first such question and the first such answer after it."""
    lines = log.read_text("utf-8", "replace").splitlines()
    began = next(n for n, line in enumerate(lines) if asked in line and _is(line, READS))
    ended = next(n for n, line in enumerate(lines[began:], began) if answered in line and _is(line, SENDS))
    return [_file(line) for line in lines[began:ended] if _is(line, SYNCS) and "unfinished" not in line]


def _is(line: str, calls: tuple[str, ...]) -> bool:
    return re.match(rf"\d+ +(<\.\.\. )?({'|'.join(calls)})\b", line) is not None


def _file(line: str) -> str:
    """The name of the file: -y writes ``fsync(5</path/to/it>)``; a resumed call has lost it."""
    found = re.search(r"\(\d+<([^>]*)>", line)
    return Path(found[1]).name if found else "?"
