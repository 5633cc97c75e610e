"""One way into the database: `read()` and `write()` sessions on SQLite and PostgreSQL alike."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, Float, create_engine, event, literal_column, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from chest.errors import ChestError, Full, Unavailable
from chest.together import LOOKS, TOGETHER, First, Look, Together

_PG_DISK_FULL = "53100"


class Database:
    """The engine and its sessions.

    On SQLite a write session takes the write lock at its start: a transaction that first reads and
    then writes would otherwise fail at once, whatever the busy timeout, when another writer came
    between. Readers never wait (WAL).
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            database = make_url(url).database
            if database and database != ":memory:":
                Path(database).parent.mkdir(parents=True, exist_ok=True)
            self.engine: Engine = create_engine(
                url,
                pool_size=10,
                max_overflow=20,
                connect_args={"timeout": 20},
                hide_parameters=True,  # what families wrote does not belong in a log
            )
            event.listen(self.engine, "do_connect", _keep_to_owner)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.engine = create_engine(
                url, pool_size=10, max_overflow=20, pool_pre_ping=True, hide_parameters=True
            )
        self._writing = self.engine.execution_options(chest_write=True)

    @property
    def clock(self) -> ColumnElement[float]:
        """The database's own clock at the moment it is asked, in seconds since 1970: the one that
        all machines share. `current_timestamp` would be the transaction's beginning."""
        return literal_column(
            "((julianday('now') - 2440587.5) * 86400.0)"
            if self.is_sqlite
            else "extract(epoch from clock_timestamp())::double precision",
            Float(53),
        )

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; nothing it does is kept. Rows stay usable after it closes."""
        open_one = self._together()
        if open_one is not None and open_one.session is not None:
            yield open_one.session  # what was written before in this block is seen
            return
        look = LOOKS.get({}).get(id(self))
        if look is not None:
            with look.read() as session:
                yield session
            return
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends and rolls back when it raises; within
        `together` it commits with all others when that block ends."""
        open_one = self._together()
        if open_one is not None:
            with open_one.write() as session:
                yield session
            return
        try:
            with Session(self._writing, expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            self.look_again()

    @contextmanager
    def look(self) -> Iterator[None]:
        """All that is read in this block is of one moment, and rows that were read once are not
        asked for again. A write ends that moment, and so does `look_again`; a block that waits for
        what others do has to call it."""
        look = Look(self.engine)
        token = LOOKS.set({**LOOKS.get({}), id(self): look})
        try:
            yield
        finally:
            LOOKS.reset(token)
            look.end()

    def look_again(self) -> None:
        """Within `look`, read what is there by now."""
        look = LOOKS.get({}).get(id(self))
        if look is not None:
            look.end()

    @contextmanager
    def together(self, first: First) -> Iterator[None]:
        """Everything that is written in this block, by whatever is called, in one transaction that
        begins with `first`: all of it is kept when the block ends, and nothing when it raises."""
        one = Together(self._writing, first)
        token = TOGETHER.set({**TOGETHER.get({}), id(self): one})
        try:
            yield
            one.commit()
        finally:
            TOGETHER.reset(token)
            one.close()
            self.look_again()

    def _together(self) -> Together | None:
        return TOGETHER.get({}).get(id(self))

    def close(self) -> None:
        self.engine.dispose()


def explain(error: Exception) -> ChestError | None:
    """What to tell a person when the database failed: Unavailable or Full; None for any other
    error. For the edges, where an error becomes an answer; inside, the error itself tells more."""
    if not isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return None
    reason = getattr(error, "orig", None)
    is_full = (
        getattr(reason, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(reason, "sqlstate", None) == _PG_DISK_FULL
    )
    if is_full:
        return Full(
            "There is no room left where the chest keeps its records. What was saved before is "
            "safe. Make room on the disk and try again."
        )
    return Unavailable(
        "The chest cannot be reached just now. What was saved before is safe. "
        "Please try again in a moment."
    )


def _keep_to_owner(
    _dialect: Any, _record: Any, arguments: list[Any], _options: dict[str, Any]
) -> None:
    """Make a new database file readable by its owner only, where SQLite would let everyone on this
    computer read it. Its journals take over its mode.

    Only ever a new one: closing any handle on an existing file drops every lock that this process
    holds on it, and SQLite would lose what was committed.
    """
    path = str(arguments[0]) if arguments else ""
    if path and path != ":memory:" and not path.startswith("file:"):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own implicit BEGIN would come too late for the write lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a committed row promises that its bytes are safe
        "foreign_keys=ON",
        "busy_timeout=20000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("chest_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
