"""The rehearsal: a backup is brought back into a temporary place, as far as that can be done here.

Every piece is read and compared. With the identity, or where nothing is encrypted, the database is
also loaded and its rows are counted, every file is compared with its SHA-256, and three memories
are opened by the very decoder that shows them.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, func, make_url, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from chest.errors import ChestError
from chest.models import Asset, AssetState, Kind, utc_now
from chest.upkeep.backups.dumps import (
    SQLITE,
    check_postgresql,
    count_rows,
    load_postgresql,
    load_sqlite,
)
from chest.upkeep.backups.form import BackupDamaged
from chest.upkeep.backups.vault import Contents, Vault
from chest.upkeep.backups.verifying import verify

if TYPE_CHECKING:
    from ai.media import Decoder
    from storage.age_format import Identity

MEMORIES = 3
_CANDIDATES = 30
_OPENED = (Kind.photo, Kind.video, Kind.audio)


@dataclass
class Drilled:
    """What came of it. `read` says whether it was opened: without the identity only bytes and
    counts of pieces are compared. `opened` of `tried` memories were decoded."""

    snapshot: str
    made_at: datetime
    at: datetime
    pieces: int = 0
    files: int = 0
    rows: int = 0
    tried: int = 0
    opened: int = 0
    read: bool = False
    faults: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults


def drill(
    vault: Vault,
    *,
    work: Path,
    identities: Sequence[Identity] = (),
    server: str = "",
    open_decoder: Callable[[], Decoder] | None = None,
) -> Drilled:
    """Rehearse with the newest backup. `work` is an empty folder, with room for its database and
    three memories; on the `server` of PostgreSQL a database of its own is made for it, and dropped,
    if that is allowed. Raises NotFound where there is no backup."""
    head = vault.find_head(None)
    done = Drilled(head.id, head.made_at, utc_now())
    looked = verify(vault, identities=identities, snapshot=head.id)
    done.pieces, done.files, done.read = looked.pieces, looked.files, looked.read
    done.faults += looked.faults
    if not done.read:
        return done
    contents = Contents(vault, head, identities)
    try:
        first = next(contents.iter_manifest())
        dump = work / "database.dump"
        with dump.open("wb") as file:
            file.writelines(contents.read(first["database"]))
        with _loaded(dump, first["database"]["kind"], work, server) as connection:
            if connection is not None:
                done.rows = _compare_rows(connection, first["tables"], done)
                _open_memories(connection, contents, work, done, open_decoder or _decoder)
    except (BackupDamaged, ChestError, SQLAlchemyError, OSError) as error:
        done.faults.append(f"The database could not be brought back: {_say(error)}")
    return done


@contextmanager
def _loaded(dump: Path, kind: str, work: Path, server: str) -> Iterator[Connection | None]:
    """The database of a dump; None where there is no room for one on the server, and the dump was
    only read to its end."""
    if kind == SQLITE:
        path = work / "drill.sqlite"
        load_sqlite(dump, path)
        engine = create_engine(f"sqlite:///{path}")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()
        return
    url, name = make_url(server), f"chest_drill_{secrets.token_hex(6)}"
    operator = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with operator.connect() as connection:
            try:
                connection.execute(text(f"create database {name}"))
            except SQLAlchemyError:  # this user may not
                check_postgresql(dump)
                yield None
                return
        try:
            own = url.set(database=name)
            load_postgresql(dump, own)
            engine = create_engine(own)
            with engine.connect() as connection:
                yield connection
            engine.dispose()
        finally:
            with operator.connect() as connection:
                connection.execute(text(f"drop database {name} with (force)"))
    finally:
        operator.dispose()


def _compare_rows(connection: Connection, told: dict[str, int], done: Drilled) -> int:
    if connection.dialect.name == "sqlite":
        said = connection.execute(text("pragma integrity_check(1)")).scalar()
        if said != "ok":
            done.faults.append(f"The database is damaged: {said}")
    found = count_rows(connection)
    for name, number in told.items():
        if found.get(name) != number:
            done.faults.append(f"The table {name} has {found.get(name)} rows, and not {number}.")
    return sum(found.values())


def _open_memories(
    connection: Connection,
    contents: Contents,
    work: Path,
    done: Drilled,
    open_decoder: Callable[[], Decoder],
) -> None:
    chosen = connection.execute(
        select(col(Asset.storage_key), col(Asset.kind), col(Asset.id))
        .where(
            col(Asset.state) == AssetState.ready,
            col(Asset.kind).in_(_OPENED),
            col(Asset.deleted_at).is_(None),
            col(Asset.storage_key).is_not(None),
        )
        .order_by(func.random())
        .limit(_CANDIDATES)
    ).all()
    wanted = {key: (Kind(kind), asset_id) for key, kind, asset_id in chosen[:MEMORIES]}
    if not wanted:
        return
    files = {file["key"]: file for file in contents.iter_manifest() if file.get("key") in wanted}
    with open_decoder() as decoder:
        for key, (kind, asset_id) in wanted.items():
            done.tried += 1
            if "pieces" not in files.get(key, {}):
                done.faults.append(f"The file of memory {asset_id} is not in the backup.")
                continue
            reason = _open(decoder, kind, contents, files[key], work)
            if reason:
                done.faults.append(f"Memory {asset_id} does not open: {reason}")
            else:
                done.opened += 1


def _open(
    decoder: Decoder, kind: Kind, contents: Contents, file: dict[str, Any], work: Path
) -> str:
    """Why it does not open; "" if it does."""
    from ai.media import DecoderUnavailable, MediaError

    folder = work / "memory"
    folder.mkdir()
    try:
        path = folder / "file"
        with path.open("wb") as written:
            written.writelines(contents.read(file))
        if kind is Kind.photo:
            decoder.image(path, folder)
        else:
            decoder.av(path)
    except (MediaError, DecoderUnavailable, BackupDamaged) as error:
        return _say(error)
    finally:
        shutil.rmtree(folder)
    return ""


def _decoder() -> Decoder:
    from ai.media import Decoder  # what decodes is imported where it is wanted

    return Decoder()


def _say(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
