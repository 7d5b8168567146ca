"""How the two databases are opened: the main one and, beside it, the sealed store."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import ColumnElement, MetaData, String, event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.pool import PoolProxiedConnection

from feedback_app import away, made_once
from feedback_app.made_once import MadeOnce
from feedback_app.opening import IN_A_COMMAND, empty_the_log, open_engine
from feedback_app.turn import Turn

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Tables of the main database."""

    metadata = MetaData(naming_convention=NAMING)


class SealedBase(DeclarativeBase):
    """Tables of the sealed store, the second database with its own credential and keys."""

    metadata = MetaData(naming_convention=NAMING)


Id = Annotated[str, mapped_column(String(22), primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]


def only_where(condition: ColumnElement[bool]) -> dict[str, dict[str, ColumnElement[bool]]]:
    """For an index of some rows alone, on both databases: as short as what is still open.

    Migrations make it. A test holds both together; said as ``postgresql_where``, SQLAlchemy would load all it knows of
    PostgreSQL wherever a table is named, 2 MB in every process on SQLite.
    """
    return {"info": {"only_where": condition}}


def new_id() -> str:
    """A random 128-bit id, 22 characters, opaque and safe in a URL."""
    return secrets.token_urlsafe(16)


def to_the_minute(now: datetime) -> datetime:
    """Times are kept to the minute, in UTC and without a zone (both databases agree on that)."""
    return now.replace(second=0, microsecond=0, tzinfo=None)


class Asking(Session):
    """A session that can put statements made once to its driver, past the costly ways round them.

    One that only reads does so on a connection of its own until it is used as a session too: that
    alone costs more than a statement. It is a snapshot like the other, and given back on closing.
    """

    def __init__(self, bind: Engine, is_writing: bool) -> None:
        super().__init__(bind, autoflush=is_writing, expire_on_commit=False)
        self.is_writing = is_writing
        self._bound, self._alone = bind, None

    def rows(self, statement: MadeOnce, **values: Any) -> list[Any]:
        """What a statement finds."""
        return statement.rows(self._bound.dialect, self._driver(), values)

    def first(self, statement: MadeOnce, **values: Any) -> Any:
        """The first that it finds, or None."""
        return next(iter(self.rows(statement, **values)), None)

    def add_rows(self, kind: type[DeclarativeBase], *rows: dict[str, Any]) -> None:
        """Insert plain rows at once: a check-in has some twenty, and as objects they cost five times that."""
        made_once.add(self._bound.dialect, self._driver(), kind.__table__, rows)

    def close(self) -> None:
        if self._alone is not None:
            self._alone.close()
            self._alone = None
        if self.in_transaction() or len(self.identity_map):  # else there is nothing to give back, and asking costs
            super().close()

    def _driver(self) -> PoolProxiedConnection:
        if self.is_writing or self.in_transaction():
            return self.connection().connection
        if self._alone is None:
            self._alone = self._bound.raw_connection()
            if self._bound.dialect.name == "sqlite":
                self._alone.driver_connection.execute("BEGIN")
        return self._alone


class Db(Asking):
    """A session on the main database that carries the sealed store's session and the keys.

    ``keys`` is whatever ``loop.seal.Keys`` the application was made with: the loop never reads
    a setting. ``sealed`` is opened when it is first needed.
    """

    def __init__(self, bind: Engine, sealed_bind: Engine, keys: Any, is_writing: bool) -> None:
        super().__init__(bind, is_writing)
        self.keys = keys
        self._sealed_bind = sealed_bind
        self._sealed: Asking | None = None

    @property
    def sealed(self) -> Asking:
        if self._sealed is None:
            self._sealed = Asking(self._sealed_bind, self.is_writing)
        return self._sealed

    @property
    def is_sqlite(self) -> bool:
        return self.get_bind().dialect.name == "sqlite"

    def commit_both(self) -> None:
        """The sealed store first: a key without a participant is swept, words without a key are lost."""
        self.flush()
        if self._sealed is not None:
            self._sealed.commit()
        self.commit()

    def close(self) -> None:
        if self._sealed is not None:
            self._sealed.close()
        super().close()


class Databases:
    """Both databases of one install, opened once a process."""

    def __init__(
        self,
        main_url: str,
        sealed_url: str,
        keys: Any,
        threads: int = 8,
        patience: float = IN_A_COMMAND,
        makes: bool = False,
    ) -> None:
        self.main = open_engine(main_url, threads, patience, makes)
        self.sealed = open_engine(sealed_url, threads, patience, makes)
        self.keys = keys
        self._to_write = _as_writer(self.main), _as_writer(self.sealed)
        self._turn = Turn(patience) if self.main.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """A session that only looks; whatever was flushed by mistake is refused and rolled back.

        Raises ``Away`` when a database can't be used now, as :meth:`writing` does.
        """
        db = Db(self.main, self.sealed, self.keys, is_writing=False)
        try:
            with away.told_apart():
                yield db
        finally:
            db.close()

    @contextmanager
    def writing(self) -> Iterator[Db]:
        """One transaction over both databases; commits at the end, or rolls everything back."""
        with self._turn.taken() if self._turn else nullcontext(), away.told_apart():
            db = Db(*self._to_write, self.keys, is_writing=True)
            try:
                yield db
                db.commit_both()
            except BaseException:
                db.rollback()
                raise
            finally:
                db.close()

    def empty_the_logs(self) -> None:
        """What was deleted or written over is gone from the disk too."""
        for engine in (self.main, self.sealed):
            empty_the_log(engine)

    def close(self) -> None:
        self.main.dispose()
        self.sealed.dispose()


@event.listens_for(Db, "before_flush")
def _refuse_writing_when_reading(db: Db, *_: object) -> None:
    if not db.is_writing:
        raise RuntimeError("This session was opened to read; use writing() to change something.")


def _as_writer(engine: Engine) -> Engine:
    return engine.execution_options(writes=True)
