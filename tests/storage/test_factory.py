"""Which setting opens which store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage.base import KeyTrouble, StorageUnavailable
from storage.factory import open_store, was_encrypted
from storage.local import LocalStore
from storage.master_keys import GivenKey
from storage.s3 import S3Store

SECRET = b"0123456789abcdef"


def test_a_path_opens_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url, folder in [
        (str(tmp_path / "plain"), "plain"),
        ("below/here", "below/here"),
        (f"file://{tmp_path}/a%20b", "a b"),
        (f"file://localhost{tmp_path}/named", "named"),
    ]:
        store = open_store(url, secret=SECRET)
        assert isinstance(store, LocalStore)
        assert store.root == tmp_path / folder
        store.put("key", [b"x"])
        assert (tmp_path / folder).is_dir()


def test_an_s3_url_opens_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "from-the-environment")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    store = open_store(
        "s3://family/chest/one?endpoint_url=http://127.0.0.1:9000&region=eu-south-2"
        "&public_endpoint_url=https://files.example.org",
        secret=SECRET,
    )
    assert isinstance(store, S3Store)
    url = store.presigned_url(
        "v1/a", seconds=60, media_type="image/png", file_name="a.png", inline=True
    )
    assert url is not None
    assert url.startswith("https://files.example.org/family/chest/one/v1/a?")
    assert "from-the-environment%2F" in url
    assert "eu-south-2" in url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no storage"),
        ("gs://bucket", "s3://bucket"),
        ("file://folder/without/slash", "file:///path"),
        ("s3://", "no bucket"),
        ("s3://key:secret@bucket", "AWS_ACCESS_KEY_ID"),
        ("s3://bucket?endpoint=http://x", "Did you mean 'endpoint_url'"),
        ("s3://bucket?zzz=1", "Known:"),
    ],
)
def test_a_url_that_names_no_store_is_refused_with_advice(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        open_store(url, secret=SECRET)
    assert "secret@" not in str(caught.value)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        open_store(str(tmp_path), secret=b"short")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageUnavailable, match="file"):
        open_store(str(tmp_path / "file" / "below"), secret=SECRET)


def test_a_folder_needs_no_boto3(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from storage.factory import open_store\n"
        f"open_store({str(tmp_path)!r}, secret=b'0123456789abcdef').put('a', [b'x'])\n"
        "assert not {'boto3', 'botocore'} & set(sys.modules)\n"
        "open_store('s3://bucket?region=us-east-1', secret=b'0123456789abcdef')\n"
        "assert 'boto3' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def test_a_store_is_encrypted_with_a_master_key_and_refused_without(tmp_path: Path) -> None:
    url = str(tmp_path / "blobs")
    with pytest.raises(KeyTrouble, match="CHEST_MASTER_KEY_FILE"):
        open_store(url, secret=SECRET, encrypts=True)
    master = GivenKey(b"a text that is long enough to be a master key", "CHEST_MASTER_KEY")
    store = open_store(url, secret=SECRET, master_key=master, encrypts=True)
    store.put("v1/a", [b"bread"])
    off = open_store(url, secret=SECRET, master_key=master)
    assert b"".join(off.iter_range("v1/a")) == b"bread"
    with pytest.raises(KeyTrouble, match="no master key"):
        open_store(url, secret=SECRET)
    assert was_encrypted(LocalStore(Path(url), secret=SECRET))


def test_a_bucket_out_of_reach_lets_the_store_open_and_takes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "from-the-environment")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    master = GivenKey(b"a text that is long enough to be a master key", "CHEST_MASTER_KEY")
    url = "s3://family/chest?endpoint_url=http://127.0.0.1:9&region=eu-south-2"
    store = open_store(url, secret=SECRET, master_key=master, encrypts=True)
    for attempt in (store.check, lambda: store.put("v1/a", [b"x"])):
        with pytest.raises(StorageUnavailable, match="cannot be reached"):
            attempt()


def test_without_encryption_nothing_that_encrypts_is_imported(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from chest.library import open_library\n"
        "from chest.settings import Settings\n"
        f"open_library(Settings(_env_file=None, data_dir=Path({str(tmp_path)!r}))).close()\n"
        "print([name for name in sys.modules if name.startswith('storage.age')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
