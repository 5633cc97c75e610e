"""A backup is brought back into an empty installation.

First the database, beside the place where it will lie; in it what was erased since the backup is
erased again, and what fell due is held. Then the files that it still names. The database is put
into its place last: a run that was killed leaves nothing that looks whole, and is gone on with.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from chest.blob_store import find_private
from chest.database import Database
from chest.errors import Conflict, Invalid
from chest.settings import Settings
from chest.upkeep.backups.contents import iter_named
from chest.upkeep.backups.dumps import POSTGRESQL, SQLITE, load_postgresql, load_sqlite
from chest.upkeep.backups.form import BackupDamaged
from chest.upkeep.backups.holding import Prepared, prepare
from chest.upkeep.backups.index import Index
from chest.upkeep.backups.vault import Contents, Vault
from chest.upkeep.disk import find_database_file
from storage.base import BlobMissing, BlobStore
from storage.durable import sync_folder_at

if TYPE_CHECKING:
    from storage.age_format import Identity

Erase = Callable[[Database, Iterable[tuple[str, UUID]]], int]
Migrate = Callable[[Database], None]
Tell = Callable[[int, int], None]

_MARK = "bringing-back.json"
_WANTED = "wanted-"
_THREADS = 3


@dataclass
class Restored:
    """What came of it. `faults` name files that are not there, or not as they should be; `erased`
    counts what was erased since the backup, and is again. `has_secret` says whether links and
    receipts work as before."""

    snapshot: str
    made_at: datetime
    files: int = 0
    bytes: int = 0
    erased: int = 0
    prepared: Prepared = field(default_factory=lambda: Prepared(0, 0, 0))
    has_secret: bool = False
    faults: list[str] = field(default_factory=list)


class Restoring:
    """One backup into the installation of these settings. `migrate` brings a database to the schema
    of this program, `erase` erases for good."""

    def __init__(
        self,
        *,
        settings: Settings,
        open_blobs: Callable[[], BlobStore],
        vault: Vault,
        identities: Sequence[Identity],
        migrate: Migrate,
        erase: Erase,
        tell: Tell = lambda _done, _all: None,
    ) -> None:
        self._settings = settings
        self._open_blobs = open_blobs
        self._vault = vault
        self._identities = identities
        self._migrate = migrate
        self._erase = erase
        self._tell = tell
        self._folder = settings.data_dir / "backups"
        self._mark = self._folder / _MARK

    def run(self, snapshot: str | None = None) -> Restored:
        """Bring the newest back, or the one of this id. Raises Conflict where something is kept
        here already, Invalid where no identity opens it, BackupDamaged where its database is
        damaged."""
        head = self._vault.find_head(snapshot)
        self._check_kind(head.database)
        contents = Contents(self._vault, head, self._identities)
        if not contents.is_readable:
            raise Invalid(
                "This backup is encrypted. Give the identity that opens it: --identity FILE, a "
                f"file with the secret half of {', '.join(head.recipients)}."
            )
        self._begin(head.id)
        first = next(contents.iter_manifest())
        done = Restored(head.id, head.made_at)
        dump = self._folder / "database.dump"
        with dump.open("wb") as file:
            file.writelines(contents.read(first["database"]))
        beside = self._load(dump)
        dump.unlink()
        database = Database(beside)
        try:
            self._migrate(database)
            done.erased = self._erase(database, self._list_erased(contents))
            with database.write() as session:
                done.prepared = prepare(session, made_at=head.made_at)
            self._bring_files(contents, database, done)
            if database.is_sqlite:
                with database.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            database.close()
        done.has_secret = self._bring_secret(first.get("secret"))
        self._put_in_place(beside)
        self._mark.unlink()
        return done

    # ---- whether it may begin ----

    def _check_kind(self, kind: str) -> None:
        here = SQLITE if self._settings.is_single_machine else POSTGRESQL
        if kind != here:
            say = {
                SQLITE: "is of a SQLite file. Leave CHEST_DATABASE_URL empty",
                POSTGRESQL: "is of PostgreSQL. Set CHEST_DATABASE_URL to an empty database there",
            }
            raise Conflict(
                f"This backup {say[kind]} to bring it back. To change from one to the other, take "
                "each chest out and bring it in: python -m chest export, python -m chest import."
            )

    def _begin(self, snapshot: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        begun = None
        with suppress(FileNotFoundError, ValueError):
            begun = json.loads(self._mark.read_text())["snapshot"]
        if begun == snapshot:
            return  # gone on with: what lies here is of this very backup
        if begun is not None:
            raise Conflict(
                f"The backup {begun} was begun to be brought back here. Go on with it: --snapshot "
                f"{begun}. For another one choose an empty folder."
            )
        if self._is_kept():
            raise Conflict(
                "Something is kept here already, and a backup is only brought back into an empty "
                "place: set CHEST_DATA_DIR to a new folder (and CHEST_DATABASE_URL and "
                "CHEST_STORAGE_URL, where you use them)."
            )
        self._mark.write_text(json.dumps({"snapshot": snapshot}))
        sync_folder_at(self._folder)

    def _is_kept(self) -> bool:
        """Whether somebody has an account or a file here. What only was started once is empty."""
        file = find_database_file(self._settings)
        if file is None or file.exists():
            database = Database(self._settings.resolved_database_url)
            try:
                with database.engine.connect() as connection:
                    tables = inspect(connection).get_table_names()
                    if "account" in tables:
                        asked = text("select count(*) from account")
                        if connection.execute(asked).scalar_one():
                            return True
                    elif tables:
                        return True  # another program's
            except SQLAlchemyError:
                if file is not None:
                    return True  # whatever it is, it is not replaced
                raise
            finally:
                database.close()
        return next(iter(self._open_blobs().iter_keys()), None) is not None

    # ---- the database ----

    def _load(self, dump: Path) -> str:
        """Returns the address of the database that is worked on."""
        url = make_url(self._settings.resolved_database_url)
        file = find_database_file(self._settings)
        if file is None:
            load_postgresql(dump, url)
            return self._settings.resolved_database_url
        beside = file.with_name(f"{file.name}.coming")
        for ending in ("", "-wal", "-shm"):
            beside.with_name(beside.name + ending).unlink(missing_ok=True)
        load_sqlite(dump, beside)
        return f"sqlite:///{beside}"

    def _put_in_place(self, beside: str) -> None:
        file = find_database_file(self._settings)
        if file is None:
            return
        for ending in ("-wal", "-shm"):  # of the empty one that was there
            file.with_name(file.name + ending).unlink(missing_ok=True)
        coming = Path(str(make_url(beside).database))
        os.replace(coming, file)
        for ending in ("-wal", "-shm", ".migrate-lock"):
            coming.with_name(coming.name + ending).unlink(missing_ok=True)
        sync_folder_at(file.parent)

    def _list_erased(self, contents: Contents) -> Iterator[tuple[str, UUID]]:
        """What was erased until the newest backup that tells of it, for this one may be older."""
        for _, key in self._vault.list_head_keys():
            try:
                newest = Contents(self._vault, self._vault.read_head(key), self._identities)
                erased = [(kind, UUID(subject)) for kind, subject, _ in newest.iter_erased()]
            except BackupDamaged:
                continue  # the one before it tells nearly as much
            return iter(erased)
        return iter([])

    # ---- the files ----

    def _bring_files(self, contents: Contents, database: Database, done: Restored) -> None:
        blobs = self._open_blobs()
        path = self._folder / f"{_WANTED}{os.getpid()}"
        for left in self._folder.glob(f"{_WANTED}*"):  # by a run that was killed
            left.unlink()
        waiting: set[Future[int | str]] = set()

        def take(finished: Iterable[Future[int | str]]) -> None:
            for future in finished:
                told = future.result()
                if isinstance(told, str):
                    done.faults.append(told)
                else:
                    done.files, done.bytes = done.files + 1, done.bytes + told
                self._tell(done.files, total)

        with closing(Index(path)) as wanted, ThreadPoolExecutor(_THREADS) as threads:
            with database.engine.connect() as connection:
                wanted.need(named.key for named in iter_named(connection))
            total, lines = wanted.count_needed(), contents.iter_manifest()
            next(lines)
            try:
                for file in lines:
                    if not wanted.is_needed(file["key"]):
                        continue
                    waiting.add(threads.submit(_bring_file, blobs, contents, file))
                    if len(waiting) > 2 * _THREADS:
                        finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                        take(finished)
                take(wait(waiting).done)
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise
        path.unlink()

    def _bring_secret(self, secret: object) -> bool:
        """Whether what was signed before is known here."""
        if self._settings.secret_key is not None:
            return True  # the operator's own, who knows whether it is the old one
        path = self._settings.data_dir / "secret.key"
        if not isinstance(secret, str):
            return path.exists()
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "w") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        sync_folder_at(path.parent)
        return True


def _bring_file(blobs: BlobStore, contents: Contents, file: dict[str, Any]) -> int | str:
    """The bytes of a file that is there now, or what is wrong with it."""
    key, size = str(file["key"]), int(file.get("size", 0))
    if "pieces" not in file:
        return f"{key}: it could not be read for the backup"
    try:
        if file.get("as_it_lies") and (private := find_private(blobs)):
            private.put_as_it_lay(key, contents.read(file))
            return size
        with suppress(BlobMissing):
            if blobs.stat(key).size == size:  # a run that was killed brought it
                return size
        blobs.put(key, contents.read(file))
    except BackupDamaged as error:
        return f"{key}: {error}"
    return size
