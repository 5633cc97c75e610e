"""What only an encrypted store has: that nothing plain lies anywhere, what lay there before, damage
that is told, and keys that change. What every store promises is in ``tests/contracts``."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import pytest

from storage.age_stream import CHUNK, SEALED_CHUNK
from storage.base import (
    BlobDamaged,
    BlobInfo,
    BlobMissing,
    InvalidKey,
    KeyTrouble,
    PartRejected,
    StorageFull,
)
from storage.encryption import EncryptedStore
from storage.factory import open_store
from storage.local import LocalStore
from storage.master_keys import GivenKey
from tests.conftest import missing

KEY = "v1/0192f0c1/o/7d9a"
SECRET = b"0123456789abcdef"
MASTER = GivenKey(b"a master key of these tests, long enough", "CHEST_MASTER_KEY")
PROJECT = Path(__file__).parents[2]
HEADER = 184  # with one recipient, and the nonce behind it
WORDS = b"Avo Rosa baked bread in the bakery. "


def opened(root: Path, *, encrypts: bool = True, master: GivenKey = MASTER) -> EncryptedStore:
    store = open_store(str(root), secret=SECRET, master_key=master, encrypts=encrypts)
    assert isinstance(store, EncryptedStore)
    return store


@pytest.fixture
def store(tmp_path: Path) -> EncryptedStore:
    return opened(tmp_path / "blobs")


@pytest.fixture
def plain(tmp_path: Path) -> LocalStore:
    """The same folder, as it was kept before."""
    return LocalStore(tmp_path / "blobs", secret=SECRET)


def read(store: EncryptedStore, key: str = KEY, start: int = 0, stop: int | None = None) -> bytes:
    return b"".join(store.iter_range(key, start=start, stop=stop))


def file_of(root: Path, key: str = KEY) -> Path:
    return root / "blobs" / "encrypted" / "objects" / key


def holds_words(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and WORDS in path.read_bytes()]


async def send(store: EncryptedStore, handle: str, n: int, body: bytes) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 50_000):
            yield body[at : at + 50_000]

    await store.write_part(handle, n, sha256=hashlib.sha256(body).hexdigest(), chunks=chunks())


def test_nothing_plain_lies_on_the_disk_not_even_while_it_arrives(
    tmp_path: Path, store: EncryptedStore
) -> None:
    data = WORDS * 20_000
    store.put(KEY, [data])
    store.copy(KEY, f"{KEY}-copy")
    handle = store.begin_parts("v1/film", size=len(data), part_size=CHUNK * 5)
    for n in range(1, len(data) // (CHUNK * 5) + 2):
        asyncio.run(send(store, handle, n, data[(n - 1) * CHUNK * 5 : n * CHUNK * 5]))
        assert not holds_words(tmp_path)
    store.complete_parts(handle)
    assert not holds_words(tmp_path)
    assert read(store, "v1/film") == read(store) == data
    assert not list((tmp_path / "blobs" / "encryption" / "objects" / "uploads").iterdir())


def test_age_opens_a_blob_with_the_identity_of_the_ring(
    tmp_path: Path, store: EncryptedStore
) -> None:
    program = shutil.which("age")
    if program is None:
        missing("No age here, so whether it opens our blobs was not tried: apt-get install age.")
    assert program
    data = Random(1).randbytes(3 * CHUNK + 1)
    store.put(KEY, [data])
    identity = tmp_path / "identity"
    identity.write_text(str(store.keys.current()))
    command = [program, "-d", "-i", identity, file_of(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=True).stdout == data


def test_what_lay_there_before_stays_readable_and_is_replaced_encrypted(
    store: EncryptedStore, plain: LocalStore
) -> None:
    plain.put(KEY, [b"from before"])
    plain.put("v1/other", [b"another"])
    assert store.stat(KEY) == BlobInfo(KEY, 11)
    assert read(store, start=5) == b"before"
    with store.as_file(KEY) as path:
        assert path.read_bytes() == b"from before"
    store.put(KEY, [b"new"])
    assert read(store) == b"new"
    assert list(plain.iter_keys()) == ["v1/other"]
    assert list(store.iter_keys()) == [KEY, "v1/other"]
    store.delete("v1/other")
    assert not store.exists("v1/other")
    assert list(plain.iter_keys()) == []


def test_an_age_file_that_somebody_uploads_comes_back_as_it_is(
    tmp_path: Path, store: EncryptedStore, plain: LocalStore
) -> None:
    """Even one that our own key would open, before encryption was turned on and after."""
    store.put(KEY, [b"a secret of somebody else"])
    theirs = file_of(tmp_path).read_bytes()
    plain.put("v1/before", [theirs])
    store.put("v1/after", [theirs])
    assert read(store, "v1/before") == theirs
    assert read(store, "v1/after") == theirs
    assert store.seal("v1/before")
    assert read(store, "v1/before") == theirs


def test_no_key_leads_to_what_the_store_keeps_for_itself(store: EncryptedStore) -> None:
    store.put(KEY, [b"x"])
    for key in ("encryption/keys/x.json", f"encrypted/{KEY}"):
        for attempt in (store.stat, store.exists, store.delete, store.iter_range, store.seal):
            with pytest.raises(InvalidKey):
                attempt(key)
        with pytest.raises(InvalidKey):
            store.put(key, [b"x"])
    assert list(store.iter_keys("encrypt")) == []


def test_browsers_get_no_address_of_the_store(store: EncryptedStore) -> None:
    store.put(KEY, [b"x"])
    url = store.presigned_url(KEY, seconds=9, media_type="a/b", file_name="a", inline=True)
    assert (url, store.browser_origin, store.local_path(KEY)) == (None, "", None)


class Touched(LocalStore):
    """A labelled fake: a folder that remembers what was read of it."""

    touched: list[tuple[int, int]]

    def iter_range(self, key: str, *, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        assert stop is not None
        self.touched.append((start, stop))
        return super().iter_range(key, start=start, stop=stop)


def test_a_range_reads_only_its_chunks(tmp_path: Path, store: EncryptedStore) -> None:
    data = Random(3).randbytes(100 * CHUNK + 9)
    store.put(KEY, [data])
    sealed = Touched(tmp_path / "blobs" / "encrypted", secret=SECRET)
    sealed.touched = []
    seen = EncryptedStore(
        plain=store._plain, sealed=sealed, desk=store._desk, keys=store.keys, secret=SECRET
    )
    start, stop = 50 * CHUNK + 3, 52 * CHUNK - 3
    assert read(seen, start=start, stop=stop) == data[start:stop]
    sealed.touched.clear()
    assert read(seen, start=start, stop=stop) == data[start:stop]
    first = HEADER + 50 * SEALED_CHUNK
    assert sealed.touched == [(first, first + 2 * SEALED_CHUNK)]


@pytest.mark.parametrize("size", [0, 1, CHUNK, 2 * CHUNK + 7, 40 * CHUNK])
def test_every_flipped_byte_is_refused_with_the_name_of_the_blob(
    tmp_path: Path, store: EncryptedStore, size: int
) -> None:
    store.put(KEY, [Random(size).randbytes(size)])
    path = file_of(tmp_path)
    right = path.read_bytes()
    ends = [HEADER + n * SEALED_CHUNK for n in range(size // CHUNK + 1)]
    for at in [0, 40, 100, 180, HEADER - 1, *(end + 3 for end in ends), len(right) - 1]:
        if at >= len(right):
            continue
        path.write_bytes(right[:at] + bytes([right[at] ^ 4]) + right[at + 1 :])
        # A new object: what was found right before is not looked at again.
        with pytest.raises((BlobDamaged, KeyTrouble)) as caught:
            read(opened(tmp_path / "blobs"))
        assert KEY in str(caught.value)
        assert caught.value.key == KEY
    path.write_bytes(right)
    assert len(read(opened(tmp_path / "blobs"))) == size


@pytest.mark.parametrize("left", [0, 50, HEADER, HEADER + 16, HEADER + SEALED_CHUNK, -1])
def test_a_blob_that_was_cut_short_is_refused_before_its_first_byte(
    tmp_path: Path, store: EncryptedStore, left: int
) -> None:
    store.put(KEY, [Random(1).randbytes(40 * CHUNK)])
    read(store)  # also by one that has read it before
    path = file_of(tmp_path)
    path.write_bytes(path.read_bytes()[:left])
    for one in (store, opened(tmp_path / "blobs")):
        with pytest.raises(BlobDamaged, match=KEY):
            one.iter_range(KEY, start=0, stop=10)
        with pytest.raises(BlobDamaged):
            one.stat(KEY)
        with pytest.raises(BlobDamaged), one.as_file(KEY):
            pass
        assert one.exists(KEY)


def test_a_damaged_blob_is_not_passed_over_for_an_older_plain_one(
    tmp_path: Path, store: EncryptedStore, plain: LocalStore
) -> None:
    store.put(KEY, [b"new"])
    plain.put(KEY, [b"old"])
    file_of(tmp_path).write_bytes(b"age-encryption.org/v1\nnonsense")
    with pytest.raises(BlobDamaged):
        store.iter_range(KEY)


def test_turned_off_new_bytes_are_plain_and_old_ones_stay_readable(
    tmp_path: Path, store: EncryptedStore, plain: LocalStore
) -> None:
    store.put(KEY, [b"from when it was on"])
    handle = store.begin_parts("v1/film", size=5, part_size=CHUNK)
    off = opened(tmp_path / "blobs", encrypts=False)
    off.put("v1/new", [b"plain again"])
    assert read(off) == b"from when it was on"
    assert off.stat(KEY).size == 19
    assert list(plain.iter_keys()) == ["v1/new"]
    asyncio.run(send(off, handle, 1, b"bread"))  # what was begun goes on
    assert off.complete_parts(handle).size == 5
    off.put(KEY, [b"replaced"])
    assert read(off) == b"replaced"
    assert not file_of(tmp_path).exists()
    assert list(off.iter_keys()) == [KEY, "v1/film", "v1/new"]


def test_an_upload_from_before_takes_no_more_parts_and_is_encrypted_at_its_end(
    store: EncryptedStore, plain: LocalStore
) -> None:
    async def send_plain(handle: str) -> None:
        async def chunks() -> AsyncIterator[bytes]:
            yield WORDS

        digest = hashlib.sha256(WORDS).hexdigest()
        await plain.write_part(handle, 1, sha256=digest, chunks=chunks())

    handle = plain.begin_parts(KEY, size=len(WORDS), part_size=CHUNK)
    with pytest.raises(PartRejected) as caught:
        store.part_target(handle, 1, upload_id="a", sha256="0" * 64)
    assert caught.value.reason == "unknown_upload"
    asyncio.run(send_plain(handle))
    assert list(store.list_parts(handle)) == [1]
    for _ in range(2):
        assert store.complete_parts(handle) == BlobInfo(KEY, len(WORDS))
    assert read(store) == WORDS
    assert list(plain.iter_keys()) == []
    second = plain.begin_parts("v1/second", size=9, part_size=CHUNK)
    store.abort_parts(second)
    with pytest.raises(PartRejected):
        plain.list_parts(second)


def test_an_upload_needs_room_twice(store: EncryptedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "free_bytes", lambda: 199)
    with pytest.raises(StorageFull, match="200"):
        store.begin_parts(KEY, size=100, part_size=CHUNK)


def test_old_blobs_are_encrypted_and_doing_it_again_does_nothing(
    tmp_path: Path, store: EncryptedStore, plain: LocalStore
) -> None:
    sizes = [0, 1, CHUNK, 3 * CHUNK + 1]
    for size in sizes:
        plain.put(f"v1/{size}", [Random(size).randbytes(size)])
    assert list(store.iter_plain()) == sorted(f"v1/{size}" for size in sizes)
    for size in sizes:
        assert store.seal(f"v1/{size}")
        assert not store.seal(f"v1/{size}")
        assert read(store, f"v1/{size}") == Random(size).randbytes(size)
    assert list(plain.iter_keys()) == list(store.iter_plain()) == []
    assert sorted(store.iter_sealed()) == sorted(f"v1/{size}" for size in sizes)


def test_what_a_kill_left_in_both_places_is_settled_for_the_newer(
    tmp_path: Path, store: EncryptedStore, plain: LocalStore
) -> None:
    store.put(KEY, [b"the same"])
    plain.put(KEY, [b"the same"])
    assert store.seal(KEY)
    assert read(store) == b"the same"
    assert list(plain.iter_keys()) == []
    plain.put(KEY, [b"written while it was off"])  # and then killed
    assert store.seal(KEY)
    assert read(store) == b"written while it was off"
    plain.put(KEY, [b"much older"])
    os.utime(plain.local_path(KEY), (1, 1))
    assert store.seal(KEY)
    assert read(store) == b"written while it was off"
    plain.put(KEY, [b"whole"])
    file_of(tmp_path).write_bytes(b"half")
    os.utime(plain.local_path(KEY), (1, 1))
    assert store.seal(KEY)
    assert read(store) == b"whole"


def test_what_is_deleted_while_it_is_encrypted_stays_deleted(
    store: EncryptedStore, plain: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.put(KEY, [b"x" * CHUNK * 3])
    ask = store._is_sealed_since

    def deleted_meanwhile(key: str) -> bool:
        store.delete(key)
        return ask(key)

    monkeypatch.setattr(store, "_is_sealed_since", deleted_meanwhile)
    assert not store.seal(KEY)
    assert not store.exists(KEY)


def test_the_work_is_killed_again_and_again_and_no_blob_is_lost(tmp_path: Path) -> None:
    root = tmp_path / "blobs"
    plain = LocalStore(root, secret=SECRET)
    blobs = {f"v1/o/{n:03}": Random(n).randbytes(n * 9_001) for n in range(60)}
    for key, data in blobs.items():
        plain.put(key, [data])
    opened(root).keys.current()
    command = [sys.executable, "-m", "tests.storage.sealing", str(root)]
    chance, kills = Random(7), 0
    while True:
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as work:
            assert work.stdout
            for _ in range(chance.randint(3, 14)):
                if work.stdout.readline() in ("", "done\n"):
                    break
            else:
                work.kill()
        store = opened(root)
        for key, data in blobs.items():
            assert read(store, key) == data, (key, kills)
        assert list(store.iter_keys()) == sorted(blobs)
        if work.returncode == 0:
            break
        assert work.returncode == -signal.SIGKILL
        kills += 1
    assert kills >= 3
    assert list(store.iter_plain()) == []


def test_a_wrong_master_key_opens_nothing_and_writes_nothing(
    tmp_path: Path, store: EncryptedStore
) -> None:
    store.put(KEY, [b"x"])
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(KeyTrouble, match="another master key"):
        opened(tmp_path / "blobs", master=GivenKey(b"y" * 40, "CHEST_MASTER_KEY"))
    with pytest.raises(KeyTrouble, match="no master key"):
        open_store(str(tmp_path / "blobs"), secret=SECRET, encrypts=True)
    with pytest.raises(KeyTrouble, match="no master key"):
        open_store(str(tmp_path / "blobs"), secret=SECRET)
    assert sorted(tmp_path.rglob("*")) == before


def test_after_a_rotation_old_and_new_blobs_open(tmp_path: Path, store: EncryptedStore) -> None:
    other = opened(tmp_path / "blobs")  # a process that runs already
    store.put("v1/old", [b"old"])
    assert read(other, "v1/old") == b"old"
    first = store.keys.current()
    second = opened(tmp_path / "blobs").keys.rotate()
    store.put("v1/still", [b"still the first key, for a minute"])
    fresh = opened(tmp_path / "blobs")
    assert fresh.keys.current() == second.identity != first
    fresh.put("v1/new", [b"new"])
    for one in (store, other, fresh):
        assert read(one, "v1/old") == b"old"
        assert read(one, "v1/new") == b"new"
    assert [key.identity for key in fresh.keys.list_keys()] == [second.identity, first]


def test_a_key_that_is_gone_is_said_to_be(tmp_path: Path, store: EncryptedStore) -> None:
    store.put(KEY, [b"x"])
    (key,) = (tmp_path / "blobs" / "encryption" / "objects" / "keys").iterdir()
    key.unlink()
    with pytest.raises(KeyTrouble, match="keys list") as caught:
        read(opened(tmp_path / "blobs"))
    assert caught.value.key == KEY
    assert not isinstance(caught.value, BlobMissing)
