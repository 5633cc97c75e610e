"""Whether bytes are still those that came: read back, and compared with their SHA-256.

A disk can lose a bit and say nothing. Reading all takes hours for a large chest, so a sample of all
there is, old and new alike, is drawn anew each time: what is damaged in a tenth of a chest's files
is in nearly every sample.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import SelectBase, literal, select, union_all
from sqlmodel import col, func

from chest.database import Database
from chest.models import Asset, AssetState, Derivative
from chest.upkeep.checks import Finding
from chest.upkeep.orphans import Found, count
from storage.base import BlobDamaged, BlobMissing, BlobStore, StorageError

SAMPLE = 200
_ROWS_AT_ONCE = 500
_WITH_BYTES = (AssetState.processing, AssetState.ready, AssetState.failed)


@dataclass(frozen=True)
class Kept:
    """What the database says of some bytes: an original (kind "original"), or what was made of
    one."""

    key: str
    sha256: str | None
    size: int | None
    asset_id: UUID
    kind: str


def check_bytes(database: Database, blobs: BlobStore, *, sample: int | None = SAMPLE) -> Finding:
    """Read so many originals and derivatives, drawn from all; None reads all of them.

    What has no SHA-256 (rows older than its column, files that were not looked at yet) is compared
    by its length. Raises SQLAlchemyError where the database does not answer.
    """
    looked_at, total = 0, _count_all(database)
    wrong = Found()
    try:
        for kept in _draw(database, sample):
            looked_at += 1
            reason = _find_fault(blobs, kept)
            if reason and _is_still_kept(database, kept):
                wrong.add(f"{kept.kind} of {kept.asset_id} ({reason})")
    except StorageError as error:
        return Finding("bytes", ok=False, sentence=str(error))
    return _say(wrong, looked_at=looked_at, total=total)


def _all_bytes() -> list[SelectBase]:
    original = literal("original").label("kind")
    return [
        select(
            col(Asset.storage_key).label("storage_key"),
            col(Asset.sha256).label("sha256"),
            col(Asset.bytes).label("size"),
            col(Asset.id).label("asset_id"),
            original,
        ).where(col(Asset.storage_key).is_not(None), col(Asset.state).in_(_WITH_BYTES)),
        select(
            col(Derivative.storage_key),
            col(Derivative.sha256),
            col(Derivative.bytes),
            col(Derivative.asset_id),
            col(Derivative.kind),
        ),
    ]


def _count_all(database: Database) -> int:
    with database.read() as session:
        everything = union_all(*_all_bytes()).subquery()
        return int(session.execute(select(func.count()).select_from(everything)).scalar_one())


def _draw(database: Database, sample: int | None) -> Iterator[Kept]:
    everything = union_all(*_all_bytes()).subquery()
    asked = select(everything)
    if sample is not None:
        # Each has the same chance, whenever it came.
        asked = asked.order_by(func.random()).limit(sample)
    with (
        database.engine.connect() as connection,
        connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(asked) as rows,
    ):
        for row in rows:
            yield Kept(*row)


def _find_fault(blobs: BlobStore, kept: Kept) -> str:
    """Why these are not the bytes that came, in two words; "" if they are."""
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in blobs.iter_range(kept.key):
            digest.update(chunk)
            size += len(chunk)
    except BlobDamaged:
        return "damaged"
    except BlobMissing:
        return "missing"
    if kept.size is not None and size != kept.size:
        return "another length"
    if kept.sha256 is not None and digest.hexdigest() != kept.sha256:
        return "other bytes"
    return ""


def _is_still_kept(database: Database, kept: Kept) -> bool:
    """Whether the row still says so: it may have been purged or made anew meanwhile."""
    everything = union_all(*_all_bytes()).subquery()
    is_it = everything.c.asset_id == kept.asset_id, everything.c.kind == kept.kind
    with database.read() as session:
        row = session.execute(
            select(everything.c.storage_key, everything.c.sha256).where(*is_it)
        ).one_or_none()
    return row is not None and tuple(row) == (kept.key, kept.sha256)


def _say(wrong: Found, *, looked_at: int, total: int) -> Finding:
    if not total:
        return Finding("bytes", ok=True, sentence="there are none to read yet")
    of_all = (
        f"all {total:,} were read"
        if looked_at >= total
        else f"{looked_at:,} of {total:,} were read, drawn from all of them"
    )
    if not wrong.number:
        return Finding("bytes", ok=True, sentence=f"{of_all}, and each is as it came")
    more = "" if looked_at >= total else " Read all: python -m chest doctor --all."
    sentence = (
        f"{of_all}; {count(wrong.number, 'is not as it', 'are not as they')} came: {wrong}. Look "
        "whether the disk is failing, and bring these files back from a backup. What was made of "
        f"a memory is made anew from the original.{more}"
    )
    return Finding("bytes", ok=False, sentence=sentence)
