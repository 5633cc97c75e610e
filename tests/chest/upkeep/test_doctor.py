"""What the doctor finds, in installations that really are in that state."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from chest.database import Database
from chest.library import open_library
from chest.models import AssetState, ProcessingStep, StepState, WorkerLease
from chest.settings import Settings
from chest.upkeep.doctor import Finding, examine, hide_secrets
from storage.local import LocalStore
from tests.ai.narrative.tiny_reader import make_reader
from tests.builders import add_account, add_asset, add_chest
from tests.command_line import CommandLine

SECRET = "k" * 40


class Installation:
    """A chest on one computer, as the app leaves it; tests then damage it."""

    def __init__(self, data_dir: Path, template: Path) -> None:
        self.data_dir = data_dir
        data_dir.mkdir()
        shutil.copy(template, self.file)
        open_library(self.settings()).close()

    @property
    def file(self) -> Path:
        return self.data_dir / "chest.db"

    def settings(self, **settings: Any) -> Settings:
        return Settings(
            _env_file=None, data_dir=self.data_dir, **{"keep_free_bytes": 0, **settings}
        )

    def look(self, what: str, **settings: Any) -> Finding:
        """The one finding about this."""
        (finding,) = [f for f in examine(self.settings(**settings)) if f.what == what]
        return finding

    def what_is_wrong(self, **settings: Any) -> list[str]:
        return [finding.what for finding in examine(self.settings(**settings)) if not finding.ok]


@pytest.fixture
def installation(tmp_path: Path, sqlite_template: Path) -> Installation:
    return Installation(tmp_path / "data", sqlite_template)


@pytest.fixture
def database(installation: Installation) -> Iterator[Database]:
    database = Database(f"sqlite:///{installation.file}")
    yield database
    database.close()


def add_waiting(database: Database, **fields: Any) -> None:
    chest_id = add_chest(database, add_account(database))
    add_asset(database, chest_id, **{"state": AssetState.processing, **fields})


def test_nothing_is_wrong_with_a_sound_installation(installation: Installation) -> None:
    assert installation.what_is_wrong() == []


def test_looking_changes_nothing(installation: Installation) -> None:
    before = sorted(installation.data_dir.rglob("*"))
    examine(installation.settings())
    after = sorted(installation.data_dir.rglob("*"))
    assert [path for path in after if not path.name.startswith("chest.db-")] == before


# ---- the database ----


def test_an_empty_place_is_told_and_stays_empty(tmp_path: Path) -> None:
    (finding,) = examine(Settings(_env_file=None, data_dir=tmp_path / "data"))
    assert not finding.ok
    assert "make run" in finding.sentence
    assert not (tmp_path / "data").exists()


def test_a_file_in_the_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    (finding,) = examine(Settings(_env_file=None, data_dir=tmp_path / "data"))
    assert "is a file. Set CHEST_DATA_DIR to a folder." in finding.sentence


def test_a_lost_database_is_told_before_an_empty_one_is_made(installation: Installation) -> None:
    installation.file.unlink()
    (finding,) = examine(installation.settings())
    assert not finding.ok
    assert "from a backup before you start the app" in finding.sentence
    assert not installation.file.exists()


def test_a_file_that_is_no_database_is_damaged(installation: Installation) -> None:
    installation.file.write_bytes(os.urandom(100_000))
    finding = installation.look("database")
    assert not finding.ok
    assert "is damaged" in finding.sentence
    assert "backup" in finding.sentence


def test_a_database_with_a_bad_page_is_damaged(
    installation: Installation, database: Database
) -> None:
    for _ in range(20):
        add_waiting(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    data = bytearray(installation.file.read_bytes())
    for page in range(8192, len(data), 4096):
        data[page : page + 64] = os.urandom(64)
    installation.file.write_bytes(data)
    finding = installation.look("database")
    assert not finding.ok
    assert "is damaged" in finding.sentence


def test_a_database_that_cannot_be_opened_is_not_called_damaged(
    installation: Installation,
) -> None:
    installation.file.unlink()
    installation.file.mkdir()
    finding = installation.look("database")
    assert not finding.ok
    assert "does not open" in finding.sentence


def test_a_database_that_was_never_migrated_is_told(
    installation: Installation, database: Database
) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("delete from alembic_version")
    finding = installation.look("schema")
    assert not finding.ok
    assert finding.sentence == "The database is still empty. Run: python -m chest migrate"


def test_a_database_of_a_newer_program_is_told(
    installation: Installation, database: Database
) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    finding = installation.look("schema")
    assert (finding.ok, "newer than this program" in finding.sentence) == (False, True)


def test_a_server_that_does_not_answer_is_told_and_the_rest_looked_at(
    installation: Installation,
) -> None:
    url = "postgresql://ana:hidden@127.0.0.1:1/chest?password=alsohidden"
    settings = {"database_url": url, "secret_key": SECRET}
    assert installation.what_is_wrong(**settings) == ["database"]
    assert "does not answer" in installation.look("database", **settings).sentence


@pytest.mark.parametrize("url", ["nonsense", "mysql://ana:hidden@127.0.0.1/chest"])
def test_an_address_of_no_database_is_told(installation: Installation, url: str) -> None:
    finding = installation.look("database", database_url=url, secret_key=SECRET)
    assert (finding.ok, "no address of a database" in finding.sentence) == (False, True)


# ---- the storage ----


def test_a_storage_that_takes_no_files_is_told(installation: Installation) -> None:
    incoming = installation.data_dir / "blobs" / "incoming"
    incoming.rmdir()
    incoming.write_text("a file in the place of the folder")
    assert installation.what_is_wrong() == ["storage", "files"]


def test_a_disk_that_is_not_mounted_is_told_and_no_folder_made(installation: Installation) -> None:
    shutil.rmtree(installation.data_dir / "blobs")
    finding = installation.look("storage")
    assert (finding.ok, "is missing. Mount its disk" in finding.sentence) == (False, True)
    assert not (installation.data_dir / "blobs").exists()


def test_an_address_of_no_storage_is_told_without_its_password(installation: Installation) -> None:
    finding = installation.look("storage", storage_url="ftp://ana:hidden@127.0.0.1/x")
    assert (finding.ok, "is no storage" in finding.sentence) == (False, True)
    assert "hidden" not in finding.sentence


def test_files_that_are_not_where_the_database_says_are_told(
    installation: Installation, database: Database
) -> None:
    add_waiting(database, state=AssetState.ready, storage_key="v1/chest/o/" + "0" * 32)
    finding = installation.look("files")
    assert (finding.ok, "1 is missing" in finding.sentence) == (False, True)


def test_of_many_files_a_sample_is_read_and_all_when_asked(
    installation: Installation, database: Database
) -> None:
    chest_id = add_chest(database, add_account(database))
    store = LocalStore(installation.data_dir / "blobs", secret=b"0" * 32)
    digest = sha256(b"x").hexdigest()
    for number in range(5):
        key = store.put(f"v1/{chest_id}/o/{number}", [b"x"]).key
        add_asset(database, chest_id, storage_key=key, bytes=1, sha256=digest)
    terminal = CommandLine(installation.data_dir, {"CHEST_KEEP_FREE_BYTES": "0"})
    assert "bytes: all 5 were read" in terminal.run("doctor").stdout
    assert "bytes: 2 of 5 were read" in terminal.run("doctor", "--sample", "2").stdout
    store.local_path(f"v1/{chest_id}/o/0").write_bytes(b"y")
    damaged = terminal.run("doctor", "--all")
    assert "LOOK  bytes: all 5 were read; 1 is not as it came" in damaged.stdout
    for words in (["--sample", "-1"], ["--sample", "x"], ["--all", "--sample", "3"]):
        assert terminal.run("doctor", *words).returncode == 2


def test_too_little_room_by_the_setting_is_told(installation: Installation) -> None:
    finding = installation.look("room", keep_free_bytes=2**62)
    assert (finding.ok, "nothing can be added" in finding.sentence) == (False, True)
    assert "CHEST_KEEP_FREE_BYTES" in finding.sentence


# ---- the secret ----


def test_a_secret_that_others_can_read_is_told(installation: Installation) -> None:
    path = installation.data_dir / "secret.key"
    path.chmod(0o640)
    finding = installation.look("secret")
    assert (finding.ok, f"chmod 600 {path}" in finding.sentence) == (False, True)


def test_a_lost_secret_is_told_before_a_new_one_is_made(installation: Installation) -> None:
    (installation.data_dir / "secret.key").unlink()
    finding = installation.look("secret")
    assert (finding.ok, "is missing" in finding.sentence) == (False, True)
    assert not (installation.data_dir / "secret.key").exists()


def test_an_empty_secret_is_damaged(installation: Installation) -> None:
    (installation.data_dir / "secret.key").write_text("")
    assert "is damaged" in installation.look("secret").sentence


def test_a_secret_that_is_too_short_or_not_set_is_told(installation: Installation) -> None:
    assert "too short" in installation.look("secret", secret_key="short").sentence
    on_many = {"database_url": "postgresql://127.0.0.1:1/chest"}
    assert "Set CHEST_SECRET_KEY" in installation.look("secret", **on_many).sentence


def test_no_finding_tells_a_secret(installation: Installation, database: Database) -> None:
    settings = {
        "secret_key": SECRET,
        "setup_code": "CODE-CODE-CODE",
        "database_url": "postgresql://ana:hidden@127.0.0.1:1/chest?password=hidden",
        "storage_url": "https://ana:hidden@127.0.0.1/",
        "redis_url": "redis://:hidden@127.0.0.1:1/0",
        "public_url": "hidden://ana:hidden@host",
    }
    said = "\n".join(finding.sentence for finding in examine(installation.settings(**settings)))
    for secret in (SECRET, "CODE-CODE-CODE", ":hidden@", "=hidden"):
        assert secret not in said
    own = (installation.data_dir / "secret.key").read_text()
    assert own not in "\n".join(finding.sentence for finding in examine(installation.settings()))


def test_passwords_are_hidden_wherever_they_stand() -> None:
    settings = Settings(_env_file=None, secret_key=SECRET)
    said = f"at redis://:pw@h/0 and postgresql://ana:p:w@h/d?password=pw;\nkey {SECRET}"
    hidden = "at redis://:***@h/0 and postgresql://ana:***@h/d?password=*** key ***"
    assert hide_secrets(said, settings) == hidden


# ---- the rest ----


def test_memories_that_wait_while_no_worker_runs_are_told(
    installation: Installation, database: Database
) -> None:
    assert installation.look("worker").ok
    add_waiting(database)
    finding = installation.look("worker")
    assert (finding.ok, "make run" in finding.sentence) == (False, True)
    assert "python worker.py" in installation.look("worker", worker="external").sentence
    with database.write() as session:
        session.add(WorkerLease(executor_id="one", beat=time.time() - 3600))
    assert not installation.look("worker").ok
    with database.write() as session:
        session.add(WorkerLease(executor_id="two", beat=time.time()))
    finding = installation.look("worker")
    assert (finding.ok, "is at work" in finding.sentence) == (True, True)


def test_what_could_not_be_understood_is_told_and_is_no_fault(
    installation: Installation, database: Database
) -> None:
    chest_id = add_chest(database, add_account(database))
    asset_id = add_asset(database, chest_id)
    with database.write() as session:
        for step in ("metadata", "derivatives"):
            session.add(ProcessingStep(asset_id=asset_id, step=step, state=StepState.failed))
    finding = installation.look("memories")
    assert (finding.ok, "about 1 could not be understood" in finding.sentence) == (True, True)


def test_a_redis_that_does_not_answer_is_told(installation: Installation) -> None:
    finding = installation.look("Redis", redis_url="redis://:hidden@127.0.0.1:1/0")
    assert (finding.ok, "does not answer" in finding.sentence) == (False, True)


@pytest.mark.parametrize(
    ("url", "ok", "said"),
    [
        ("", True, "CHEST_PUBLIC_URL is not set"),
        ("https://chest.example.org", True, "which everyone can open"),
        ("http://192.168.1.20:8501", True, "browsers give no microphone"),
        ("http://localhost:8501", True, "only this computer"),
        ("chest.example.org", False, "is no address"),
    ],
)
def test_who_can_open_links_is_told(
    installation: Installation, url: str, ok: bool, said: str
) -> None:
    finding = installation.look("links", public_url=url)
    assert finding.ok is ok
    assert said in finding.sentence


def test_the_command_prints_a_line_for_each_finding_and_ends_by_them(
    installation: Installation,
) -> None:
    terminal = CommandLine(installation.data_dir, {"CHEST_KEEP_FREE_BYTES": "0"})
    sound = terminal.run("doctor")
    assert sound.returncode == 0, sound.stdout
    assert all(line.startswith("ok  ") for line in sound.stdout.splitlines())
    (installation.data_dir / "secret.key").chmod(0o644)
    terminal.env["CHEST_STORAGE_URL"] = "/dev/null"
    damaged = terminal.run("doctor")
    assert damaged.returncode == 1
    lines = damaged.stdout.splitlines()
    assert sum(line.startswith("LOOK  ") for line in lines) == 3
    assert damaged.stderr == ""


# ---- the second reader ----


def test_a_second_reader_is_named_as_not_there_and_only_missed_where_it_was_asked_for(
    installation: Installation, tmp_path: Path
) -> None:
    unset = installation.look("second reader")
    assert (unset.ok, unset.sentence.startswith("is not there")) == (True, True)
    missed = installation.look("second reader", second_reader=tmp_path / "reader")
    assert (missed.ok, "has no model.onnx, tokenizer.json" in missed.sentence) == (False, True)
    make_reader(tmp_path / "reader", ["Ida bought the shop"])
    assert installation.look("second reader", second_reader=tmp_path / "reader").ok
