"""One backup at a time of one installation, and a folder for what it needs meanwhile."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from chest.database import Database
from chest.errors import Conflict
from chest.settings import open_for_owner

# Any number that nobody else uses for an advisory lock in the same PostgreSQL database.
_LOCK = 0x4D43_4241_434B
_WORK = "work-"


@contextmanager
def at_work(data_dir: Path, database: Database) -> Iterator[Path]:
    """An empty folder, for as long as nobody else makes or tries a backup here. What a run that was
    killed left behind goes. Raises Conflict where one is under way."""
    folder = data_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open_for_owner(folder / "lock") as file, _locked_for_all(database) as is_ours:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            is_ours = False
        if not is_ours:
            raise Conflict("A backup is being made already. Wait until it is done.")
        for left in folder.glob(f"{_WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=folder) as work:
            yield Path(work)


@contextmanager
def _locked_for_all(database: Database) -> Iterator[bool]:
    """Whether no other machine is at it: theirs is another data directory."""
    if database.is_sqlite:
        yield True
        return
    with database.engine.connect() as connection:
        asked = text("select pg_try_advisory_lock(:n)")
        is_ours = bool(connection.execute(asked, {"n": _LOCK}).scalar())
        connection.commit()
        try:
            yield is_ours
        finally:
            if is_ours:
                connection.execute(text("select pg_advisory_unlock(:n)"), {"n": _LOCK})
                connection.commit()
