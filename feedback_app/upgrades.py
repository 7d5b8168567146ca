"""Brings both databases to the version of the code, and says when they are not."""

from __future__ import annotations

import re

from sqlalchemy import MetaData, inspect
from sqlalchemy.engine import Engine

from feedback_app import guards
from feedback_app.database import Base, SealedBase
from feedback_app.opening import is_there, open_engine, where
from feedback_app.where import folder

BOTH = ("main", "sealed")
_A_TABLE = {"main": "participants", "sealed": "participant_keys"}  # that each has had from its first version on
TO_DO = "Mount it, name the right one, or restore the last backup into two new ones."
ONE_AT_A_TIME = 4_207_216  # a number for PostgreSQL: whoever upgrades holds it until the end of that
# Alembic is only here to upgrade: a process that serves would carry its 11 MB to know these two lines
_LINE = re.compile(r"""^(revision|down_revision)\b.*?= *['"]?(\w+)""", re.MULTILINE)


class WrongVersion(Exception):
    """A database is newer or older than the code; the message is one line that says what to do."""


class NotThere(WrongVersion):
    """A database is away, or another one is in its place."""


def bring_up_to_date(main_url: str, sealed_url: str, to: tuple[str, str] = ("head", "head")) -> None:
    """Upgrade both databases to the newest version (or ``to`` older ones), making them if they are not there.

    Raises :class:`WrongVersion`, with nothing done, when either is newer than the code.
    """
    from alembic import command
    from alembic.config import Config

    for name, url in zip(BOTH, (main_url, sealed_url), strict=True):
        engine = open_engine(url)
        try:
            _refuse_newer(name, engine)
            _refuse_other_letters(name, engine)
        finally:
            engine.dispose()
    for name, url, version in zip(BOTH, (main_url, sealed_url), to, strict=True):
        engine = open_engine(url, makes=True)
        try:
            config = Config()
            config.set_main_option("script_location", str(folder("migrations") / name))
            config.set_main_option("path_separator", "os")
            config.attributes.update(engine=engine, is_newest=version == "head")
            command.upgrade(config, version)
        finally:
            engine.dispose()


def refuse_other_versions(main: Engine, sealed: Engine) -> None:
    """Raises :class:`WrongVersion` unless both databases are exactly at the code's version."""
    refuse_each_others(main, sealed)
    for name, engine in zip(BOTH, (main, sealed), strict=True):
        if how := how_it_is_not_there(engine):
            raise NotThere(f"The {name} database is {how}: {where(engine)}. {TO_DO} In a new place: feedback prepare")
        newest = newest_version(name)
        found = version_of(engine)
        if found == newest:
            continue
        _refuse_newer(name, engine)
        raise WrongVersion(f"The {name} database is older than the code. Run: feedback prepare")


def _refuse_newer(name: str, engine: Engine) -> None:
    found = version_of(engine) if is_there(engine) else None
    if found is not None and found not in _before(name):
        raise WrongVersion(f"The {name} database is newer than the code. Install the newer release.")


def _refuse_other_letters(name: str, engine: Engine) -> None:
    """Before anything is made in it: an encoding can't be changed later, and one that lacks letters fails with them."""
    if engine.dialect.name == "sqlite" or version_of(engine) is not None:
        return
    with engine.connect() as connection:
        letters = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if letters != "UTF8":
        raise WrongVersion(
            f"The {name} database keeps letters as {letters}, and not as UTF8, so it can't keep Urdu. Make a new one: "
            "createdb --encoding=UTF8 --template=template0 --locale=C.UTF-8 NAME"
        )


def refuse_each_others(main: Engine, sealed: Engine) -> None:
    """Raises :class:`WrongVersion` when a URL leads to the other database: nothing is to be made or asked there."""
    engines = dict(zip(BOTH, (main, sealed), strict=True))
    others = {"main": "sealed", "sealed": "main"}
    wrong = [name for name, other in others.items() if _A_TABLE[other] in _tables(engines[name])]
    if len(wrong) > 1:
        raise WrongVersion("FEEDBACK_DATABASE_URL and FEEDBACK_SEALED_DATABASE_URL are exchanged.")
    for name in wrong:
        at = where(engines[name])
        raise WrongVersion(f"The {name} database is the {others[name]} one: {at}. Each is a database of its own.")


def how_it_is_not_there(engine: Engine) -> str:
    """Of a database in which not one table stands; nothing of any other."""
    if not is_there(engine):
        return "not there"
    return "" if _tables(engine) else "empty"


def _tables(engine: Engine) -> set[str]:
    if not is_there(engine):
        return set()
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def version_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def is_known(name: str, version: str) -> bool:
    """Whether this code can begin from that version of a database."""
    return version in _before(name)


def take_tables_away(main: Engine, sealed: Engine) -> None:
    """Drop every table of ours: of empty databases, or of a restore that did not hold."""
    for engine, base in ((main, Base), (sealed, SealedBase)):
        with engine.execution_options(writes=True).begin() as connection:
            base.metadata.drop_all(connection)
            connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")


def newest_version(name: str) -> str:
    """The one revision that no other comes after. Raises ``ValueError`` when there are two."""
    before = _before(name)
    (newest,) = before.keys() - before.values()
    return newest


def _before(name: str) -> dict[str, str]:
    """Every revision that the code knows, with the one before it (``None`` for the first)."""
    texts = (path.read_text("utf-8") for path in (folder("migrations") / name / "versions").glob("*.py"))
    lines = (dict(_LINE.findall(text)) for text in texts)
    return {line["revision"]: line["down_revision"] for line in lines}


def run_with(metadata: MetaData) -> None:
    """What both ``env.py`` do: run the migrations on the engine they were given."""
    from alembic import context

    engine: Engine = context.config.attributes["engine"]
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.execution_options(writes=True).connect() as connection:
        if is_sqlite:  # a table rebuilt in batch mode would take its children with it
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not is_sqlite:  # there the writing itself waits: a second `prepare` finds it done
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,))
            context.configure(connection=connection, target_metadata=metadata, render_as_batch=is_sqlite)
            context.run_migrations()
            if metadata is Base.metadata and context.config.attributes["is_newest"]:
                guards.set_on(connection)  # they name columns that an older version has not
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
