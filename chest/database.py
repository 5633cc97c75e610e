"""One way into the database: `read()` and `write()` sessions on SQLite and PostgreSQL alike.

A SQLite file on a disk that is full or can only be read can still be read: `only_read`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Engine, Float, create_engine, event, literal_column, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from chest.errors import ChestError, Full, Unavailable
from chest.together import LOOKS, TOGETHER, First, Look, Together, reading
from language import N_, _

_PG_DISK_FULL = "53100"
# Without room, SQLite cannot even make the small file through which its readers share the log.
_SQLITE_DISK_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)

NO_ROOM = N_(
    "There is no room left where the chest keeps its records. What was saved before is safe. Make "
    "room on the disk and try again."
)
CAN_ONLY_BE_READ = N_(
    "Where the chest keeps its records, nothing can be written just now. What was saved before is "
    "safe. The disk has to let the chest write again; then try once more."
)


class Database:
    """The engine and its sessions.

    On SQLite a write session takes the write lock at its start: a transaction that first reads and
    then writes would otherwise fail at once, whatever the busy timeout, when another writer came
    between. Readers never wait (WAL).
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self._refusal: ChestError | None = None
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
            event.listen(self.engine, "do_connect", self._connect_sqlite)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "checkout", _check_still_true)
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
        with reading(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends and rolls back when it raises; within
        `together` it commits with all others when that block ends. Raises what `only_read` was
        told, at once."""
        self._refuse_to_write()
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
        self._refuse_to_write()
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

    def only_read(self, because: ChestError) -> None:
        """From now on nothing is written, and whoever tries is told `because`.

        On SQLite the file is then opened so that nothing beside it has to be made or changed,
        which a disk that is full or can only be read would refuse even to a reader.
        """
        self._refusal = because
        self.engine.dispose()

    def write_again(self) -> None:
        """Undo `only_read`."""
        self._refusal = None
        self.engine.dispose()

    @property
    def refusal(self) -> ChestError | None:
        """What whoever would write is told; None where writing is possible."""
        return self._refusal

    def _refuse_to_write(self) -> None:
        if self._refusal is not None:
            raise self._refusal

    def _connect_sqlite(
        self, _dialect: Any, _record: Any, arguments: list[Any], _options: dict[str, Any]
    ) -> sqlite3.Connection | None:
        path = str(arguments[0]) if arguments else ""
        if not path or path == ":memory:" or path.startswith("file:"):
            return None
        if self._refusal is not None:
            return _open_to_read(path)
        _keep_to_owner(path)
        return None  # SQLAlchemy opens it

    def close(self) -> None:
        self.engine.dispose()


def explain(error: Exception) -> ChestError | None:
    """What to tell a person when the database failed: Unavailable or Full; None for any other
    error. For the edges, where an error becomes an answer; inside, the error itself tells more."""
    if not isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return None
    reason = getattr(error, "orig", None)
    code = getattr(reason, "sqlite_errorcode", None)
    if code in _SQLITE_DISK_FULL or getattr(reason, "sqlstate", None) == _PG_DISK_FULL:
        return Full(NO_ROOM)
    if code is not None and code & 0xFF == sqlite3.SQLITE_READONLY:
        return Unavailable(CAN_ONLY_BE_READ)
    return Unavailable(
        _(
            "The chest cannot be reached just now. What was saved before is safe. Please try "
            "again in a moment."
        )
    )


def is_refused_by_disk(error: Exception) -> bool:
    """Whether SQLite could not read or write its files as it has to: the disk is full, can only be
    read, or fails."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    )


def _keep_to_owner(path: str) -> None:
    """Make a new database file readable by its owner only, where SQLite would let everyone on this
    computer read it. Its journals take over its mode.

    Only ever a new one: closing any handle on an existing file drops every lock that this process
    holds on it, and SQLite would lose what was committed.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


class _OnlyReads(sqlite3.Connection):
    """A connection that leaves the disk as it is, and what the file was when it was made."""

    path: str
    state: tuple[int, ...]


def _open_to_read(path: str) -> sqlite3.Connection:
    """A connection that makes and changes nothing beside the file.

    A log with something in it has to be read along, which needs what lies beside it. Without one
    the file is all there is, and SQLite is told that nobody changes it (`immutable`): otherwise it
    would want to make the log and what belongs to it. `_check_still_true` watches over that.
    """
    state = _state_of(path)
    how = "mode=ro" if state[-1] else "mode=ro&immutable=1"
    connection = sqlite3.connect(
        f"file:{quote(path)}?{how}",
        uri=True,
        timeout=20,
        check_same_thread=False,
        factory=_OnlyReads,
    )
    connection.path, connection.state = path, state
    return connection


def _state_of(path: str) -> tuple[int, ...]:
    """Changes with the file; the last number is how long its log is."""
    try:
        file = os.stat(path)
    except FileNotFoundError:
        return (0,)  # SQLite itself will say so
    try:
        log = os.stat(f"{path}-wal").st_size
    except FileNotFoundError:
        log = 0
    return file.st_ino, file.st_size, file.st_mtime_ns, log


def _check_still_true(connection: Any, _record: Any, _proxy: Any) -> None:
    """A reader who was promised that nobody writes begins anew when somebody has: another process
    may find that there is room again before this one does."""
    if isinstance(connection, _OnlyReads) and connection.state != _state_of(connection.path):
        raise DisconnectionError("The database changed under a connection that only reads.")


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own implicit BEGIN would come too late for the write lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    changing = (
        "journal_mode=WAL",
        "synchronous=FULL",  # a committed row promises that its bytes are safe
    )
    for pragma in (
        *(() if isinstance(connection, _OnlyReads) else changing),
        "foreign_keys=ON",
        "busy_timeout=20000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("chest_write"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # may have to wait, and its error is told
        return
    # Takes no lock yet and cannot fail for want of one, so the driver is asked directly: what
    # SQLAlchemy does around a statement takes as long as a whole small read.
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN")
