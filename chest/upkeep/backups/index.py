"""Lists of a backup that may be longer than memory, on the disk for as long as it is made."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
create table there (mark text primary key, name text not null) without rowid;
create table needed (name text primary key) without rowid;
create table file (key text primary key, told text not null) without rowid;
"""


class Index:
    """Which pieces lie in the place, which are needed, and what is told of each file. Threads may
    share it."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        self._connection.close()

    def add_there(self, names: Iterable[str]) -> None:
        rows = ((name.partition("-")[0], name) for name in names)
        with self._lock:
            self._connection.executemany("insert or ignore into there values (?, ?)", rows)

    def find(self, mark: str) -> str | None:
        """The name of the piece of this mark, if it lies there."""
        with self._lock:
            row = self._connection.execute(
                "select name from there where mark = ?", (mark,)
            ).fetchone()
        return row[0] if row else None

    def need(self, names: Iterable[str]) -> None:
        with self._lock:
            self._connection.executemany(
                "insert or ignore into needed values (?)", ((name,) for name in names)
            )

    def is_needed(self, name: str) -> bool:
        with self._lock:
            asked = "select 1 from needed where name = ?"
            return self._connection.execute(asked, (name,)).fetchone() is not None

    def iter_needed(self) -> Iterator[str]:
        return (name for (name,) in self._connection.execute("select name from needed"))

    def count_needed(self) -> int:
        return int(self._connection.execute("select count(*) from needed").fetchone()[0])

    def add_file(self, key: str, told: dict[str, Any]) -> None:
        with self._lock:
            self._connection.execute(
                "insert or replace into file values (?, ?)", (key, json.dumps(told))
            )

    def iter_files(self) -> Iterator[dict[str, Any]]:
        """In the order of their keys."""
        rows = self._connection.execute("select told from file order by key")
        return (json.loads(told) for (told,) in rows)
