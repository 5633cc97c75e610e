"""What the database promises beneath everything else."""

from __future__ import annotations

import shutil
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


# ---- where nothing can be written ----

REFUSAL = Full("There is no room.")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A database that nobody has open, with one line in it."""
    path = tmp_path / "kept" / "chest.db"
    database = Database(f"sqlite:///{path}")
    with database.engine.connect() as connection:
        connection.execute(text("create table line (words text)"))
        connection.execute(text("insert into line values ('ours')"))
        connection.commit()
    database.close()
    return path


def read_lines(database: Database) -> list[str]:
    with database.read() as session:
        return [row[0] for row in session.execute(text("select words from line order by words"))]


def test_reading_makes_nothing_beside_the_file_where_nothing_can_be_made(kept: Path) -> None:
    database = Database(f"sqlite:///{kept}")
    database.only_read(REFUSAL)
    assert read_lines(database) == ["ours"]
    assert [path.name for path in kept.parent.iterdir()] == ["chest.db"]
    database.close()


def test_whoever_would_write_is_told_why_and_writes_again_later(kept: Path) -> None:
    database = Database(f"sqlite:///{kept}")
    database.only_read(REFUSAL)
    with pytest.raises(Full, match="no room"), database.write():
        pass
    with pytest.raises(Full, match="no room"), database.together(lambda session: None):
        pass
    with database.read() as session, pytest.raises(OperationalError) as caught:
        session.execute(text("insert into line values ('by the wrong door')"))
    told = explain(caught.value)
    assert isinstance(told, Unavailable)
    assert "nothing can be written" in told.sentence
    database.write_again()
    with database.write() as session:
        session.execute(text("insert into line values ('later')"))
    assert read_lines(database) == ["later", "ours"]
    database.close()


def test_a_reader_sees_what_another_process_writes_once_it_can(kept: Path) -> None:
    database = Database(f"sqlite:///{kept}")
    database.only_read(REFUSAL)
    assert read_lines(database) == ["ours"]
    assert other_process(kept, "theirs") == "['ours', 'theirs']"  # and closes, so the log is gone
    assert read_lines(database) == ["ours", "theirs"]
    writer = Database(f"sqlite:///{kept}")
    with writer.write() as session:
        session.execute(text("insert into line values ('in the log')"))
    assert read_lines(database) == ["in the log", "ours", "theirs"]
    writer.close()
    assert read_lines(database) == ["in the log", "ours", "theirs"]
    database.close()


def test_what_a_power_cut_left_in_the_log_is_read_too(kept: Path, tmp_path: Path) -> None:
    writer = Database(f"sqlite:///{kept}")
    with writer.write() as session:
        session.execute(text("insert into line values ('the last')"))
    after = tmp_path / "after"
    shutil.copytree(kept.parent, after)  # as the disk is at this moment
    writer.close()
    assert (after / "chest.db-wal").stat().st_size > 0
    database = Database(f"sqlite:///{after}/chest.db")
    database.only_read(REFUSAL)
    assert read_lines(database) == ["ours", "the last"]
    database.close()
