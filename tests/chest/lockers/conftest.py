"""A private chest, and what locks and unlocks it as the worker does."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from chest.access.viewers import Viewer
from chest.chest_keys import OpenKeys, Wrapping
from chest.database import Database
from chest.lockers.job import LockerJob
from chest.lockers.lines import select_rows, write_line
from chest.lockers.manager import LockerManager
from chest.lockers.tables import list_packed, of_chest
from chest.models import LockerState
from chest.security.throttle import WindowThrottle
from storage.base import BlobStore
from storage.factory import open_store
from tests.builders import Family, RecordingQueue, account_of
from tests.chest.lockers.filling import fill

PASSPHRASE = "Großmutters rote Teekanne 1931"
LABEL = "Our chest"


class Lockers:
    """One installation: what its app and its worker have."""

    def __init__(self, database: Database, folder: Path, jobs: RecordingQueue) -> None:
        self.database = database
        self.folder = folder
        wrapping = Wrapping(b"s" * 32)
        self.keys = OpenKeys(database, wrapping)
        self.blobs: BlobStore = open_store(
            str(folder / "blobs"), secret=b"0" * 32, chest_keys=self.keys
        )
        self.manager = LockerManager(
            database=database,
            jobs=jobs,
            throttle=WindowThrottle(),
            wrapping=wrapping,
            keys=self.keys,
        )
        self.running: set[UUID] = set()
        self.job = LockerJob(
            database=database,
            blobs=self.blobs,
            list_running=lambda _session: self.running,
            searches=folder / "search",
            outbox=folder / "outbox",
            look_again=self.keys.look_again,
        )

    def make_private(self, keeper: Viewer, chest_id: UUID) -> str:
        made = self.manager.make_private(keeper, chest_id, label=LABEL, passphrase=PASSPHRASE)
        self.job.go_on(chest_id)
        return made.code

    def lock(self, keeper: Viewer, chest_id: UUID) -> None:
        self.manager.lock(keeper, chest_id)
        self.job.go_on(chest_id)
        assert self.state(keeper, chest_id) is LockerState.locked

    def unlock(self, keeper: Viewer, chest_id: UUID, passphrase: str = PASSPHRASE) -> None:
        self.manager.unlock(keeper, chest_id, passphrase)
        self.job.go_on(chest_id)
        assert self.state(keeper, chest_id) is LockerState.open

    def state(self, keeper: Viewer, chest_id: UUID) -> LockerState:
        found = self.manager.find(keeper, chest_id)
        assert found is not None
        return found.state

    def rows(self, chest_id: UUID) -> dict[str, list[bytes]]:
        """Every row of the chest, to the byte."""
        with self.database.read() as session:
            return {
                table.name: sorted(
                    write_line(table, row)
                    for row in session.execute(select_rows(table).where(of_chest(table, chest_id)))
                )
                for table in list_packed()
            }

    def bytes_of(self, chest_id: UUID) -> dict[str, bytes]:
        return {
            key: b"".join(self.blobs.iter_range(key))
            for key in self.blobs.iter_keys(f"v1/{chest_id}/")
        }


@pytest.fixture
def lockers(database: Database, tmp_path: Path, jobs: RecordingQueue) -> Lockers:
    return Lockers(database, tmp_path / "data", jobs)


@pytest.fixture
def filled(database: Database, lockers: Lockers, family: Family) -> Family:
    """The family's chest with two rows in every table, and a known word wherever one can be."""
    with database.write() as session:
        fill(session, lockers.blobs, family.chest_id, account_of(family.keeper))
    return family
