"""The byte by which it is known that something can be written. What a whole application does on a
disk that refuses it is in `tests/refusing_disk.py`."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from chest.database import Database
from chest.errors import Full, Unavailable
from chest.settings import Settings
from chest.upkeep.disk import DiskCheck, check_folders, explain_disk
from storage.base import StorageError
from storage.durable import storage_error
from storage.local import LocalStore
from tests.app_server import ROOT

NO_BYTES = """
import resource, sys
from pathlib import Path
from chest.settings import Settings
from chest.upkeep.disk import check_folders
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
print(check_folders(Settings(_env_file=None, data_dir=Path(sys.argv[1]))).ok)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    data.mkdir()
    return Settings(_env_file=None, data_dir=data, keep_free_bytes=0)


@pytest.fixture
def store(settings: Settings) -> LocalStore:
    return LocalStore(settings.data_dir / "blobs", secret=b"0" * 32)


def found(check: DiskCheck) -> dict[str, bool]:
    return {finding.what: finding.ok for finding in check.look()}


def test_nothing_stays_of_the_byte(settings: Settings, store: LocalStore) -> None:
    before = sorted(settings.data_dir.rglob("*"))
    assert found(DiskCheck(settings, store)) == {"disk": True, "storage": True}
    assert sorted(settings.data_dir.rglob("*")) == before


def test_the_byte_of_a_killed_process_is_taken_away(settings: Settings) -> None:
    left, young = settings.data_dir / "put-left.tmp", settings.data_dir / "put-young.tmp"
    for path in (left, young):
        path.write_bytes(b"1")
    long_ago = time.time() - 7200
    os.utime(left, (long_ago, long_ago))
    assert check_folders(settings).ok
    assert (left.exists(), young.exists()) == (False, True)


def test_no_byte_fits_where_a_file_may_have_none(settings: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_BYTES, str(settings.data_dir)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
    assert list(settings.data_dir.iterdir()) == []


@pytest.mark.parametrize("folder", ["/proc", "/sys"])
def test_a_folder_that_nobody_can_write_is_told_by_its_name(folder: str) -> None:
    if not Path(folder).is_dir():
        pytest.skip(f"There is no {folder} here.")
    finding = check_folders(Settings(_env_file=None, data_dir=Path(folder), database_url="x://"))
    assert not finding.ok
    assert f"({folder})" in finding.sentence


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    assert not check_folders(Settings(_env_file=None, data_dir=tmp_path / "data")).ok


def test_the_databases_own_folder_is_asked_too(settings: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    away = settings.model_copy(update={"database_url": f"sqlite:///{elsewhere}/chest.db"})
    assert not check_folders(away).ok
    elsewhere.mkdir()
    assert check_folders(away).ok


def test_the_stores_own_folder_is_asked_by_itself(settings: Settings, store: LocalStore) -> None:
    incoming = store.root / "incoming"
    incoming.rmdir()
    incoming.write_text("a file in the place of the folder")
    assert found(DiskCheck(settings, store)) == {"disk": True, "storage": False}


def test_it_is_asked_once_in_the_time_and_then_anew(settings: Settings, store: LocalStore) -> None:
    check = DiskCheck(settings, store, every=1.0)
    began = time.monotonic()
    assert found(check)["disk"]
    away = settings.data_dir.rename(settings.data_dir.with_name("away"))
    if time.monotonic() - began < 0.9:
        assert found(check)["disk"], "asked again before its time"
    time.sleep(1.1)
    assert not found(check)["disk"]
    away.rename(settings.data_dir)
    time.sleep(1.1)
    assert found(check)["disk"]


class CountedStore(LocalStore):
    """Counts how often it is checked, and takes its time."""

    checked = 0

    def check(self) -> None:
        type(self).checked += 1
        time.sleep(0.2)


def test_many_who_ask_at_once_wait_for_one_answer(settings: Settings) -> None:
    check = DiskCheck(settings, CountedStore(settings.data_dir / "blobs", secret=b"0" * 32))
    answers: list[dict[str, bool]] = []
    threads = [threading.Thread(target=lambda: answers.append(found(check))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{"disk": True, "storage": True}] * 8
    assert CountedStore.checked == 1


# ---- what is told ----


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, Full),
        (errno.EDQUOT, Full),
        (errno.EROFS, Unavailable),
        (errno.EACCES, Unavailable),
        (errno.ENOENT, None),
        (errno.EISDIR, None),
    ],
)
def test_a_refusal_of_the_disk_is_told_from_other_failures(
    number: int, kind: type[Exception] | None
) -> None:
    error = OSError(number, os.strerror(number), "/secret/folder")
    translated = storage_error(error)
    translated.__cause__ = error
    for told in (explain_disk(error), explain_disk(translated)):
        assert (type(told) if told else None) is kind
        assert "/secret" not in str(told)


def test_a_mistake_in_a_statement_is_not_called_a_full_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/chest.db")
    with database.read() as session, pytest.raises(OperationalError) as caught:
        session.connection().exec_driver_sql("select * from what_is_not_there")
    database.close()
    assert explain_disk(caught.value) is None
    assert explain_disk(StorageError("another")) is None
    assert explain_disk(sqlite3.OperationalError("disk")) is None
