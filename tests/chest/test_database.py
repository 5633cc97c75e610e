"""What the database promises beneath everything else."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from chest.database import Database, explain
from chest.errors import Full, Unavailable
from tests.app_server import free_port

OTHER_PROCESS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("pragma journal_mode=wal")
if len(sys.argv) > 2:
    connection.execute("insert into line values (?)", (sys.argv[2],))
    connection.commit()
print(sorted(row[0] for row in connection.execute("select words from line")))
connection.close()
"""


def other_process(path: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, str(path), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_what_two_processes_commit_is_all_there(tmp_path: Path) -> None:
    """A second connection of one process must not drop the locks of its first: another process
    would then clear away the journal beneath it."""
    path = tmp_path / "chest.db"
    database = Database(f"sqlite:///{path}")
    with database.engine.connect() as first:
        first.execute(text("create table line (words text)"))
        first.commit()
        with database.engine.connect() as second:
            second.execute(text("select * from line"))
        assert other_process(path, "theirs") == "['theirs']"
        first.execute(text("insert into line values ('ours')"))
        first.commit()
        assert other_process(path) == "['ours', 'theirs']"
    database.close()
    assert other_process(path) == "['ours', 'theirs']"


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "chest.db"
    database = Database(f"sqlite:///{path}")
    with database.engine.connect() as connection:
        connection.execute(text("create table line (words text)"))
        connection.commit()
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file
    database.close()


def test_a_full_database_is_told_as_full(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'chest.db'}")
    with database.write() as session:
        session.connection().exec_driver_sql("create table line (words text)")
        session.connection().exec_driver_sql("pragma max_page_count = 8")
        with pytest.raises(OperationalError) as failed:
            session.connection().execute(text("insert into line values (zeroblob(100000))"))
        session.rollback()
    database.close()
    told = explain(failed.value)
    assert isinstance(told, Full)
    assert "Make room" in told.sentence


def test_a_database_that_is_not_there_is_told_as_out_of_reach() -> None:
    database = Database(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/chest")
    with pytest.raises(OperationalError) as failed, database.read() as session:
        session.connection()
    assert isinstance(explain(failed.value), Unavailable)
    assert explain(ValueError("something of ours")) is None
