"""The stores that the contract suite runs against. To prove another store, add it here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.base import BlobStore
from tests.contracts.places import BucketPlace, EncryptedPlace, FolderPlace, StorePlace
from tests.servers.s3 import S3Server, localstack_server, moto_server

LOCALSTACK = os.environ.get("CHEST_TEST_LOCALSTACK_PYTHON")


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as server:
        yield server


@pytest.fixture(scope="session")
def localstack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    assert LOCALSTACK
    with localstack_server(LOCALSTACK, tmp_path_factory.mktemp("localstack")) as server:
        yield server


BUCKETS = ["moto", *(["localstack"] if LOCALSTACK else [])]


# Encrypted, the bucket is the one that checks the most.
@pytest.fixture(params=["folder", *BUCKETS, "encrypted folder", f"encrypted {BUCKETS[-1]}"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    kind, _, name = request.param.rpartition(" ")
    place: FolderPlace | BucketPlace
    if name == "folder":
        place = FolderPlace(tmp_path / "store")
    else:
        place = BucketPlace(request.getfixturevalue(name))
    return EncryptedPlace(place) if kind == "encrypted" else place


@pytest.fixture
def store(place: StorePlace) -> BlobStore:
    return place.open()
