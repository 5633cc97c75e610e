"""The whole database as one file, as of one moment, and back again.

A SQLite database is copied by `VACUUM INTO`, under which others go on writing; one of PostgreSQL by
`pg_dump`, from the very snapshot in which the rows are read that tell which files there are.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, make_url, text

from chest.database import Database
from chest.errors import SettingsError, Unavailable
from chest.models import ChestModel
from storage.base import CHUNK_SIZE

_BARE = ("--no-owner", "--no-acl")  # whoever brings it back may be another user
SQLITE, POSTGRESQL = "sqlite", "postgresql"
_QUICK = 3  # a third of the size for a tenth of the time that the best compression takes


@dataclass(frozen=True)
class Dump:
    """`path` is the file, `connection` sees the rows of the same moment, `tables` counts them."""

    kind: str
    path: Path
    revision: str
    tables: dict[str, int]
    connection: Connection


@contextmanager
def dumped(database: Database, work: Path) -> Iterator[Dump]:
    """A dump in the folder `work`, for as long as the context is open."""
    if database.is_sqlite:
        copy, path = work / "database.sqlite", work / "database.sqlite.gz"
        own = sqlite3.connect(str(make_url(database.url).database), timeout=60)
        try:
            own.execute("vacuum into ?", (str(copy),))
        finally:
            own.close()
        with (
            copy.open("rb") as plain,
            path.open("wb") as packed,
            # The same database makes the same file: no name and no time in it.
            gzip.GzipFile("", "wb", _QUICK, packed, mtime=0) as zipped,
        ):
            shutil.copyfileobj(plain, zipped, CHUNK_SIZE)
        engine = create_engine(f"sqlite:///file:{copy}?mode=ro&immutable=1&uri=true")
    else:
        path = work / "database.pgdump"
        engine = create_engine(database.url, isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            if not database.is_sqlite:
                snapshot = connection.execute(text("select pg_export_snapshot()")).scalar_one()
                options = [f"--file={path}", f"--snapshot={snapshot}"]
                _run_pg(["pg_dump", "--format=custom", *_BARE, *options], make_url(database.url))
            revision = connection.execute(text("select version_num from alembic_version"))
            yield Dump(
                kind=SQLITE if database.is_sqlite else POSTGRESQL,
                path=path,
                revision=str(revision.scalar_one()),
                tables=count_rows(connection),
                connection=connection,
            )
    finally:
        engine.dispose()


def count_rows(connection: Connection) -> dict[str, int]:
    """The rows of each of our tables that is there."""
    from sqlalchemy import inspect

    there = set(inspect(connection).get_table_names())
    return {
        name: int(connection.execute(text(f'select count(*) from "{name}"')).scalar_one())
        for name in sorted(ChestModel.metadata.tables)
        if name in there
    }


def load_sqlite(dump: Path, path: Path) -> None:
    """Make the database file of a dump; readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with gzip.open(dump, "rb") as packed, os.fdopen(fd, "wb") as plain:
        shutil.copyfileobj(packed, plain, CHUNK_SIZE)
        plain.flush()
        os.fsync(plain.fileno())


def load_postgresql(dump: Path, url: URL) -> None:
    """Fill a database with a dump: all of it, or nothing. Tables of these names go first."""
    options = ["--clean", "--if-exists", "--single-transaction", f"--dbname={_address(url)}"]
    _run_pg(["pg_restore", *_BARE, *options, str(dump)], url, takes_address=False)


def check_postgresql(dump: Path) -> None:
    """Read a dump to its end, into nothing."""
    _run_pg(["pg_restore", "--file=/dev/null", str(dump)], None, takes_address=False)


def require_tools() -> None:
    """Raise SettingsError where what dumps PostgreSQL is missing."""
    for tool in ("pg_dump", "pg_restore"):
        if shutil.which(tool) is None:
            raise SettingsError(
                f"{tool} is missing on this machine, and a backup of PostgreSQL needs it. Install "
                "PostgreSQL's client programs, of the server's version or a newer one "
                "(Debian: postgresql-client)."
            )


def _run_pg(words: list[str], url: URL | None, *, takes_address: bool = True) -> None:
    require_tools()
    environment = dict(os.environ)
    if url is not None and url.password:
        environment["PGPASSWORD"] = str(url.password)  # others see the words of a command
    if url is not None and takes_address:
        words = [*words, f"--dbname={_address(url)}"]
    done = subprocess.run(
        words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        line = next((line for line in said if "error" in line), said[0] if said else "")
        line = re.sub(r"(?i)password=\S+", "password=***", line)
        hint = ""
        if "version" in line:
            hint = " Install PostgreSQL's client programs of the server's version."
        raise Unavailable(f"{words[0]} did not work: {line}.{hint}")


def _address(url: URL) -> str:
    plain = url.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)
