"""Numbers that are wrong are found, and put right by the command that the doctor names."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import text

from chest.database import Database
from chest.upkeep.counts import check_counts
from tests.builders import add_asset, add_family
from tests.command_line import CommandLine


def test_wrong_counts_are_found_and_put_right(tmp_path: Path, sqlite_template: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(sqlite_template, data / "chest.db")
    database = Database(f"sqlite:///{data / 'chest.db'}")
    try:
        add_asset(database, add_family(database).chest_id)
        assert check_counts(database).ok
        with database.write() as session:
            session.connection().execute(text("update chest_tally set number = 7"))
        wrong = check_counts(database)
        assert not wrong.ok
        assert wrong.sentence == "of one chest are wrong, by 6. Run: python -m chest recount"
        done = CommandLine(data).run("recount")
        assert done.returncode == 0, done.stderr
        assert done.stdout == "Counted. Chests whose numbers were wrong: 1.\n"
        assert check_counts(database).ok
    finally:
        database.close()
