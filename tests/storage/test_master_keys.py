"""The key that wraps all others: where it comes from, what is said when it is not there, and how it
is changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from storage.base import KeyTrouble, StorageUnavailable
from storage.encryption import EncryptedStore
from storage.factory import open_store
from storage.keyring import Keyring
from storage.local import LocalStore
from storage.master_keys import (
    GivenKey,
    KeyFile,
    KmsKey,
    MasterKey,
    WrongMasterKey,
    choose_master_key,
)
from tests.servers.s3 import S3Server

SECRET = b"0123456789abcdef"
TEXT = "a text that is long enough to be a master key"
KEY = "v1/chest/o/one"


@pytest.fixture
def desk(tmp_path: Path) -> LocalStore:
    return LocalStore(tmp_path / "desk", secret=SECRET)


@pytest.fixture(params=["moto", "localstack"])
def cloud(request: pytest.FixtureRequest) -> S3Server:
    server: S3Server = request.getfixturevalue(request.param)
    return server


def open_kms(server: S3Server, key_id: str = "") -> KmsKey:
    client = server.connect("kms")
    key_id = key_id or client.create_key()["KeyMetadata"]["KeyId"]
    return KmsKey(key_id, setting="CHEST_MASTER_KEY_KMS", client=client)


def test_a_master_key_has_one_place_and_is_long_enough(tmp_path: Path) -> None:
    assert choose_master_key() is None
    given = choose_master_key(text=TEXT)
    assert isinstance(given, GivenKey)
    assert TEXT not in repr(given)
    assert isinstance(choose_master_key(file=tmp_path / "key"), KeyFile)
    assert isinstance(choose_master_key(kms="alias/chest"), KmsKey)
    with pytest.raises(KeyTrouble, match="CHEST_MASTER_KEY and CHEST_MASTER_KEY_KMS are set"):
        choose_master_key(text=TEXT, kms="alias/chest")
    with pytest.raises(KeyTrouble, match="CHEST_NEW_MASTER_KEY is too short"):
        choose_master_key(text="x" * 31, setting="CHEST_NEW_MASTER_KEY")


def test_what_one_key_wrapped_no_other_opens_nor_under_another_label() -> None:
    one, other = GivenKey(TEXT.encode(), "a"), GivenKey(TEXT.encode() + b".", "b")
    wrapped = one.wrap(b"s" * 32, label="first")
    assert one.unwrap(wrapped, label="first") == b"s" * 32
    assert one.wrap(b"s" * 32, label="first") != wrapped
    changed = wrapped[:20] + bytes([wrapped[20] ^ 1]) + wrapped[21:]
    for key, label, text in (
        (other, "first", wrapped),
        (one, "second", wrapped),
        (one, "first", changed),
        (one, "first", wrapped[:10]),
    ):
        with pytest.raises(WrongMasterKey, match="another master key"):
            key.unwrap(text, label=label)


def test_a_key_file_is_made_on_first_use_for_its_owner_alone_and_never_again(
    tmp_path: Path, desk: LocalStore
) -> None:
    path = tmp_path / "keys" / "master.key"
    os.umask(os.umask(0))  # whatever is set: the file says it itself
    file = KeyFile(path, "CHEST_MASTER_KEY_FILE")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: KeyFile(path, "S").make(), range(4)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["master.key"]
    made = path.read_bytes()
    identity = Keyring(desk, file).current()
    assert path.read_bytes() == made
    assert Keyring(desk, KeyFile(path, "S")).current() == identity
    path.unlink()
    with pytest.raises(KeyTrouble, match="Bring it back"):
        Keyring(desk, file).current()
    assert not path.exists(), "a new key must not hide that the right one is missing"


def test_a_key_file_that_cannot_be_used_is_named(tmp_path: Path, desk: LocalStore) -> None:
    with pytest.raises(KeyTrouble, match="cannot be read"):
        Keyring(desk, KeyFile(tmp_path, "CHEST_MASTER_KEY_FILE")).current()
    (tmp_path / "short").write_text("abc\n")
    with pytest.raises(KeyTrouble, match="short is too short"):
        Keyring(desk, KeyFile(tmp_path / "short", "CHEST_MASTER_KEY_FILE")).current()
    with pytest.raises(KeyTrouble, match="No master key can be made"):
        KeyFile(tmp_path / "short" / "below", "CHEST_MASTER_KEY_FILE").make()


def test_many_processes_that_begin_at_once_lose_no_key(desk: LocalStore) -> None:
    master = GivenKey(TEXT.encode(), "CHEST_MASTER_KEY")
    rings = [Keyring(desk, master) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        used = list(threads.map(lambda ring: ring.current(), rings))
    known = Keyring(desk, master).identities()
    assert set(used) <= set(known)


def test_a_new_key_is_the_newest_whatever_the_clock_says(
    desk: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = Keyring(desk, GivenKey(TEXT.encode(), "CHEST_MASTER_KEY"))
    made = [ring.rotate() for _ in range(3)]
    assert [key.id for key in ring.list_keys()] == [key.id for key in reversed(made)]
    first = ring.list_keys()[0]
    path = next((desk.root / "objects" / "keys").glob(f"{first.id}*"))
    path.write_text(path.read_text().replace(f'"{first.made:%Y}', '"2999'))
    ahead = Keyring(desk, GivenKey(TEXT.encode(), "CHEST_MASTER_KEY"))
    newest = ahead.rotate()
    assert ahead.current() == newest.identity


def test_a_damaged_key_is_said_to_be_damaged(desk: LocalStore) -> None:
    master = GivenKey(TEXT.encode(), "CHEST_MASTER_KEY")
    Keyring(desk, master).current()
    (path,) = (desk.root / "objects" / "keys").iterdir()
    right = path.read_text()
    for wrong, said in (
        ("{", "is damaged"),
        (right.replace('"format": 1', '"format": 2'), "newer program"),
        (right.replace(f'"id": "{path.stem}', '"id": "other'), "is damaged"),
        (right.replace('"recipient": "age1', '"recipient": "age2'), "does not fit"),
    ):
        path.write_text(wrong)
        with pytest.raises(KeyTrouble, match=said):
            Keyring(desk, master).identities()


def test_a_key_of_kms_wraps_and_opens_and_another_does_not(
    cloud: S3Server, desk: LocalStore
) -> None:
    master = open_kms(cloud)
    identity = Keyring(desk, master).current()
    assert Keyring(desk, master).current() == identity
    (path,) = (desk.root / "objects" / "keys").iterdir()
    assert "AWS KMS" in path.read_text()
    with pytest.raises(WrongMasterKey, match="another master key"):
        master.unwrap(master.wrap(b"s" * 32, label="one"), label="two")
    # moto says to that what AWS says to those who may not; LocalStack says what AWS says.
    with pytest.raises(WrongMasterKey if cloud.enforces_signatures else KeyTrouble):
        Keyring(desk, open_kms(cloud)).current()
    with pytest.raises(KeyTrouble, match="CHEST_MASTER_KEY_KMS"):
        open_kms(cloud, "00000000-0000-0000-0000-000000000000").wrap(b"s" * 32, label="one")


def test_kms_out_of_reach_is_said_and_is_no_wrong_key(tmp_path: Path) -> None:
    nowhere = S3Server("http://127.0.0.1:9").connect("kms")
    with pytest.raises(KeyTrouble, match="cannot be reached") as caught:
        KmsKey("x", setting="CHEST_MASTER_KEY_KMS", client=nowhere).wrap(b"s", label="one")
    assert not isinstance(caught.value, WrongMasterKey)


def test_a_master_key_that_cannot_be_used_is_refused_before_anything_was_wrapped(
    tmp_path: Path, moto: S3Server
) -> None:
    (tmp_path / "short").write_text("abc")
    for master in (
        open_kms(moto, "00000000-0000-0000-0000-000000000000"),
        KeyFile(tmp_path / "short", "CHEST_MASTER_KEY_FILE"),
    ):
        with pytest.raises(KeyTrouble):
            open_store(str(tmp_path / "b"), secret=SECRET, master_key=master, encrypts=True)
    file = KeyFile(tmp_path / "new", "CHEST_MASTER_KEY_FILE")
    store = open_store(str(tmp_path / "b"), secret=SECRET, master_key=file, encrypts=True)
    store.check()
    assert not file.path.exists(), "looking makes nothing"
    store.put(KEY, [b"x"])
    assert file.path.exists()


Masters = list[MasterKey]


@pytest.fixture
def masters(tmp_path: Path, moto: S3Server) -> Masters:
    return [
        GivenKey(TEXT.encode(), "CHEST_MASTER_KEY"),
        KeyFile(tmp_path / "master.key", "CHEST_MASTER_KEY_FILE"),
        open_kms(moto),
    ]


def test_the_master_key_is_changed_for_any_other_and_no_blob_is_written_anew(
    tmp_path: Path, masters: Masters
) -> None:
    def opened(master: MasterKey) -> EncryptedStore:
        store = open_store(str(tmp_path / "b"), secret=SECRET, master_key=master, encrypts=True)
        assert isinstance(store, EncryptedStore)
        return store

    store = opened(masters[0])
    store.put(KEY, [b"old"])
    store.keys.rotate()
    store.put("v1/new", [b"new"])
    sealed = {key: store._sealed.stat(key).modified for key in store.iter_keys()}
    for old, new in zip(masters, [*masters[1:], masters[0]], strict=True):
        assert opened(old).keys.rewrap(new) == 2
        assert opened(new).keys.rewrap(new) == 0
        with pytest.raises(KeyTrouble):
            opened(old)
        assert b"".join(opened(new).iter_range(KEY)) == b"old"
        assert b"".join(opened(new).iter_range("v1/new")) == b"new"
    assert {key: store._sealed.stat(key).modified for key in store.iter_keys()} == sealed


class Dying(LocalStore):
    """A labelled fake: a folder that writes once, and then is unplugged."""

    written = 0

    def put(self, key: str, chunks: Any) -> Any:
        self.written += 1
        if self.written > 1:
            raise StorageUnavailable("unplugged")
        return super().put(key, chunks)


def test_a_change_that_was_ended_in_the_middle_is_gone_on_with(
    tmp_path: Path, desk: LocalStore
) -> None:
    old, new = GivenKey(TEXT.encode(), "old"), GivenKey(b"n" * 40, "new")
    ring = Keyring(desk, old)
    keys = {ring.rotate().identity for _ in range(3)}
    with pytest.raises(StorageUnavailable, match="unplugged"):
        Keyring(Dying(tmp_path / "desk", secret=SECRET), old).rewrap(new)
    with pytest.raises(WrongMasterKey):
        Keyring(desk, old).identities()
    assert Keyring(desk, old).rewrap(new) == 2
    assert set(Keyring(desk, new).identities()) == keys


def test_a_bucket_encrypts_by_a_key_of_kms_where_that_is_set(moto: S3Server) -> None:
    key_id = moto.connect("kms").create_key()["KeyMetadata"]["KeyId"]
    bucket = moto.new_bucket()
    store = moto.open(bucket, sse_kms_key=key_id)
    store.put("v1/small", [b"x"])
    store.put("v1/large", [bytes(9 * 1024 * 1024)])
    store.copy("v1/small", "v1/copy")
    handle = store.begin_parts("v1/parts", size=0, part_size=8 * 1024 * 1024)
    store.complete_parts(handle)
    begun: Callable[..., Any] = moto.client.create_multipart_upload
    assert begun(Bucket=bucket, Key="x").get("SSEKMSKeyId") is None, "not by the bucket's default"
    for key in ("v1/small", "v1/large", "v1/copy", "v1/parts"):
        said = moto.client.head_object(Bucket=bucket, Key=key)
        assert said["ServerSideEncryption"] == "aws:kms", key
        assert said["SSEKMSKeyId"].endswith(key_id), key
