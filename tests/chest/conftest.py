"""What the tests of ingest start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ai.media import Decoder
from chest.database import Database
from chest.ingest.job import Ingest
from tests.arrivals import ShutStore
from tests.builders import Family, add_family


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
