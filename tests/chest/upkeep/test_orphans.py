"""What the doctor finds when rows and bytes no longer fit each other."""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from chest.database import Database
from chest.models import AssetState, BlobTrash, Derivative, Upload, UploadState, utc_now
from chest.upkeep.checks import Finding
from chest.upkeep.orphans import ARRIVING, WITHOUT_END, find_orphans
from storage.local import LocalStore
from tests.builders import add_account, add_asset, add_chest

OLD = ARRIVING.total_seconds() + 3600


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "blobs", secret=b"0" * 32)


@pytest.fixture
def chest_id(database: Database) -> UUID:
    return add_chest(database, add_account(database))


def look(database: Database, store: LocalStore, what: str) -> Finding:
    (finding,) = [found for found in find_orphans(database, store) if found.what == what]
    return finding


def keep(store: LocalStore, key: str, *, seconds_ago: float = 0) -> str:
    store.put(key, [b"x"])
    then = time.time() - seconds_ago
    os.utime(store.local_path(key), (then, then))
    return key


def add_original(
    database: Database, store: LocalStore, chest_id: UUID, number: int, **fields: Any
) -> UUID:
    key = keep(store, f"v1/{chest_id}/o/{number:032x}", seconds_ago=OLD)
    return add_asset(database, chest_id, **{"storage_key": key, **fields})


def add_preview(database: Database, asset_id: UUID, key: str) -> None:
    with database.write() as session:
        session.add(
            Derivative(
                asset_id=asset_id,
                kind="preview",
                storage_key=key,
                media_type="image/webp",
                bytes=1,
            )
        )


def test_nothing_is_wrong_where_each_row_has_its_bytes(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    for number in range(5):
        asset_id = add_original(database, store, chest_id, number)
        key = keep(store, f"v1/{chest_id}/d/{number:032x}/preview-1", seconds_ago=OLD)
        add_preview(database, asset_id, key)
    findings = list(find_orphans(database, store))
    assert [found.what for found in findings] == ["files", "orphans", "uploads", "derivatives"]
    assert all(found.ok for found in findings), findings


def test_bytes_that_no_row_names_are_counted_with_examples(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    add_original(database, store, chest_id, 1)
    lost = [keep(store, f"v1/{chest_id}/o/lost{n}", seconds_ago=OLD) for n in range(5)]
    finding = look(database, store, "orphans")
    assert not finding.ok
    assert "5 files lie in the storage" in finding.sentence
    assert all(key in finding.sentence for key in lost[:3])
    assert lost[4] not in finding.sentence
    assert "copy them elsewhere before you delete them" in finding.sentence


def test_bytes_of_the_last_day_are_not_accused(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    keep(store, f"v1/{chest_id}/d/arriving/preview-1")
    assert look(database, store, "orphans").ok
    keep(store, f"v1/{chest_id}/d/arriving/preview-1", seconds_ago=OLD)
    assert not look(database, store, "orphans").ok


def test_what_lies_in_the_trash_is_known(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    key = keep(store, f"v1/{chest_id}/o/thrown-away", seconds_ago=OLD)
    with database.write() as session:
        session.add(BlobTrash(storage_key=key))
        session.add(BlobTrash(storage_key=f"v1/{chest_id}/o/gone-already"))
    assert all(found.ok for found in find_orphans(database, store))


def test_rows_whose_bytes_are_gone_are_counted(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    for number in range(30):
        asset_id = add_original(database, store, chest_id, number)
    add_preview(database, asset_id, keep(store, f"v1/{chest_id}/d/1/preview-1", seconds_ago=OLD))
    assert look(database, store, "files").ok
    # The oldest, which a look at the newest would have missed, and what was made of another.
    store.delete(f"v1/{chest_id}/o/{0:032x}")
    store.delete(f"v1/{chest_id}/d/1/preview-1")
    finding = look(database, store, "files")
    assert not finding.ok
    assert "2 are missing" in finding.sentence
    assert f"v1/{chest_id}/o/{0:032x}" in finding.sentence
    assert f"v1/{chest_id}/d/1/preview-1" in finding.sentence
    assert "from a backup" in finding.sentence


@pytest.mark.parametrize("state", [AssetState.uploading])
def test_what_is_still_arriving_has_no_bytes_yet(
    database: Database, store: LocalStore, chest_id: UUID, state: AssetState
) -> None:
    add_asset(database, chest_id, state=state, storage_key=f"v1/{chest_id}/o/coming")
    assert all(found.ok for found in find_orphans(database, store))


def test_bytes_that_nobody_could_open_must_be_there_too(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    add_asset(database, chest_id, state=AssetState.failed, storage_key=f"v1/{chest_id}/o/odd")
    assert not look(database, store, "files").ok


@pytest.mark.parametrize("state", [UploadState.open, UploadState.completing])
def test_uploads_without_an_end_are_told(
    database: Database, store: LocalStore, chest_id: UUID, state: UploadState
) -> None:
    asset_id = add_asset(database, chest_id, state=AssetState.uploading)

    def begin(**fields: Any) -> UUID:
        with database.write() as session:
            upload = Upload(asset_id=asset_id, handle="h", size=1, part_size=1, **fields)
            session.add(upload)
            session.flush()
            return upload.id

    long_ago = utc_now() - WITHOUT_END - timedelta(hours=1)
    begin(state=state)
    begin(state=UploadState.complete, created_at=long_ago)
    begin(state=UploadState.aborted, created_at=long_ago)
    assert look(database, store, "uploads").ok
    stuck = begin(state=state, created_at=long_ago)
    finding = look(database, store, "uploads")
    assert not finding.ok
    assert "1 was begun more than 8 days ago" in finding.sentence
    assert str(stuck) in finding.sentence
    assert "worker" in finding.sentence


def test_what_was_made_of_a_memory_that_is_gone_is_told(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    asset_id = add_original(database, store, chest_id, 1)
    key = keep(store, f"v1/{chest_id}/d/1/preview-1", seconds_ago=OLD)
    add_preview(database, asset_id, key)
    assert look(database, store, "derivatives").ok
    # As a tool that knows nothing of the keys between tables would leave it.
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        else:
            connection.execute(text("set session_replication_role = replica"))
        connection.execute(text("delete from asset"))
        connection.commit()
    database.close()
    finding = look(database, store, "derivatives")
    assert not finding.ok
    assert "1 belongs to no memory" in finding.sentence
    assert key in finding.sentence


def test_a_store_that_does_not_answer_is_told(
    database: Database, store: LocalStore, chest_id: UUID
) -> None:
    (store.root / "objects").rmdir()
    (store.root / "objects").write_text("a file in the place of the folder")
    (finding,) = find_orphans(database, store)
    assert (finding.what, finding.ok) == ("files", False)


class ManyKeys(LocalStore):
    """A store that lists a great many keys it does not have."""

    number = 200_000

    def iter_keys(self, prefix: str = "") -> Iterator[str]:
        for number in range(self.number):
            yield f"v1/made-up/{number:08d}"


def test_a_great_many_keys_take_no_more_memory(database: Database, tmp_path: Path) -> None:
    store = ManyKeys(tmp_path / "blobs", secret=b"0" * 32)
    store._find = lambda key: None  # type: ignore[method-assign]  # a look at each would take long
    store.number = 10
    list(find_orphans(database, store))  # imports, caches
    store.number = 200_000
    tracemalloc.start()
    list(find_orphans(database, store))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000
