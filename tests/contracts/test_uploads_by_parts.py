"""What ``storage.base.BlobStore`` promises of uploads by parts, on every store there is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from storage.base import (
    PART_SIZE,
    BlobInfo,
    BlobStore,
    InvalidKey,
    PartInfo,
    PartRejected,
    PartsMissing,
)
from storage.parts import part_size_for
from tests.contracts.places import UPLOAD_ID, StorePlace

MIB = 1024 * 1024
KEY = "v1/0192f0c1/o/7d9a"
SIZE = 20 * MIB + 7  # two whole parts and a rest
SHA256 = hashlib.sha256(b"x").hexdigest()


def film(size: int = SIZE) -> bytes:
    return Random(size).randbytes(size)


def read(store: BlobStore, key: str) -> bytes:
    return b"".join(store.iter_range(key))


def send(place: StorePlace, handle: str, n: int, body: bytes) -> None:
    target = place.open().part_target(
        handle, n, upload_id=UPLOAD_ID, sha256=hashlib.sha256(body).hexdigest()
    )
    place.deliver(handle, target, body)


def cut(data: bytes, n: int) -> bytes:
    return data[(n - 1) * PART_SIZE : n * PART_SIZE]


def begin(store: BlobStore, *, size: int = SIZE, key: str = KEY) -> str:
    return store.begin_parts(key, size=size, part_size=PART_SIZE)


def test_parts_out_of_order_become_the_file(place: StorePlace, store: BlobStore) -> None:
    data = film()
    handle = begin(store)
    assert store.list_parts(handle) == {}
    for n in (3, 1, 2):
        send(place, handle, n, cut(data, n))
        assert not store.exists(KEY)
        assert list(store.iter_keys()) == []
    assert store.list_parts(handle) == {
        1: PartInfo(1, PART_SIZE),
        2: PartInfo(2, PART_SIZE),
        3: PartInfo(3, SIZE - 2 * PART_SIZE),
    }
    assert store.complete_parts(handle) == BlobInfo(KEY, SIZE)
    assert read(store, KEY) == data
    assert list(store.iter_keys()) == [KEY]


def test_parts_sent_at_once_become_the_file(place: StorePlace, store: BlobStore) -> None:
    data = film()
    handle = begin(store)
    with ThreadPoolExecutor(3) as lanes:
        list(lanes.map(lambda n: send(place, handle, n, cut(data, n)), (1, 2, 3)))
    store.complete_parts(handle)
    assert read(store, KEY) == data


def test_an_upload_goes_on_in_another_process(place: StorePlace) -> None:
    data = film()
    handle = begin(place.open())
    send(place, handle, 2, cut(data, 2))
    assert list(place.open().list_parts(handle)) == [2]
    for n in (1, 3):
        send(place, handle, n, cut(data, n))
    assert place.open().complete_parts(handle) == BlobInfo(KEY, SIZE)
    assert read(place.open(), KEY) == data


@pytest.mark.parametrize("size", [1, PART_SIZE - 1, PART_SIZE, PART_SIZE + 1, 2 * PART_SIZE])
def test_the_last_part_has_what_is_left(place: StorePlace, store: BlobStore, size: int) -> None:
    data = film(size)
    handle = begin(store, size=size)
    count = -(-size // PART_SIZE)
    for n in range(1, count + 1):
        send(place, handle, n, cut(data, n))
    assert sum(part.size for part in store.list_parts(handle).values()) == size
    assert store.complete_parts(handle) == BlobInfo(KEY, size)
    assert read(store, KEY) == data


def test_an_upload_of_no_bytes_has_no_parts(store: BlobStore) -> None:
    handle = begin(store, size=0)
    assert store.list_parts(handle) == {}
    assert not store.exists(KEY)
    with pytest.raises(PartRejected) as caught:
        store.part_target(handle, 1, upload_id=UPLOAD_ID, sha256=SHA256)
    assert caught.value.reason == "bad_number"
    assert store.complete_parts(handle) == BlobInfo(KEY, 0)
    assert store.complete_parts(handle) == BlobInfo(KEY, 0)
    assert read(store, KEY) == b""
    assert list(store.iter_stale_parts(older_than_seconds=-60)) == []


def test_completing_again_says_the_same_again(place: StorePlace, store: BlobStore) -> None:
    data = film(PART_SIZE + 1)
    handle = begin(store, size=len(data))
    for n in (1, 2):
        send(place, handle, n, cut(data, n))
    infos = {store.complete_parts(handle), store.complete_parts(handle)}
    infos.add(place.open().complete_parts(handle))
    assert infos == {BlobInfo(KEY, len(data))}
    assert place.open().list_parts(handle) == {
        1: PartInfo(1, PART_SIZE),
        2: PartInfo(2, 1),
    }
    assert read(store, KEY) == data


def test_completing_too_early_names_the_missing_parts(place: StorePlace, store: BlobStore) -> None:
    data = film()
    handle = begin(store)
    send(place, handle, 2, cut(data, 2))
    with pytest.raises(PartsMissing) as caught:
        store.complete_parts(handle)
    assert caught.value.missing == [1, 3]
    assert caught.value.key == KEY
    assert not store.exists(KEY)
    for n in (1, 3):
        send(place, handle, n, cut(data, n))
    assert store.complete_parts(handle).size == SIZE
    assert read(store, KEY) == data


def test_a_part_sent_again_changes_nothing(place: StorePlace, store: BlobStore) -> None:
    data = film()
    handle = begin(store)
    for n in (1, 2, 2, 3, 1):
        send(place, handle, n, cut(data, n))
    assert list(store.list_parts(handle)) == [1, 2, 3]
    store.complete_parts(handle)
    assert read(store, KEY) == data


def test_of_two_versions_of_a_part_the_last_counts(place: StorePlace, store: BlobStore) -> None:
    data = film()
    handle = begin(store)
    send(place, handle, 2, bytes(PART_SIZE))
    for n in (1, 2, 3):
        send(place, handle, n, cut(data, n))
    store.complete_parts(handle)
    assert read(store, KEY) == data


def test_an_aborted_upload_is_gone_and_can_be_aborted_again(
    place: StorePlace, store: BlobStore
) -> None:
    handle = begin(store)
    send(place, handle, 1, cut(film(), 1))
    store.abort_parts(handle)
    store.abort_parts(handle)
    place.open().abort_parts(handle)
    for attempt in (store.list_parts, store.complete_parts):
        with pytest.raises(PartRejected) as caught:
            attempt(handle)
        assert caught.value.reason == "unknown_upload"
        assert caught.value.key == KEY
    assert not store.exists(KEY)
    assert list(store.iter_stale_parts(older_than_seconds=-60)) == []


def test_a_blob_of_another_size_is_not_taken_for_a_completed_upload(store: BlobStore) -> None:
    store.put(KEY, [b"not the film"])
    handle = begin(store)
    store.abort_parts(handle)
    for attempt in (store.list_parts, store.complete_parts):
        with pytest.raises(PartRejected) as caught:
            attempt(handle)
        assert caught.value.reason == "unknown_upload"
    assert read(store, KEY) == b"not the film"


def test_aborting_after_completion_keeps_the_file(place: StorePlace, store: BlobStore) -> None:
    handle = begin(store, size=1)
    send(place, handle, 1, b"x")
    store.complete_parts(handle)
    store.abort_parts(handle)
    assert read(store, KEY) == b"x"
    assert store.complete_parts(handle) == BlobInfo(KEY, 1)


def test_a_part_number_that_is_not_of_the_upload_is_refused(store: BlobStore) -> None:
    handle = begin(store)
    for n in (-1, 0, 4, 10_001):
        with pytest.raises(PartRejected) as caught:
            store.part_target(handle, n, upload_id=UPLOAD_ID, sha256=SHA256)
        assert caught.value.reason == "bad_number"


def test_a_digest_that_is_none_is_refused(store: BlobStore) -> None:
    handle = begin(store)
    for sha256 in ("", "x" * 64, SHA256[:-1], SHA256.upper(), SHA256 + "\n"):
        with pytest.raises(PartRejected) as caught:
            store.part_target(handle, 1, upload_id=UPLOAD_ID, sha256=sha256)
        assert caught.value.reason == "checksum"


def test_a_target_says_until_when_it_is_good(store: BlobStore) -> None:
    handle = begin(store)
    before = datetime.now(UTC).replace(microsecond=0)
    target = store.part_target(handle, 2, upload_id=UPLOAD_ID, sha256=SHA256, seconds=600)
    after = datetime.now(UTC)
    assert (target.n, target.method) == (2, "PUT")
    assert before + timedelta(seconds=600) <= target.expires_at <= after + timedelta(seconds=600)
    assert target.expires_at.utcoffset() == timedelta(0)


def test_a_handle_fits_a_database_column(store: BlobStore) -> None:
    key = "/".join(["k" * 255, "o" * 255])
    handle = begin(store, key=key)
    assert len(handle) <= 1_500
    assert handle.isascii()
    assert handle.isprintable()
    store.abort_parts(handle)


METHODS: list[Callable[[BlobStore, str], object]] = [
    lambda store, handle: store.list_parts(handle),
    lambda store, handle: store.complete_parts(handle),
    lambda store, handle: store.abort_parts(handle),
    lambda store, handle: store.part_target(handle, 1, upload_id=UPLOAD_ID, sha256=SHA256),
]
CHANGES: list[Callable[[str], str]] = [
    lambda handle: "",
    lambda handle: "garbage",
    lambda handle: handle[1:],
    lambda handle: handle + "\n",
    lambda handle: handle + " ",
    lambda handle: handle + "é",
    lambda handle: "x9" + handle[2:],
    lambda handle: handle.replace(KEY, "../../etc/passwd"),
    lambda handle: handle.replace(KEY, "/etc/passwd"),
    lambda handle: handle.replace(f"|{PART_SIZE}|", "|0|"),
    lambda handle: handle.replace(f"|{PART_SIZE}|", "|1|"),
    lambda handle: handle.replace(f"|{PART_SIZE}|", "|-8|"),
    lambda handle: handle.replace(f"|{SIZE}|", "|9999999999999999|"),
]


@pytest.mark.parametrize("method", METHODS)
def test_what_is_no_handle_is_refused(
    store: BlobStore, method: Callable[[BlobStore, str], object]
) -> None:
    handle = begin(store)
    for change in CHANGES:
        changed = change(handle)
        assert changed != handle
        with pytest.raises(PartRejected) as caught:
            method(store, changed)
        assert caught.value.reason == "unknown_upload"
    assert store.list_parts(handle) == {}


def test_sizes_that_cannot_be_are_refused(store: BlobStore) -> None:
    for size, part_size in [
        (-1, PART_SIZE),
        (1, 0),
        (1, -1),
        (10_000 * PART_SIZE + 1, PART_SIZE),
        (6 * 1024**4, 1024**3),
    ]:
        with pytest.raises(ValueError, match="bytes"):
            store.begin_parts(KEY, size=size, part_size=part_size)
    assert list(store.iter_stale_parts(older_than_seconds=-60)) == []


def test_an_upload_needs_a_key_that_can_be(store: BlobStore) -> None:
    with pytest.raises(InvalidKey):
        store.begin_parts("../up", size=1, part_size=PART_SIZE)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, PART_SIZE),
        (10_000 * PART_SIZE, PART_SIZE),
        (10_000 * PART_SIZE + 1, 2 * PART_SIZE),
        (5 * 1024**4, 128 * PART_SIZE),
    ],
)
def test_there_is_a_part_size_for_every_file(size: int, expected: int) -> None:
    assert part_size_for(size) == expected


def test_stale_uploads_are_found_and_can_be_aborted(place: StorePlace, store: BlobStore) -> None:
    handles = [begin(store, key=f"v1/o/{n}", size=n) for n in range(3)]
    send(place, handles[1], 1, b"x")
    assert list(store.iter_stale_parts(older_than_seconds=3_600)) == []
    # An age below zero looks from the future, from where everything is old.
    stale = list(place.open().iter_stale_parts(older_than_seconds=-60))
    assert len(stale) == 3
    for handle in stale:
        store.abort_parts(handle)
    assert list(store.iter_stale_parts(older_than_seconds=-60)) == []
    for handle in handles:
        with pytest.raises(PartRejected):
            store.complete_parts(handle)
    assert list(store.iter_keys()) == []
