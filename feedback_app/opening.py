"""How a database is opened, on SQLite or on PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DisconnectionError

# How long to wait for a lock that another program holds. Ours hold one for some hundredths of a second, so
# what takes three is stuck; and by then somebody with a phone wonders whether to press again. A command
# in a shell may wait longer, and must: a busy service takes its lock again and again.
ON_A_PAGE, IN_A_COMMAND = 3.0, 20.0


def open_engine(url: str, threads: int = 8, patience: float = IN_A_COMMAND, makes: bool = False) -> Engine:
    """An engine with our ways of opening SQLite or PostgreSQL; ``patience`` is how long it waits for a lock.

    With ``makes`` an SQLite file that is not there is made. Only who begins a place or restores one may: anywhere
    else it would stand, empty, for one that is only not mounted.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        options = f"{parsed.query.get('options', '')} -c lock_timeout={patience * 1000:.0f}".strip()
        return create_engine(
            parsed,
            pool_size=threads,
            max_overflow=threads,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={
                "options": options,
                "connect_timeout": max(2, round(patience)),
                "client_encoding": "utf8",  # whatever the server would choose: people write Urdu
            },
        )
    file = Path(parsed.database or "")
    if makes or file.exists():
        _make_private_file(file)
    file = file.absolute()
    # rw: a file that is gone is away, where SQLite would make an empty one in its place
    address = f"file:{quote(str(file))}?mode=rw"
    engine = create_engine(
        parsed,
        hide_parameters=True,  # an error message must never carry a word somebody wrote
        creator=lambda: sqlite3.connect(address, uri=True, timeout=patience, check_same_thread=False),
        pool_size=threads + 2,
        max_overflow=threads + 2,
    )
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "checkout", _refuse_another_file(file))
    event.listen(engine, "begin", _begin)
    return engine


def where(engine: Engine) -> str:
    """The database as somebody who looks for it knows it, without a password."""
    name = engine.url.database or ""
    return str(Path(name).absolute()) if engine.dialect.name == "sqlite" else name


def is_there(engine: Engine) -> bool:
    """Whether an SQLite file is; of a database on a server only the server knows, and says so."""
    return engine.dialect.name != "sqlite" or Path(where(engine)).exists()


def _make_private_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


def _refuse_another_file(path: Path) -> Callable[[Any, Any, Any], None]:
    """A file that was moved stays open, and SQLite would go on writing where nobody looks any more."""

    def refuse(_connection: Any, record: Any, _fairy: object) -> None:
        try:
            at = os.stat(path)  # noqa: PTH116  on the way of every page
        except OSError:
            at = None
        now = (at.st_dev, at.st_ino) if at else None
        if record.info.setdefault("file", now) != now or now is None:
            raise DisconnectionError

    return refuse


def _open_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",
        "cache_size=-500",  # kilobytes, for each thread's connections; the system caches the file besides
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # a deferred BEGIN that later writes can fail at once with "locked"; IMMEDIATE waits its turn
    writes = connection.get_execution_options().get("writes")
    # straight to the driver: through SQLAlchemy these few letters would cost more than the query after them
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def empty_the_log(engine: Engine) -> None:
    """SQLite's log of pages keeps what was there before: brought home and cut, unless it is being read just now."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
