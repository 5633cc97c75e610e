"""What the tests of several rooms start from. A room or a file whose family is another one says
so itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ai.media import Decoder
from chest.access.viewers import Viewer
from chest.assets.manager import AssetManager
from chest.contributions.manager import ContributionManager
from chest.contributions.moderation import Moderation
from chest.contributions.receipts import Receipts
from chest.database import Database
from chest.ingest.job import Ingest
from chest.security.signing import Signer
from chest.stories.manager import StoryManager
from tests.arrivals import ShutStore
from tests.builders import Family, RecordingQueue, add_family, add_link, open_link_session


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


@pytest.fixture
def blobs(tmp_path: Path) -> ShutStore:
    return ShutStore(tmp_path / "blobs", secret=b"0" * 32)


@pytest.fixture
def family(database: Database) -> Family:
    return add_family(database, time_zone="Europe/Lisbon")


@pytest.fixture
def ingest(database: Database, blobs: ShutStore, decoder: Decoder) -> Ingest:
    return Ingest(database=database, blobs=blobs, decoder=decoder)


@pytest.fixture
def jobs() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def assets(database: Database, jobs: RecordingQueue) -> AssetManager:
    return AssetManager(database=database, jobs=jobs)


@pytest.fixture
def contributions(database: Database) -> ContributionManager:
    return ContributionManager(database=database, signer=Signer(b"x" * 32))


@pytest.fixture
def moderation(database: Database) -> Moderation:
    return Moderation(database=database)


@pytest.fixture
def receipts(database: Database) -> Receipts:
    return Receipts(database=database, signer=Signer(b"x" * 32))


@pytest.fixture
def stories(database: Database, jobs: RecordingQueue) -> StoryManager:
    return StoryManager(database=database, jobs=jobs)


@pytest.fixture
def aunt(database: Database, family: Family) -> Viewer:
    """A browser that opened a link to add and pressed Continue."""
    return open_link_session(database, add_link(database, family.chest_id, family.keeper))
