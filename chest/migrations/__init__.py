"""Bringing a database up to date, under a lock, before anything is served."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, make_url, text

from chest.database import Database
from chest.settings import open_for_owner

# Any number that nobody else uses for an advisory lock in the same PostgreSQL database.
_LOCK = 0x4D43_4845_5354


def migration_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database) -> None:
    """Bring the schema to the newest revision. Safe to call from many processes at once: one
    migrates, the others wait and find nothing left to do."""
    with _locked(database), database.engine.connect() as connection:
        if database.is_sqlite:
            # Rebuilding a table on SQLite drops the old one; with foreign keys on, that would
            # cascade into the rows that point at it.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        try:
            _upgrade(connection)
        finally:
            if database.is_sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")
                connection.commit()


def _upgrade(connection: Connection) -> None:
    config = migration_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


def find_schema_problem(database: Database) -> str | None:
    """Why this program cannot work with the database's schema, and what to do; None if it can."""
    scripts = ScriptDirectory.from_config(migration_config())
    with database.engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    if revision == scripts.get_current_head():
        return None
    if revision is None:
        return "The database is still empty. Run: python -m chest migrate"
    try:
        scripts.get_revision(revision)
    except CommandError:
        return "The database is newer than this program. Bring the program up to date."
    return "The database is older than this program. Run: python -m chest migrate"


@contextmanager
def _locked(database: Database) -> Iterator[None]:
    if database.is_sqlite:
        path = Path(str(make_url(database.url).database) + ".migrate-lock")
        with open_for_owner(path) as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # released by the close, and by the process's death
            yield
        return
    with database.engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:n)"), {"n": _LOCK})
        try:
            yield
        finally:
            connection.execute(text("select pg_advisory_unlock(:n)"), {"n": _LOCK})
            connection.commit()
