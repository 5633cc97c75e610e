"""What only a folder has: modes, links, orphans, and the order of steps before a power cut."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage.base import BlobMissing, InvalidKey, StorageError, StorageFull, StorageUnavailable
from storage.local import LocalStore
from tests.storage.sending import SECRET

PROJECT = Path(__file__).parents[2]


def files_below(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if not p.is_dir())


def test_files_and_folders_belong_to_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = LocalStore(tmp_path / "deep" / "chest", secret=SECRET)
        store.put("v1/a/o/1", [b"x"])
        store.begin_parts("v1/a/o/2", size=5, part_size=5)
    finally:
        os.umask(before)
    found = [tmp_path / "deep", *(tmp_path / "deep").rglob("*")]
    assert len(found) == 10
    for path in found:
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_a_blob_is_on_the_medium_before_it_has_its_name(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can cut the power in a test, so the order of the steps is looked at instead."""
    store.put("v1/chest/o/older", [b"x"])
    steps: list[str] = []

    def note(name: str) -> None:
        real = getattr(os, name)

        def noted(target: int | str | Path, *args: object, **kwargs: object) -> object:
            path = os.readlink(f"/proc/self/fd/{target}") if isinstance(target, int) else target
            kind = "new" if str(path).endswith(".tmp") else str(path).rpartition("/objects")[2]
            steps.append(f"{name} {kind}")
            return real(target, *args, **kwargs)

        monkeypatch.setattr(os, name, noted)

    for name in ("fdatasync", "rename", "fsync", "mkdir"):
        note(name)
    if not Path("/proc/self/fd").is_dir() or not hasattr(os, "fdatasync"):
        pytest.skip("The order of the steps can be seen only where /proc tells what is open.")
    store.put("v1/chest/o/1", [b"x"])
    assert steps == ["fdatasync new", "rename new", "fsync /v1/chest/o"]
    steps.clear()
    store.put("v1/other/1", [b"x"])
    assert steps == [
        "fdatasync new",
        "mkdir other",
        "fsync /v1",
        "rename new",
        "fsync /v1/other",
    ]


def test_a_link_in_place_of_a_blob_is_not_followed(store: LocalStore, tmp_path: Path) -> None:
    outside = tmp_path / "passwords"
    outside.write_bytes(b"secret")
    store.put("v1/real", [b"x"])
    link = store.root / "objects" / "v1" / "link"
    link.symlink_to(outside)
    assert not store.exists("v1/link")
    with pytest.raises(BlobMissing):
        store.stat("v1/link")
    with pytest.raises(BlobMissing):
        store.iter_range("v1/link")
    with pytest.raises(BlobMissing):
        store.local_path("v1/link")
    assert list(store.iter_keys()) == ["v1/real"]
    store.put("v1/link", [b"mine"])
    assert outside.read_bytes() == b"secret"
    assert store.local_path("v1/link").read_bytes() == b"mine"
    link.unlink()
    link.symlink_to(outside)
    store.delete("v1/link")
    assert outside.exists()


def test_a_link_in_place_of_a_folder_is_told_and_not_followed(
    store: LocalStore, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_bytes(b"secret")
    (store.root / "objects" / "v1").symlink_to(outside)
    attempts: list[Callable[[], object]] = [
        lambda: store.put("v1/new", [b"x"]),
        lambda: store.stat("v1/file"),
        lambda: store.exists("v1/file"),
        lambda: store.iter_range("v1/file"),
        lambda: store.delete("v1/file"),
        lambda: list(store.iter_keys()),
        lambda: list(store.iter_keys("v1/")),
    ]
    for attempt in attempts:
        with pytest.raises(StorageUnavailable, match=r"symbolic link.*[Mm]ount"):
            attempt()
    assert files_below(outside) == ["file"]


def test_the_root_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "disk")
    LocalStore(tmp_path / "data", secret=SECRET).put("a", [b"x"])
    assert (tmp_path / "disk" / "objects" / "a").read_bytes() == b"x"


def test_one_key_cannot_be_the_folder_of_another(store: LocalStore) -> None:
    store.put("v1/a", [b"x"])
    with pytest.raises(InvalidKey, match="v1/a"):
        store.put("v1/a/b", [b"y"])
    with pytest.raises(InvalidKey, match="v1"):
        store.put("v1", [b"y"])
    assert files_below(store.root) == ["objects/v1/a"]


def test_what_is_no_regular_file_is_no_blob(store: LocalStore) -> None:
    os.mkfifo(store.root / "objects" / "pipe")
    assert not store.exists("pipe")
    with pytest.raises(BlobMissing):
        store.iter_range("pipe")
    assert list(store.iter_keys()) == []


def test_files_of_other_programs_are_not_listed(store: LocalStore) -> None:
    store.put("v1/a", [b"x"])
    (store.root / "objects" / "v1" / "Icon\r").write_bytes(b"")
    (store.root / "objects" / "a folder").mkdir()
    (store.root / "objects" / "a folder" / "file").write_bytes(b"")
    assert list(store.iter_keys()) == ["v1/a"]


def test_a_disk_that_is_gone_is_not_taken_for_missing_blobs(store: LocalStore) -> None:
    store.put("v1/a", [b"x"])
    store.root.rename(store.root.with_name("unmounted"))
    for attempt in (
        lambda: store.exists("v1/a"),
        lambda: store.iter_range("v1/a"),
        lambda: list(store.iter_keys()),
        lambda: store.put("v1/b", [b"x"]),
        lambda: store.delete("v1/a"),
        store.free_bytes,
        store.check,
    ):
        with pytest.raises(StorageUnavailable, match="mounted"):
            attempt()


def test_a_folder_removed_by_hand_is_made_again(store: LocalStore) -> None:
    store.put("v1/chest/o/1", [b"x"])
    for name in ("v1/chest/o/1", "v1/chest/o", "v1/chest"):
        path = store.root / "objects" / name
        path.rmdir() if path.is_dir() else path.unlink()
    store.put("v1/chest/o/2", [b"y"])
    assert list(store.iter_keys()) == ["v1/chest/o/2"]


def test_a_folder_that_may_not_be_written_is_told() -> None:
    """In a process of its own that gives up root if it has it: root may write everywhere."""
    program = """
import os, sys
from pathlib import Path
from storage.base import StorageUnavailable
from storage.local import LocalStore
from tests.storage.sending import SECRET
store = LocalStore(Path(sys.argv[1]), secret=b"0123456789abcdef")
for folder in (store.root / "objects", store.root / "incoming"):
    folder.chmod(0o555)
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for attempt in (store.check, lambda: store.put("a", [b"x"])):
    try:
        attempt()
    except StorageUnavailable as error:
        assert "Let the user that runs the chest" in str(error), error
    else:
        raise SystemExit("it could be written")
"""
    with TemporaryDirectory() as folder:  # tmp_path lies below a folder that others may not enter
        os.chmod(folder, 0o755)
        done = subprocess.run(
            [sys.executable, "-c", program, folder], cwd=PROJECT, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("step", ["write_all", "sync_data"])
@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EIO, StorageUnavailable)],
)
def test_a_disk_that_fails_leaves_what_was_there(
    store: LocalStore,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    number: int,
    kind: type[StorageError],
) -> None:
    """Patched, because no disk here fails to order, and none says only at the sync that it is
    full; ``test_local_full_disk.py`` fills a real one where one can be mounted."""
    store.put("v1/a", [b"old"])

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(f"storage.local_blobs.{step}", fail)
    with pytest.raises(kind) as caught:
        store.put("v1/a", [b"new"])
    assert caught.value.key == "v1/a"
    assert b"".join(store.iter_range("v1/a")) == b"old"
    assert files_below(store.root) == ["objects/v1/a"]


def test_orphans_of_killed_writers_go_and_living_writers_stay(store: LocalStore) -> None:
    incoming = store.root / "incoming"
    old, young = incoming / "put-0a.tmp", incoming / "put-0b.tmp"
    for path in (old, young):
        path.write_bytes(b"half a film")
    a_day_ago = time.time() - 86_400
    os.utime(old, (a_day_ago, a_day_ago))
    writing, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[bytes]:
        yield b"slow"
        (name,) = [p for p in incoming.iterdir() if p not in (old, young)]
        os.utime(name, (a_day_ago, a_day_ago))
        writing.set()
        assert go_on.wait(30)

    writer = threading.Thread(target=lambda: store.put("v1/slow", slowly()))
    writer.start()
    assert writing.wait(30)
    LocalStore(store.root, secret=SECRET)
    assert not old.exists()
    assert young.exists()
    go_on.set()
    writer.join(30)
    assert b"".join(store.iter_range("v1/slow")) == b"slow"
