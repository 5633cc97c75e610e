"""With encryption on, what is packed, sent in parts and laid down for a while is not to be read on
the disk: neither meanwhile nor afterwards."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from chest.database import Database
from chest.models import Kind
from storage.base import BlobInfo
from storage.encryption import EncryptedStore
from storage.factory import open_store
from storage.local import LocalStore
from storage.master_keys import GivenKey
from tests.builders import Family
from tests.chest.exports.conftest import Exporting, add_file

LETTER = b"Querida Ana, nobody is to know of the house in Alcacer.\n"
PHOTO = b"the bytes of a photograph of the sea at Arrabida"
WORDS = (LETTER.strip(), PHOTO, b"A caption of the dunes at Troia")
SECRET = b"a secret of these tests"


@pytest.fixture
def blobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EncryptedStore:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    master = GivenKey(b"a master key of these tests, long enough", "CHEST_MASTER_KEY")
    store = open_store(str(tmp_path / "blobs"), secret=SECRET, master_key=master, encrypts=True)
    assert isinstance(store, EncryptedStore)
    return store


def list_readable(*folders: Path) -> list[str]:
    """Files in which one of the words can be read, and such that are open without a name."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    for opened in Path("/proc/self/fd").iterdir():
        target = os.readlink(opened) if opened.is_symlink() else ""
        if any(target.startswith(f"{folder}/") for folder in folders):
            files += [opened] if opened.is_file() else []
    return [str(path) for path in files if any(word in path.read_bytes() for word in WORDS)]


@pytest.mark.one_database
def test_no_word_of_what_was_given_lies_on_the_disk(
    database: Database,
    blobs: EncryptedStore,
    exporting: Exporting,
    family: Family,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders = (tmp_path / "blobs", tmp_path / "tmp")
    monkeypatch.setattr("chest.exports.job.PIECE_MEMORIES", 1)
    for number in range(3):
        letter = LETTER * 3000 + str(number).encode()  # more than one chunk of age
        add_file(
            database, blobs, family.chest_id, letter, kind=Kind.document, media_type="text/plain"
        )
        add_file(
            database,
            blobs,
            family.chest_id,
            PHOTO * 3000 + str(number).encode(),
            caption=WORDS[2].decode(),
        )
    send_a_part(blobs, PHOTO * 5000)
    looked = 0
    real = blobs.put

    def put(key: str, chunks: Iterable[bytes]) -> BlobInfo:
        def looked_at() -> Iterator[bytes]:
            nonlocal looked
            for chunk in chunks:
                yield chunk
                if looked % 10 == 0:
                    assert list_readable(*folders) == []
                looked += 1

        return real(key, looked_at())

    monkeypatch.setattr(blobs, "put", put)
    made = exporting.take(family.keeper, family.chest_id)
    assert looked > 50
    assert list_readable(*folders) == []
    assert list((tmp_path / "tmp").iterdir()) == []
    # It was there to be read all the time, for whoever has the key.
    path = exporting.fetch(family.keeper, made.id, tmp_path / made.name)
    with ZipFile(path) as file:
        whole = b"".join(file.read(name) for name in file.namelist())
    assert all(word in whole for word in WORDS)
    with blobs.as_file(next(iter(blobs.iter_keys(f"v1/{family.chest_id}/o/")))):
        assert len(list_readable(tmp_path / "tmp")) == 1  # the look for words finds one
    assert list((tmp_path / "tmp").iterdir()) == []


def send_a_part(blobs: EncryptedStore, data: bytes) -> None:
    """Half of an upload: one part is here, the other never comes."""
    size = 8 * 1024 * 1024
    part = (data * (size // len(data) + 1))[:size]
    handle = blobs.begin_parts("v1/half", size=2 * size, part_size=size)

    async def chunks() -> AsyncIterator[bytes]:
        yield part

    digest = sha256(part).hexdigest()
    asyncio.run(blobs.write_part(handle, 1, sha256=digest, chunks=chunks()))
    assert blobs.list_parts(handle)


def test_without_encryption_the_same_look_finds_the_words(tmp_path: Path) -> None:
    LocalStore(tmp_path / "plain", secret=SECRET).put("letter", [LETTER])
    assert len(list_readable(tmp_path / "plain")) == 1
