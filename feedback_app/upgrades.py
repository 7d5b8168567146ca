"""Brings both databases to the version of the code, and says when they are not."""

from __future__ import annotations

from alembic import command, context
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData
from sqlalchemy.engine import Engine

from feedback_app import guards
from feedback_app.database import Base, open_engine
from feedback_app.where import folder

BOTH = ("main", "sealed")


class WrongVersion(Exception):
    """A database is newer or older than the code; the message is one line that says what to do."""


def bring_up_to_date(main_url: str, sealed_url: str) -> None:
    """Upgrade both databases to the newest version, making them if they are not there."""
    for name, url in zip(BOTH, (main_url, sealed_url), strict=True):
        engine = open_engine(url)
        try:
            config = _config(name)
            config.attributes["engine"] = engine
            command.upgrade(config, "head")
        finally:
            engine.dispose()


def refuse_other_versions(main: Engine, sealed: Engine) -> None:
    """Raises :class:`WrongVersion` unless both databases are exactly at the code's version."""
    for name, engine in zip(BOTH, (main, sealed), strict=True):
        newest = newest_version(name)
        found = version_of(engine)
        if found == newest:
            continue
        known = {script.revision for script in _scripts(name).walk_revisions()}
        if found is None or found in known:
            raise WrongVersion(f"The {name} database is older than the code. Run: feedback prepare")
        raise WrongVersion(f"The {name} database is newer than the code. Install the newer release.")


def version_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_version(name: str) -> str | None:
    return _scripts(name).get_current_head()


def run_with(metadata: MetaData) -> None:
    """What both ``env.py`` do: run the migrations on the engine they were given."""
    engine: Engine = context.config.attributes["engine"]
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.execution_options(writes=True).connect() as connection:
        if is_sqlite:  # a table rebuilt in batch mode would take its children with it
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            context.configure(connection=connection, target_metadata=metadata, render_as_batch=is_sqlite)
            context.run_migrations()
            if metadata is Base.metadata:
                guards.set_on(connection)
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


def _config(name: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder("migrations") / name))
    config.set_main_option("path_separator", "os")
    return config


def _scripts(name: str) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(name))
