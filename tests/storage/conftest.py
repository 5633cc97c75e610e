"""A folder with an upload that has begun, and S3 servers that are started once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.local import LocalStore
from tests.servers.s3 import S3Server, localstack_server, moto_server
from tests.storage.sending import PART, SECRET, SIZE


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "chest", secret=SECRET)


@pytest.fixture
def handle(store: LocalStore) -> str:
    return store.begin_parts("v1/film", size=SIZE, part_size=PART)


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as server:
        yield server


@pytest.fixture(scope="session")
def localstack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """An S3 that enforces signatures, where there is one."""
    python = os.environ.get("CHEST_TEST_LOCALSTACK_PYTHON")
    if not python:
        what = (
            "Whether S3 refuses forged addresses was not tried: make a LocalStack with "
            "tests/servers/localstack.sh and set CHEST_TEST_LOCALSTACK_PYTHON to what it prints."
        )
        if os.environ.get("CI"):
            pytest.fail(what)
        pytest.skip(what)
    with localstack_server(python, tmp_path_factory.mktemp("localstack")) as server:
        yield server
