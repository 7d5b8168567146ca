"""Where tests write: in memory if there is room, since a busy disk makes databases thirty times slower."""

import os
import shutil
import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # a run holds some hundred megabytes at a time; a container's usual 64 MB are not enough


def folder() -> str:
    """What TMPDIR should be for a run of the tests; whoever has set it keeps it."""
    if "TMPDIR" in os.environ:
        return os.environ["TMPDIR"]
    return str(IN_MEMORY) if _is_roomy() else tempfile.gettempdir()


def _is_roomy() -> bool:
    if not IN_MEMORY.is_dir() or not os.access(IN_MEMORY, os.W_OK):
        return False
    # PostgreSQL's programs stand beside its data when root runs the tests
    may_run_programs = not os.statvfs(IN_MEMORY).f_flag & getattr(os, "ST_NOEXEC", 0)
    return may_run_programs and shutil.disk_usage(IN_MEMORY).free > ROOM
