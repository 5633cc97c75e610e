"""What ``storage.base.BlobStore`` promises of blobs, on every store there is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from storage.base import BlobInfo, BlobMissing, BlobStore, InvalidKey
from tests.contracts.places import StorePlace

MIB = 1024 * 1024
KEY = "v1/0192f0c1/o/7d9a"


def random_bytes(size: int, seed: int = 1) -> bytes:
    return Random(seed).randbytes(size)


def read(store: BlobStore, key: str, *, start: int = 0, stop: int | None = None) -> bytes:
    return b"".join(store.iter_range(key, start=start, stop=stop))


def test_a_blob_reads_back_as_it_was_written(store: BlobStore) -> None:
    assert not store.exists(KEY)
    assert store.put(KEY, [b"a voice ", b"", b"from 1961"]) == BlobInfo(KEY, 17)
    assert store.exists(KEY)
    assert store.stat(KEY) == BlobInfo(KEY, 17)
    assert read(store, KEY) == b"a voice from 1961"


def test_a_blob_of_no_bytes_is_a_blob(store: BlobStore) -> None:
    assert store.put(KEY, []) == BlobInfo(KEY, 0)
    assert store.stat(KEY).size == 0
    assert read(store, KEY) == b""
    assert read(store, KEY, start=5) == b""
    assert read(store, KEY, start=0, stop=0) == b""
    with store.as_file(KEY) as path:
        assert path.read_bytes() == b""


def test_a_blob_says_when_it_was_written(store: BlobStore) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)  # a bucket counts in whole seconds
    store.put(KEY, [b"x"])
    modified = store.stat(KEY).modified
    assert modified is not None
    assert before < modified < datetime.now(UTC) + timedelta(seconds=5)


@pytest.mark.parametrize("size", [8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB + 7])
def test_a_large_blob_in_uneven_chunks_reads_back(store: BlobStore, size: int) -> None:
    data = random_bytes(size)

    def chunks() -> Iterator[bytes]:
        at, sizes = 0, Random(2)
        while at < size:
            step = sizes.choice([1, 4_096, 700_001, 9 * MIB])
            yield data[at : at + step]
            at += step

    assert store.put(KEY, chunks()) == BlobInfo(KEY, size)
    assert hashlib.sha256(read(store, KEY)).digest() == hashlib.sha256(data).digest()


def test_a_file_is_stored_and_stays_where_it_was(store: BlobStore, tmp_path: Path) -> None:
    source = tmp_path / "letter.pdf"
    source.write_bytes(random_bytes(9 * MIB))
    assert store.put_file(KEY, source) == BlobInfo(KEY, 9 * MIB)
    assert read(store, KEY) == source.read_bytes()


def test_a_file_that_is_not_there_stores_nothing(store: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.put_file(KEY, tmp_path / "nothing")
    assert not store.exists(KEY)


def test_the_newer_blob_replaces_the_older_whole(store: BlobStore) -> None:
    store.put(KEY, [b"a long first version"])
    store.put(KEY, [b"short"])
    assert read(store, KEY) == b"short"
    assert store.stat(KEY).size == 5


@pytest.mark.parametrize("before", [0, 20 * MIB])
def test_a_write_that_fails_halfway_leaves_what_was_there(store: BlobStore, before: int) -> None:
    store.put(KEY, [b"the old one"])

    def chunks() -> Iterator[bytes]:
        yield bytes(before)
        raise OSError("the camera was unplugged")

    with pytest.raises(OSError, match="unplugged"):
        store.put(KEY, chunks())
    with pytest.raises(OSError, match="unplugged"):
        store.put("v1/new", chunks())
    assert read(store, KEY) == b"the old one"
    assert list(store.iter_keys()) == [KEY]
    assert list(store.iter_stale_parts(older_than_seconds=-60)) == []


def test_of_many_writers_of_one_key_one_wins_whole(store: BlobStore) -> None:
    versions = [bytes([letter]) * (letter * 1_000) for letter in b"abcdefgh"]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda version: store.put(KEY, [version]), versions))
    assert read(store, KEY) in versions


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        (0, None),
        (0, 1),
        (1, 2),
        (0, 3 * MIB),
        (MIB - 1, MIB + 1),
        (2 * MIB, None),
        (3 * MIB + 4, None),
        (3 * MIB + 4, 3 * MIB + 5),
        (7, 7),
        (0, 0),
        (3 * MIB + 5, None),
        (3 * MIB + 5, 4 * MIB),
        (9 * MIB, None),
        (9 * MIB, 9 * MIB),
        (5, 9 * MIB),
    ],
)
def test_a_range_is_what_a_slice_would_be(store: BlobStore, start: int, stop: int | None) -> None:
    data = random_bytes(3 * MIB + 5)
    store.put(KEY, [data])
    chunks = list(store.iter_range(KEY, start=start, stop=stop))
    assert b"".join(chunks) == data[start:stop]
    assert all(0 < len(chunk) <= MIB for chunk in chunks)


@pytest.mark.parametrize(("start", "stop"), [(-1, None), (0, -1), (5, 4)])
def test_a_range_that_cannot_be_is_refused(store: BlobStore, start: int, stop: int) -> None:
    store.put(KEY, [b"something"])
    with pytest.raises(ValueError, match="range"):
        store.iter_range(KEY, start=start, stop=stop)


@pytest.mark.parametrize(("start", "stop"), [(0, None), (3, 9), (4, 4)])
def test_a_missing_blob_is_told_by_the_call_and_not_later(
    store: BlobStore, start: int, stop: int | None
) -> None:
    with pytest.raises(BlobMissing) as caught:
        store.iter_range(KEY, start=start, stop=stop)
    assert caught.value.key == KEY


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to count open files")
def test_reads_that_nobody_finishes_leave_no_file_open(store: BlobStore) -> None:
    store.put(KEY, [random_bytes(2 * MIB)])
    next(store.iter_range(KEY))
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        store.iter_range(KEY)  # never begun
        next(store.iter_range(KEY))  # never finished
    assert len(os.listdir("/proc/self/fd")) <= before


def test_a_reader_never_sees_two_versions_mixed(store: BlobStore) -> None:
    store.put(KEY, [b"a" * 4 * MIB])
    chunks = store.iter_range(KEY)
    first = next(chunks)
    store.put(KEY, [b"b" * 4 * MIB])
    assert set(first + b"".join(chunks)) == set(b"a")


def test_deleting_removes_and_deleting_again_is_no_error(store: BlobStore) -> None:
    store.put(KEY, [b"x"])
    store.put("v1/other", [b"y"])
    store.delete(KEY)
    store.delete(KEY)
    store.delete("v1/never/was")
    assert not store.exists(KEY)
    assert list(store.iter_keys()) == ["v1/other"]


@pytest.mark.parametrize("key", [KEY, "v1", "v1/0192f0c1/o", KEY + "/deeper"])
def test_what_is_missing_is_named(store: BlobStore, key: str) -> None:
    if key != KEY:
        store.put(KEY, [b"a neighbour, a folder above or a file below"])
    assert not store.exists(key)
    with pytest.raises(BlobMissing) as caught:
        store.stat(key)
    assert caught.value.key == key
    assert key in str(caught.value)
    with pytest.raises(BlobMissing), store.as_file(key):
        pass
    with pytest.raises(BlobMissing):
        store.copy(key, "v1/elsewhere")
    store.delete(key)
    assert store.exists(KEY) == (key != KEY)


def test_keys_are_listed_in_order_and_by_prefix(store: BlobStore) -> None:
    keys = ["a", "b-1", "b.1", "b/1", "b/2/x", "b/2/y", "b/20", "b0", "ba/1", "c/1"]
    for key in reversed(keys):
        store.put(key, [b"x"])
    assert list(store.iter_keys()) == keys
    for prefix in ["b", "b/", "b/2", "b/2/", "b/2/x", "b/2/x/", "b0", "c/1", "d", "d/e/"]:
        expected = [key for key in keys if key.startswith(prefix)]
        assert list(store.iter_keys(prefix)) == expected, prefix


def test_a_prefix_that_no_key_can_have_is_refused_at_once(store: BlobStore) -> None:
    for prefix in ["/", "../", "a//", "a b", "é", "a/../"]:
        with pytest.raises(InvalidKey):
            store.iter_keys(prefix)


def test_more_keys_than_a_page_of_s3_are_listed(store: BlobStore) -> None:
    keys = [f"v1/o/{n:04}" for n in range(1_003)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda key: store.put(key, []), keys))
    assert list(store.iter_keys("v1/")) == keys


BAD_KEYS = [
    "",
    "/a",
    "a/",
    "a//b",
    ".",
    "a/./b",
    "..",
    "../a",
    "a/../../b",
    "a/..",
    "a..b",
    "a b",
    "a\\b",
    "a\nb",
    "a\n",
    "a\0b",
    "é",
    "a?b",
    "x" * 256,
    "x/" * 256 + "x",
]


ATTEMPTS: list[Callable[[BlobStore, str, Path], object]] = [
    lambda store, key, file: store.put(key, [b"x"]),
    lambda store, key, file: store.put_file(key, file),
    lambda store, key, file: store.iter_range(key),
    lambda store, key, file: store.stat(key),
    lambda store, key, file: store.exists(key),
    lambda store, key, file: store.delete(key),
    lambda store, key, file: store.as_file(key).__enter__(),
    lambda store, key, file: store.copy(key, "v1/target"),
    lambda store, key, file: store.copy(KEY, key),
    lambda store, key, file: store.local_path(key),
    lambda store, key, file: store.begin_parts(key, size=1, part_size=8 * MIB),
]


def test_a_text_that_cannot_be_a_key_is_refused_everywhere(
    store: BlobStore, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x")
    store.put(KEY, [b"x"])
    for key in BAD_KEYS:
        for attempt in ATTEMPTS:
            with pytest.raises(InvalidKey) as caught:
                attempt(store, key, file)
            assert caught.value.key == key
    assert list(store.iter_keys()) == [KEY]


def test_the_longest_key_that_is_allowed_works(store: BlobStore) -> None:
    key = "/".join(["k" * 255, "o" * 255])
    store.put(key, [b"x"])
    assert read(store, key) == b"x"
    assert list(store.iter_keys()) == [key]


def test_a_blob_can_be_used_as_a_file_for_a_while(place: StorePlace, store: BlobStore) -> None:
    data = random_bytes(9 * MIB)
    store.put(KEY, [data])
    with store.as_file(KEY) as path:
        assert path.read_bytes() == data
    assert read(store, KEY) == data
    assert path.exists() == place.has_files  # a copy is removed


def test_a_copy_lives_on_without_its_source(store: BlobStore) -> None:
    data = random_bytes(20 * MIB)
    store.put(KEY, [data])
    store.put("v1/target", [b"in the way"])
    assert store.copy(KEY, "v1/target") == BlobInfo("v1/target", 20 * MIB)
    store.delete(KEY)
    assert read(store, "v1/target") == data


def test_a_blob_survives_the_store_object(place: StorePlace, store: BlobStore) -> None:
    store.put(KEY, [b"kept"])
    assert read(place.open(), KEY) == b"kept"


def test_a_folder_shows_its_files_and_a_bucket_has_none(
    place: StorePlace, store: BlobStore
) -> None:
    store.put(KEY, [b"x"])
    path = store.local_path(KEY)
    if place.has_files:
        assert path is not None
        assert path.read_bytes() == b"x"
        with pytest.raises(BlobMissing):
            store.local_path("v1/missing")
    else:
        assert path is None
    assert ((store.free_bytes() or 0) > 0) == place.knows_room


def test_a_store_that_can_be_used_passes_its_check(store: BlobStore) -> None:
    store.check()
    assert list(store.iter_keys()) == []
