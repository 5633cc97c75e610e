"""Old files are encrypted little by little, whoever kills the work, and the doctor says how far."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from chest.blob_store import open_blobs
from chest.database import Database
from chest.errors import SettingsError
from chest.models import BlobTrash
from chest.settings import Settings
from chest.upkeep.encryption import EncryptOld, check_encryption
from chest.upkeep.samples import check_bytes
from storage.base import BlobStore, StorageUnavailable
from storage.encryption import EncryptedStore
from storage.local import LocalStore
from tests.builders import add_account, add_asset, add_chest

KEYS = [f"v1/chest/o/{n:02}" for n in range(12)]
SECRET = b"0" * 32


@pytest.fixture
def plain(tmp_path: Path) -> LocalStore:
    store = LocalStore(tmp_path / "data" / "blobs", secret=SECRET)
    for key in KEYS:
        store.put(key, [key.encode() * 9_000])
    return store


def settings_of(tmp_path: Path, **more: object) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        **{"encrypt": "on", "master_key_file": tmp_path / "master.key", **more},
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_of(tmp_path)


@pytest.fixture
def blobs(settings: Settings, plain: LocalStore) -> EncryptedStore:
    store = open_blobs(settings, secret=SECRET)
    assert isinstance(store, EncryptedStore)
    return store


def test_a_run_ends_after_its_time_and_the_next_goes_on(
    database: Database, blobs: EncryptedStore
) -> None:
    work = EncryptOld(database=database, blobs=blobs, seconds=0.0)
    for n in range(1, len(KEYS) + 1):
        done = work.run()
        assert (done.files, done.failed, done.is_over) == (1, 0, False)
        assert len(list(blobs.iter_plain())) == len(KEYS) - n
    assert work.run().is_over
    assert list(blobs.iter_sealed()) == KEYS
    assert b"".join(blobs.iter_range(KEYS[3])) == KEYS[3].encode() * 9_000


def test_two_at_once_do_no_harm(database: Database, blobs: EncryptedStore) -> None:
    one, other = (EncryptOld(database=database, blobs=blobs, seconds=0.0) for _ in range(2))
    while not (one.run().is_over and other.run().is_over):
        pass
    assert list(blobs.iter_keys()) == list(blobs.iter_sealed()) == KEYS


def test_what_is_about_to_be_deleted_is_left_to_the_trash(
    database: Database, blobs: EncryptedStore
) -> None:
    with database.write() as session:
        session.add(BlobTrash(storage_key=KEYS[0]))
    EncryptOld(database=database, blobs=blobs).run()
    assert list(blobs.iter_plain()) == [KEYS[0]]


def test_one_that_fails_does_not_keep_the_others_back(
    database: Database, blobs: EncryptedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = blobs._digest_sealed
    monkeypatch.setattr(
        blobs, "_digest_sealed", lambda key: b"wrong" if key == KEYS[1] else right(key)
    )
    done = EncryptOld(database=database, blobs=blobs).run()
    assert (done.files, done.failed) == (len(KEYS) - 1, 1)
    assert KEYS[1] in done.reason
    assert list(blobs.iter_plain()) == [KEYS[1]], "it is not lost"


def test_a_store_out_of_reach_is_tried_again(
    database: Database, blobs: EncryptedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unplugged(key: str) -> bool:
        raise StorageUnavailable("unplugged")

    work = EncryptOld(database=database, blobs=blobs)
    with monkeypatch.context() as patch:
        patch.setattr(blobs, "seal", unplugged)
        with pytest.raises(StorageUnavailable):
            work.run()
    assert work.run().files == len(KEYS)


def test_with_encryption_off_nothing_is_done(
    tmp_path: Path, database: Database, plain: LocalStore
) -> None:
    off = open_blobs(settings_of(tmp_path, encrypt="off"), secret=SECRET)
    stores: list[BlobStore] = [plain, off]
    for store in stores:
        assert EncryptOld(database=database, blobs=store).run().files == 0
    assert list(plain.iter_keys()) == KEYS


def test_the_doctor_says_how_far_it_is_and_where_the_key_lies(
    tmp_path: Path, database: Database, settings: Settings, plain: LocalStore
) -> None:
    assert "is off: whoever reads the disk" in check_encryption(settings, plain).sentence
    blobs = open_blobs(settings, secret=SECRET)
    assert "0 files lie encrypted, 12 are still to be" in check_encryption(settings, blobs).sentence
    EncryptOld(database=database, blobs=blobs).run()
    found = check_encryption(settings, blobs)
    assert found.ok
    assert "12 files lie encrypted. Keep the file" in found.sentence
    (tmp_path / "master.key").chmod(0o644)
    found = check_encryption(settings, blobs)
    assert not found.ok
    assert "chmod 600" in found.sentence
    off = open_blobs(settings_of(tmp_path, encrypt="off"), secret=SECRET)
    found = check_encryption(settings, off)
    assert found.ok
    assert "is off for what comes; 12 files lie encrypted and can be read" in found.sentence


def test_the_library_does_not_open_without_the_right_key(
    tmp_path: Path, blobs: EncryptedStore
) -> None:
    blobs.put("v1/new", [b"x"])
    for more, said in (
        ({"master_key_file": None}, "there is no master key"),
        ({"master_key_file": "", "encrypt": "off"}, "there is no master key"),
        ({"master_key_file": None, "master_key": "y" * 40}, "another master key"),
        ({"master_key": "y" * 40}, "are set"),
        ({"master_key_file": tmp_path / "gone"}, "Bring it back"),
    ):
        with pytest.raises(SettingsError, match=said):
            open_blobs(settings_of(tmp_path, **more), secret=SECRET)


def test_a_damaged_file_is_told_among_the_others(
    database: Database, settings: Settings, blobs: EncryptedStore
) -> None:
    chest_id = add_chest(database, add_account(database))
    for n in range(3):
        data = f"bytes of {n}".encode()
        blobs.put(f"v1/c/o/{n}", [data])
        digest = sha256(data).hexdigest()
        add_asset(database, chest_id, storage_key=f"v1/c/o/{n}", bytes=len(data), sha256=digest)
    assert check_bytes(database, blobs, sample=None).ok
    path = settings.data_dir / "blobs" / "encrypted" / "objects" / "v1" / "c" / "o" / "1"
    path.write_bytes(path.read_bytes()[:-1] + b"~")
    found = check_bytes(database, open_blobs(settings, secret=SECRET), sample=None)
    assert not found.ok
    assert "all 3 were read; 1 is not as it came" in found.sentence
    assert "(damaged)" in found.sentence
