"""Whether a file is here already costs the same in a small chest and in a large one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert

from chest.database import Database
from chest.jobs.queue import JobClient
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Kind,
    Review,
    Upload,
    UploadState,
    new_id,
    utc_now,
)
from chest.settings import Settings
from chest.uploads.folders import FolderImport
from chest.uploads.known import find_published
from chest.uploads.manager import UploadManager
from storage.local import LocalStore
from tests.builders import Family, account_of, add_family
from tests.chest.assets.test_growth import AT_MOST, counting


def bring(family: Family, number: int, *, begin: int) -> None:
    """Files that somebody brought and nobody has looked at yet."""
    ids = [new_id() for _ in range(number)]
    keeper = account_of(family.keeper)
    assets = [
        {
            "id": asset_id,
            "chest_id": family.chest_id,
            "kind": Kind.photo,
            "state": AssetState.processing,
            "review": Review.published,
            "audience": Audience.family,
            "added_by": keeper,
            "taken_sort": "9" * 29,
            "created_at": utc_now(),
        }
        for asset_id in ids
    ]
    uploads = [
        {
            "id": new_id(),
            "asset_id": asset_id,
            "state": UploadState.complete,
            "handle": "-",
            "size": 5,
            "part_size": 5,
            "declared_sha256": f"{begin + n:064}",
            "account_id": keeper,
            "created_at": utc_now(),
        }
        for n, asset_id in enumerate(ids)
    ]
    with family.database.write() as session:
        session.connection().execute(insert(Asset), assets)
        session.connection().execute(insert(Upload), uploads)


def test_each_file_of_a_large_folder_costs_what_one_of_a_small_folder_does(
    tmp_path: Path, sqlite_template: Path
) -> None:
    path = tmp_path / "chest.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    family = add_family(database)
    folder = tmp_path / "1964"
    folder.mkdir()
    brought = FolderImport(
        database=database,
        uploads=UploadManager(
            database=database,
            blobs=LocalStore(tmp_path / "blobs", secret=b"0" * 32),
            jobs=JobClient(database),
            settings=Settings(secret_key="for tests only, and long enough to be taken"),
        ),
        viewer=family.keeper,
        chest_id=family.chest_id,
    )

    def ask(name: str) -> int:
        one = folder / name
        one.write_bytes(name.encode())
        brought.add(one)  # whatever is done once is done
        one.write_bytes(name.encode() * 2)
        with counting(database) as steps:
            brought.add(one)
            with database.read() as session:
                found = find_published(session, family.keeper, family.chest_id, f"{7:064}")
        assert found is not None
        return steps[0]

    bring(family, 100, begin=0)
    few = ask("a.jpg")
    bring(family, 5000, begin=100)
    many = ask("b.jpg")
    database.close()
    assert many <= AT_MOST * few
