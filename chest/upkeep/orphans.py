"""What nothing leads to any more: bytes without a row, rows without bytes, uploads without an end.

Keys of the store and of the database come sorted and are read side by side, so that a chest of a
million files takes no more memory than one of ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, SelectBase, collate, exists, literal, select, union_all
from sqlmodel import col, func

from chest.database import Database
from chest.models import (
    Asset,
    AssetState,
    BlobTrash,
    Derivative,
    ExportPiece,
    LockerFile,
    LockerPack,
    Upload,
    UploadState,
    utc_now,
)
from chest.upkeep.checks import Finding
from storage.base import BlobMissing, BlobStore, ChestLockedAway, StorageError

ARRIVING = timedelta(days=1)
"""Bytes come before the row that names them; what is younger is not accused."""

WITHOUT_END = timedelta(days=8)
"""The sweep gives up an upload after seven days."""

_EXAMPLES = 3
_ROWS_AT_ONCE = 500
_ASKED_AGAIN = 1_000  # when more are missing, it is not because somebody purged them this minute
# What has bytes; what is still arriving, or was given up on its way, has none.
_ARRIVED = (AssetState.processing, AssetState.ready, AssetState.failed)


@dataclass
class Found:
    """How many there are, and the first few."""

    number: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, what: str) -> None:
        self.number += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(what)

    def __str__(self) -> str:
        more = ", …" if self.number > len(self.examples) else ""
        return f"{', '.join(self.examples)}{more}"


@dataclass(frozen=True)
class Named:
    """A key that a row names. Not all that is named has to be there."""

    key: str
    asset_id: UUID | None
    needs_bytes: bool


def count(number: int, one: str, many: str) -> str:
    """ "1 is", "1,200 are"."""
    return f"{number:,} {one if number == 1 else many}"


def find_orphans(database: Database, blobs: BlobStore) -> Iterator[Finding]:
    """`files`, `orphans`, `uploads` and `derivatives`, each with a count, examples and what to do.

    Keeps and mends nothing. Raises SQLAlchemyError where the database does not answer.
    """
    try:
        missing, unnamed = _compare(database, blobs)
    except StorageError as error:
        yield Finding("files", ok=False, sentence=str(error))
        return
    yield _say_missing(missing)
    yield _say_unnamed(unnamed)
    yield _uploads(database)
    yield _derivatives(database)


def _compare(database: Database, blobs: BlobStore) -> tuple[Found, Found]:
    """Keys that rows name and the store lacks, and keys in the store that no row names."""
    missing, unnamed = Found(), Found()
    before = utc_now() - ARRIVING
    with database.engine.connect() as connection:
        named = _iter_named(connection, is_sqlite=database.is_sqlite)
        for key, row in _side_by_side(blobs.iter_keys(), named):
            if row is None:
                if _is_older(blobs, key, than=before):
                    unnamed.add(key)
            elif (
                isinstance(row, Named)
                and row.needs_bytes
                and (missing.number >= _ASKED_AGAIN or _is_missing(database, blobs, row))
            ):
                missing.add(key)
    return missing, unnamed


def _iter_named(connection: Connection, *, is_sqlite: bool) -> Iterator[Named]:
    """Every key that a row names, once, in ASCII order."""
    if is_sqlite:
        # Sorting a million keys belongs on the disk; our connections otherwise sort in memory. Past
        # SQLAlchemy, which would begin a transaction first, and SQLite then refuses.
        own: Any = connection.connection.dbapi_connection
        own.execute("PRAGMA temp_store=FILE")
    rows = union_all(*_naming()).subquery()
    key = rows.c.storage_key
    ordered = select(key, rows.c.asset_id, rows.c.needs_bytes).order_by(
        key if is_sqlite else collate(key, "C")  # SQLite compares bytes by itself
    )
    with connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(ordered) as found:
        for name, group in groupby(found, key=lambda row: str(row[0])):
            first = max(group, key=lambda row: int(row[2]))
            yield Named(name, first[1], bool(first[2]))


def _naming() -> list[SelectBase]:
    """What names keys, with 1 where there must be bytes. What is in the trash may be gone by now,
    and what is still arriving is not there yet."""
    arrived = col(Asset.state).in_(_ARRIVED)
    needed, may_be = literal(1).label("needs_bytes"), literal(0).label("needs_bytes")
    original: tuple[Any, ...] = (
        col(Asset.storage_key).label("storage_key"),
        col(Asset.id).label("asset_id"),
    )
    is_named = col(Asset.storage_key).is_not(None)
    return [
        select(*original, needed).where(is_named, arrived),
        select(*original, may_be).where(is_named, ~arrived),
        select(col(Derivative.storage_key), col(Derivative.asset_id), needed),
        select(col(BlobTrash.storage_key), col(BlobTrash.id), may_be),
        # While a chest is locked, its own rows are packed away.
        select(col(LockerFile.storage_key), col(LockerFile.chest_id), may_be),
        select(col(LockerPack.storage_key), col(LockerPack.chest_id), may_be),
        # Whoever took something out may cancel it, or ask for it anew: no file of the family's own.
        select(col(ExportPiece.storage_key), col(ExportPiece.export_id), may_be),
    ]


def _side_by_side(
    stored: Iterator[str], named: Iterator[Named]
) -> Iterator[tuple[str, Named | Literal["both"] | None]]:
    """Of two sorted rows of keys every key: the row that alone has it, None where only the store
    has it, or "both"."""
    here, there = next(stored, None), next(named, None)
    while here is not None or there is not None:
        if there is None or (here is not None and here < there.key):
            assert here is not None
            yield here, None
            here = next(stored, None)
        elif here is None or there.key < here:
            yield there.key, there
            there = next(named, None)
        else:
            yield here, "both"
            here, there = next(stored, None), next(named, None)


def _is_older(blobs: BlobStore, key: str, *, than: datetime) -> bool:
    try:
        modified = blobs.stat(key).modified
    except (BlobMissing, ChestLockedAway):  # of a locked chest it is not told before it is open
        return False
    return modified is not None and modified < than


def _is_missing(database: Database, blobs: BlobStore, row: Named) -> bool:
    """Asked once more: since the keys were read, it may have been purged, row and bytes."""
    with database.read() as session:
        asset = exists().where(col(Asset.id) == row.asset_id, col(Asset.storage_key) == row.key)
        derivative = exists().where(
            col(Derivative.asset_id) == row.asset_id, col(Derivative.storage_key) == row.key
        )
        is_named = session.execute(select(asset | derivative)).scalar()
    return bool(is_named) and not blobs.exists(row.key)


def _say_missing(missing: Found) -> Finding:
    if not missing.number:
        return Finding("files", ok=True, sentence="every file that the database names is there")
    sentence = (
        f"{count(missing.number, 'is', 'are')} missing, though the database names them: "
        f"{missing}. Is CHEST_STORAGE_URL right, and its disk mounted? If so, bring them back "
        "from a backup."
    )
    return Finding("files", ok=False, sentence=sentence)


def _say_unnamed(unnamed: Found) -> Finding:
    if not unnamed.number:
        return Finding("orphans", ok=True, sentence="the storage holds nothing that no row names")
    sentence = (
        f"{count(unnamed.number, 'file lies', 'files lie')} in the storage that the database "
        f"does not name: {unnamed}. If the database was brought back from an older backup, they "
        "are what came after it: keep them, and look for a newer one. If not, they only take room; "
        "copy them elsewhere before you delete them."
    )
    return Finding("orphans", ok=False, sentence=sentence)


def _uploads(database: Database) -> Finding:
    """Whether uploads wait for an end that the sweep should have given them."""
    found = Found()
    with database.read() as session:
        rows = session.execute(
            select(col(Upload.id))
            .where(
                col(Upload.state).in_((UploadState.open, UploadState.completing)),
                col(Upload.created_at) < utc_now() - WITHOUT_END,
            )
            .order_by(col(Upload.id))
            .execution_options(yield_per=_ROWS_AT_ONCE)
        )
        for (upload_id,) in rows:
            found.add(str(upload_id))
    if not found.number:
        return Finding("uploads", ok=True, sentence="each has come to its end, or goes on")
    sentence = (
        f"{count(found.number, 'was', 'were')} begun more than {WITHOUT_END.days} days ago and "
        f"never ended: {found}. A running worker ends them; start it, and look into its log."
    )
    return Finding("uploads", ok=False, sentence=sentence)


def _derivatives(database: Database) -> Finding:
    """Whether something is kept that was made of a memory that is gone."""
    gone = ~exists().where(col(Asset.id) == col(Derivative.asset_id))
    with database.read() as session:
        number = session.execute(
            select(func.count()).select_from(Derivative).where(gone)
        ).scalar_one()
        keys = session.execute(
            select(col(Derivative.storage_key)).where(gone).limit(_EXAMPLES)
        ).scalars()
        found = Found(number, list(keys))
    if not number:
        return Finding("derivatives", ok=True, sentence="each belongs to a memory that is there")
    sentence = (
        f"{count(number, 'belongs', 'belong')} to no memory: {found}. Something other than "
        "this program deleted rows. Bring the database back from a backup, or delete these rows "
        "from the table derivative."
    )
    return Finding("derivatives", ok=False, sentence=sentence)
