"""Blobs of private chests lie encrypted to their chest's key, whatever is done to them."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from storage.age_format import Identity
from storage.base import BlobMissing, ChestLockedAway, InvalidKey, KeyTrouble
from storage.factory import open_store
from storage.master_keys import GivenKey
from storage.private import ChestKey, PrivateStore
from tests.conftest import missing

WORDS = b"The teapot was red." * 10_000
SECRET = b"s" * 32


class Keys:
    """Chests and their keys, as the database of an installation has them."""

    def __init__(self) -> None:
        self.known: dict[str, ChestKey] = {}

    def find(self, chest: str) -> ChestKey | None:
        return self.known.get(chest)


class Place:
    def __init__(self, folder: Path, *, encrypts: bool) -> None:
        self.folder = folder
        self.keys = Keys()
        self.identity = Identity.make()
        self.chest = str(uuid4())
        store = open_store(
            str(folder),
            secret=SECRET,
            master_key=GivenKey(b"m" * 32, "CHEST_MASTER_KEY") if encrypts else None,
            encrypts=encrypts,
            chest_keys=self.keys,
        )
        assert isinstance(store, PrivateStore)
        self.store = store

    def key(self, kind: str = "o") -> str:
        return f"v1/{self.chest}/{kind}/{uuid4().hex}"

    def make_private(self, *, is_open: bool = True) -> None:
        self.keys.known[self.chest] = ChestKey(
            self.identity.recipient, self.identity if is_open else None
        )

    def lie_plain(self, words: bytes) -> bool:
        return any(words in path.read_bytes() for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return Place(tmp_path / "blobs", encrypts=request.param)


def test_what_comes_is_encrypted_at_once_and_read_in_any_stretch(place: Place) -> None:
    place.make_private()
    key = place.key()
    assert place.store.put(key, [WORDS]).size == len(WORDS)
    assert not place.lie_plain(WORDS[:64])
    assert b"".join(place.store.iter_range(key)) == WORDS
    assert b"".join(place.store.iter_range(key, start=70_000, stop=70_050)) == WORDS[70_000:70_050]
    assert place.store.stat(key).size == len(WORDS)
    assert list(place.store.iter_keys()) == [key]


def test_while_it_is_locked_it_is_told_apart_from_what_is_missing(place: Place) -> None:
    place.make_private()
    key = place.key()
    place.store.put(key, [WORDS])
    place.make_private(is_open=False)
    for read in (place.store.stat, place.store.iter_range):
        with pytest.raises(ChestLockedAway):
            read(key)
    assert place.store.exists(key)
    with pytest.raises(BlobMissing):
        place.store.iter_range(place.key())
    late = place.key()
    place.store.put(late, [WORDS])  # its public half is enough to encrypt
    place.make_private()
    assert b"".join(place.store.iter_range(late)) == WORDS


def test_what_was_there_is_encrypted_and_goes_plain(place: Place) -> None:
    key, other = place.key(), f"v1/{uuid4()}/o/{uuid4().hex}"
    for one in (key, other):
        place.store.put(one, [WORDS])
    assert list(place.store.iter_unsealed(place.chest)) == [key]
    assert not place.store.seal(key)  # it has no key yet
    place.make_private()
    assert b"".join(place.store.iter_range(key)) == WORDS
    assert place.store.seal(key)
    assert not place.store.seal(key)
    assert list(place.store.iter_unsealed(place.chest)) == []
    assert list(place.store.iter_sealed(place.chest)) == [key]
    assert b"".join(place.store.iter_range(key)) == WORDS
    place.make_private(is_open=False)
    assert b"".join(place.store.iter_range(other)) == WORDS
    assert sorted(place.store.iter_keys()) == sorted([key, other])


def test_a_copy_is_made_and_put_back_without_the_key(place: Place) -> None:
    place.make_private()
    key = place.key()
    place.store.put(key, [WORDS])
    place.make_private(is_open=False)
    copied = b"".join(place.store.iter_as_it_lies(key))
    assert WORDS[:64] not in copied
    place.store.delete(key)
    place.store.put_as_it_lay(key, [copied])
    place.make_private()
    assert b"".join(place.store.iter_range(key)) == WORDS


def test_deleted_is_deleted_also_when_its_chest_is_gone(place: Place) -> None:
    place.make_private()
    key = place.key()
    place.store.put(key, [WORDS])
    place.keys.known.clear()
    place.store.delete(key)
    assert list(place.store.iter_keys()) == []
    assert not any(path.is_file() for path in (place.folder / "private").rglob(f"*{key[-32:]}*"))


def test_an_upload_by_parts_is_encrypted_while_it_comes(place: Place) -> None:
    place.make_private()
    key = place.key()
    handle = place.store.begin_parts(key, size=len(WORDS), part_size=100_000)
    send(place.store, handle, 1, WORDS[:100_000])
    place.make_private(is_open=False)  # locked meanwhile: what comes lies encrypted all the same
    send(place.store, handle, 2, WORDS[100_000:])
    assert not place.lie_plain(WORDS[:64])
    with pytest.raises(KeyTrouble):
        place.store.complete_parts(handle)
    place.make_private()
    assert set(place.store.list_parts(handle)) == {1, 2}
    assert place.store.complete_parts(handle).size == len(WORDS)
    assert b"".join(place.store.iter_range(key)) == WORDS
    assert not place.lie_plain(WORDS[:64])


def test_an_upload_that_was_begun_before_is_encrypted_at_its_end(place: Place) -> None:
    key = place.key()
    handle = place.store.begin_parts(key, size=len(WORDS), part_size=len(WORDS))
    place.make_private()
    send(place.store, handle, 1, WORDS)
    assert place.store.complete_parts(handle).size == len(WORDS)
    assert list(place.store.iter_unsealed(place.chest)) == []
    assert b"".join(place.store.iter_range(key)) == WORDS


def test_uploads_that_were_left_are_found_and_go(place: Place) -> None:
    place.make_private()
    handle = place.store.begin_parts(place.key(), size=10, part_size=10)
    send(place.store, handle, 1, b"0123456789")
    stale = list(place.store.iter_stale_parts(older_than_seconds=-5))
    assert len(stale) == 1
    place.store.abort_parts(stale[0])
    assert list(place.store.iter_stale_parts(older_than_seconds=-5)) == []


def test_no_key_leads_into_the_folders_of_private_chests(place: Place) -> None:
    for key in ("private/v1/x", "private-desk/x"):
        with pytest.raises(InvalidKey):
            place.store.put(key, [b"x"])


def test_age_opens_a_blob_of_a_private_chest(place: Place, tmp_path: Path) -> None:
    age = shutil.which("age")
    if age is None:
        missing("age is not installed.")
    place.make_private()
    key = place.key()
    place.store.put(key, [WORDS])
    (tmp_path / "identity").write_text(f"{place.identity}\n")
    (file,) = [path for path in (place.folder / "private").rglob(key[-32:]) if path.is_file()]
    opened = subprocess.run(
        [age, "-d", "-i", str(tmp_path / "identity"), str(file)],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert opened.stdout == WORDS


def send(store: PrivateStore, handle: str, n: int, body: bytes) -> None:
    """As a browser sends a part to this server."""
    digest = sha256(body).hexdigest()
    target = store.part_target(handle, n, upload_id="u", sha256=digest)
    query = {name: values[0] for name, values in parse_qs(urlsplit(target.url).query).items()}
    assert store.check_part_signature(
        handle,
        n,
        upload_id="u",
        expires=int(query["e"]),
        sha256=query["h"],
        signature=query["s"],
    )

    async def chunks() -> AsyncIterator[bytes]:
        yield body

    asyncio.run(store.write_part(handle, n, sha256=digest, chunks=chunks()))
