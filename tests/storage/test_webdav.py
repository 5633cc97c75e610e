"""Files of a WebDAV server, as a backup uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from storage.base import BlobMissing, InvalidKey, StorageUnavailable
from storage.places import open_place
from storage.webdav import WebDavBlobs
from tests.app_server import free_port
from tests.conftest import missing
from tests.servers.webdav import PASSWORD, USER, WebDavServer, is_missing, webdav_server

KEY = "pieces/ab/one"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDavServer]:
    if is_missing():
        missing("WebDAV was not tried: install wsgidav (requirements-dev.txt).")
    with webdav_server(tmp_path_factory.mktemp("webdav")) as server:
        yield server


@pytest.fixture
def name() -> str:
    return f"bäckups {uuid4().hex}/deep"


@pytest.fixture
def store(server: WebDavServer, name: str) -> WebDavBlobs:
    found = open_place(server.address(name.replace(" ", "%20")), password=PASSWORD)
    assert isinstance(found, WebDavBlobs)
    return found


def read(store: WebDavBlobs, key: str, start: int = 0, stop: int | None = None) -> bytes:
    return b"".join(store.iter_range(key, start=start, stop=stop))


def test_a_file_reads_back_whole_and_in_stretches(store: WebDavBlobs) -> None:
    data = bytes(range(256)) * 9_000
    assert store.put(KEY, [data[:100], data[100:]]).size == len(data)
    assert read(store, KEY) == data
    assert read(store, KEY, 5, 1_000_000) == data[5:1_000_000]
    assert read(store, KEY, 7, 7) == b""
    assert read(store, KEY, len(data)) == b""
    assert store.stat(KEY).size == len(data)
    assert store.put(KEY, []).size == 0
    assert read(store, KEY) == b""


def test_a_missing_file_is_told_by_the_call_and_deleting_it_is_no_error(store: WebDavBlobs) -> None:
    assert not store.exists(KEY)
    with pytest.raises(BlobMissing):
        store.iter_range(KEY)
    with pytest.raises(BlobMissing):
        store.stat(KEY)
    store.delete(KEY)
    store.put(KEY, [b"1"])
    store.delete(KEY)
    assert not store.exists(KEY)
    with pytest.raises(InvalidKey):
        store.put("../elsewhere", [b"1"])


def test_keys_are_listed_by_prefix_and_what_was_half_sent_is_none(
    store: WebDavBlobs, server: WebDavServer, name: str
) -> None:
    assert list(store.iter_keys("pieces/")) == []
    for key in ("pieces/ab/one", "pieces/ab/two", "pieces/cd/three", "snapshots/one"):
        store.put(key, [b"1"])
    half = server.folder / name / "pieces" / "ab" / "four-0123.half"
    half.write_bytes(b"half")
    assert sorted(store.iter_keys("pieces/")) == [
        "pieces/ab/one",
        "pieces/ab/two",
        "pieces/cd/three",
    ]
    assert list(store.iter_keys("snapshots/")) == ["snapshots/one"]


def test_a_sender_that_fails_leaves_what_was_there(store: WebDavBlobs) -> None:
    store.put(KEY, [b"before"])

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        store.put(KEY, broken())
    assert read(store, KEY) == b"before"


def test_a_place_that_is_only_looked_for_is_not_made(server: WebDavServer, name: str) -> None:
    address = server.address(name.replace(" ", "%20"))
    assert open_place(address, password=PASSWORD, make=False) is None
    assert not (server.folder / name).exists()


def test_a_wrong_password_and_a_silent_server_are_sentences(server: WebDavServer) -> None:
    refused = open_place(server.address("x"), password="wrong")
    assert refused is not None
    with pytest.raises(StorageUnavailable, match="CHEST_BACKUP_PASSWORD"):
        refused.check()
    silent = open_place(f"webdav://{USER}@127.0.0.1:{free_port()}/x", password=PASSWORD)
    assert silent is not None
    with pytest.raises(StorageUnavailable, match="cannot be reached"):
        silent.check()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("webdavs://ana:secret@host/x", "CHEST_BACKUP_PASSWORD"),
        ("webdav:///x", "names no server"),
        ("ftp://host/x", "is no place for backups"),
        ("s3://", "no bucket"),
    ],
)
def test_an_address_that_is_none_says_what_is_one(address: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        open_place(address)
    assert "secret" not in str(caught.value)


def test_a_folder_that_is_only_looked_for_is_not_made(tmp_path: Path) -> None:
    assert open_place(str(tmp_path / "none"), make=False) is None
    assert not (tmp_path / "none").exists()
