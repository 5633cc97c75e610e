"""A backup of a locked chest holds no word of it, and brings it back to where it is unlocked."""

from __future__ import annotations

from pathlib import Path

import pytest

from chest.blob_store import open_blobs
from chest.database import Database
from chest.erasing.again import erase_again
from chest.jobs.queue import migrate_jobs
from chest.migrations import migrate
from chest.settings import Settings
from chest.upkeep.backups.manager import BackupManager
from chest.upkeep.backups.restoring import Restoring
from storage.private import NoKeys
from tests.builders import Family, RecordingQueue
from tests.chest.lockers.conftest import Lockers
from tests.chest.lockers.filling import WORD


def migrate_all(database: Database) -> None:
    migrate(database)
    migrate_jobs(database)


def settings_for(folder: Path) -> Settings:
    folder.mkdir(parents=True)
    return Settings(_env_file=None, data_dir=folder)


@pytest.mark.parametrize("is_locked", [True, False], ids=["locked", "open"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_private_chest_comes_back_from_a_backup(
    database: Database, lockers: Lockers, filled: Family, tmp_path: Path, *, is_locked: bool
) -> None:
    keeper, chest_id = filled.keeper, filled.chest_id
    lockers.make_private(keeper, chest_id)
    rows, files = lockers.rows(chest_id), lockers.bytes_of(chest_id)
    if is_locked:
        lockers.lock(keeper, chest_id)
    place = tmp_path / "backups"
    backups = BackupManager(
        database=database,
        blobs=lockers.blobs,
        settings=settings_for(tmp_path / "here"),
        is_operator=lambda _viewer: True,
    )
    made, *_ = backups.make(str(place))
    if is_locked:
        assert made.problems == []
        kept = [path for path in place.rglob("*") if path.is_file()]
        assert not any(WORD.encode() in path.read_bytes() for path in kept)

    settings = settings_for(tmp_path / "elsewhere")
    done = Restoring(
        settings=settings,
        open_blobs=lambda: open_blobs(settings, secret=b"0" * 32, chest_keys=NoKeys()),
        vault=backups.open(str(place)),
        identities=[],
        migrate=migrate_all,
        erase=erase_again,
    ).run(None)
    assert done.faults == []
    there = Database(settings.resolved_database_url)
    try:
        elsewhere = Lockers(there, settings.data_dir, RecordingQueue())
        elsewhere.job.go_on(chest_id)
        if is_locked:
            elsewhere.unlock(keeper, chest_id)
            assert elsewhere.rows(chest_id) == rows
        found = elsewhere.bytes_of(chest_id)
        named = {key for key in files if "/l/" not in key}
        assert {key: found[key] for key in named if key in found} == {
            key: files[key] for key in named if key in found
        }
        assert named & set(found)
    finally:
        there.close()
