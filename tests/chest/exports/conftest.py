"""A small chest with files in it, and what it takes to take them out."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import UUID

import pytest

from chest.access.viewers import Viewer
from chest.database import Database
from chest.exports.book.making import BookMaker
from chest.exports.manager import ExportManager, ExportView
from chest.models import ExportFormat
from chest.stories.manager import StoryManager
from storage.base import BlobStore
from tests.arrivals import ShutStore
from tests.builders import Family, RecordingQueue, add_asset


def add_file(
    database: Database, blobs: BlobStore, chest_id: UUID, data: bytes, **fields: Any
) -> UUID:
    """A memory whose bytes are really there."""
    key = f"v1/{chest_id}/o/{token_hex(16)}"
    blobs.put(key, [data])
    told = {
        "storage_key": key,
        "bytes": len(data),
        "sha256": sha256(data).hexdigest(),
        "media_type": "image/jpeg",
    }
    return add_asset(database, chest_id, **{**told, **fields})


class Exporting:
    """Takes out and fetches, as the worker and a browser do."""

    def __init__(self, manager: ExportManager) -> None:
        self.manager = manager

    def take(
        self, viewer: Viewer, chest_id: UUID, format: ExportFormat = ExportFormat.bagit
    ) -> ExportView:
        begun = self.manager.begin(viewer, chest_id, format)
        self.manager.open_job().pack(begun.id)
        return self.manager.get(viewer, begun.id)

    def fetch(self, viewer: Viewer, export_id: UUID, to: Path) -> Path:
        file = self.manager.open_file(viewer, export_id)
        with to.open("wb") as written:
            for chunk in self.manager.read_file(file, start=0, stop=file.size):
                written.write(chunk)
        assert to.stat().st_size == file.size
        return to


@pytest.fixture
def manager(
    database: Database, blobs: ShutStore, jobs: RecordingQueue, stories: StoryManager
) -> ExportManager:
    books = BookMaker(database=database, blobs=blobs, stories=stories, system_fonts=False)
    return ExportManager(database=database, blobs=blobs, jobs=jobs, stories=stories, books=books)


@pytest.fixture
def exporting(manager: ExportManager) -> Exporting:
    return Exporting(manager)


@pytest.fixture
def filled(database: Database, blobs: ShutStore, family: Family) -> Family:
    """The family's chest with five memories that everybody of the family sees."""
    for number in range(5):
        add_file(
            database,
            blobs,
            family.chest_id,
            f"picture {number}".encode() * 1000,
            caption=f"In the garden, {number}",
            taken="1964-05-12",
            taken_earliest="1964-05-12",
            taken_latest="1964-05-12",
        )
    return family
