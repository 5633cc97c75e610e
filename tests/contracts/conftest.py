"""The stores that the contract suite runs against. To prove another store, add it here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.base import BlobStore
from tests.contracts.places import BucketPlace, FolderPlace, StorePlace
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


@pytest.fixture(params=["folder", "moto", *(["localstack"] if LOCALSTACK else [])])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    if request.param == "folder":
        return FolderPlace(tmp_path / "store")
    return BucketPlace(request.getfixturevalue(request.param))


@pytest.fixture
def store(place: StorePlace) -> BlobStore:
    return place.open()
