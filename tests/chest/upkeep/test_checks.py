"""What `/readyz` and the doctor ask alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from chest.database import Database
from chest.jobs.lease import Lease
from chest.models import WorkerLease
from chest.settings import Settings
from chest.upkeep.checks import check_in_public
from chest.upkeep.disk import DiskCheck
from chest.upkeep.doctor import examine
from storage.local import LocalStore


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None, data_dir=tmp_path, secret_key="k" * 40, database_url=database.url
    )


def wrong(database: Database, settings: Settings) -> dict[str, str]:
    """What is not in order, as anyone is told."""
    store = LocalStore(settings.data_dir / "blobs", secret=b"0" * 32)
    found = check_in_public(database, settings, looked=DiskCheck(settings, store).look())
    return {finding.what: finding.sentence for finding in found if not finding.ok}


def beat(database: Database, *, seconds_ago: float) -> None:
    with database.write() as session:
        now = session.exec(select(database.clock)).one()
        session.merge(WorkerLease(executor_id="one", beat=now - seconds_ago))


def test_the_work_can_be_done_once_a_worker_was_seen(
    database: Database, settings: Settings
) -> None:
    assert wrong(database, settings).keys() == {"worker"}
    beat(database, seconds_ago=70)
    assert "Start it:" in wrong(database, settings)["worker"]
    beat(database, seconds_ago=30)
    assert wrong(database, settings) == {}


def test_a_beat_is_read_by_the_clock_that_wrote_it(database: Database, settings: Settings) -> None:
    Lease(
        database, executor_id="one", seconds=12, alone=False, hand_back=lambda dead: None
    ).announce()
    assert wrong(database, settings) == {}


def test_the_doctor_and_the_public_check_agree_about_a_worker(
    database: Database, settings: Settings
) -> None:
    LocalStore(settings.data_dir / "blobs", secret=b"0" * 32)
    beat(database, seconds_ago=30)
    (finding,) = [found for found in examine(settings) if found.what == "worker"]
    assert "is at work" in finding.sentence
    assert "worker" not in wrong(database, settings)


def test_an_old_schema_is_told_as_such_and_not_as_a_database_that_does_not_answer(
    database: Database, settings: Settings
) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("delete from alembic_version")
        connection.exec_driver_sql("drop table worker_lease")
    told = wrong(database, settings)
    assert told.keys() == {"schema", "worker"}
    assert "python -m chest migrate" in told["schema"]


def test_what_anyone_may_read_names_no_folder(tmp_path: Path, settings: Settings) -> None:
    away = Database(f"sqlite:///{tmp_path}/folder/chest.db")
    (tmp_path / "folder" / "chest.db").mkdir()
    store = LocalStore(tmp_path / "blobs", secret=b"0" * 32)
    (tmp_path / "blobs").rename(tmp_path / "elsewhere")
    (tmp_path / "blobs").write_text("no folder")
    found = check_in_public(away, settings, looked=DiskCheck(settings, store).look())
    assert [finding.what for finding in found if not finding.ok] == [
        "database",
        "schema",
        "worker",
        "storage",
    ]
    assert not any(str(tmp_path) in finding.sentence for finding in found)
