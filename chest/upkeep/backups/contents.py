"""Which files belong into a backup: originals, and what was made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, func, or_, select, union
from sqlmodel import col

from chest.models import Asset, AssetState, Derivative, LockerFile, LockerPack, Tombstone

_ROWS_AT_ONCE = 500
# What is still arriving has no bytes yet; what was taken out as a file is made anew.
_ARRIVED = (AssetState.processing, AssetState.ready, AssetState.failed)


@dataclass(frozen=True)
class Named:
    """A file that a row names. `sha256` and `size` are what the database says of it. One of a
    locked chest is kept `as_it_lies`, encrypted to the chest's key, which nobody has."""

    key: str
    sha256: str | None
    size: int | None
    as_it_lies: bool = False


def iter_named(connection: Connection) -> Iterator[Named]:
    """Every file that there should be, as the rows of this moment tell."""
    originals: Any = select(
        col(Asset.storage_key).label("key"), col(Asset.sha256), col(Asset.bytes)
    ).where(
        col(Asset.storage_key).is_not(None),
        col(Asset.state).in_(_ARRIVED),
        ~exists().where(col(LockerFile.storage_key) == col(Asset.storage_key)),
    )
    made: Any = select(
        col(Derivative.storage_key), col(Derivative.sha256), col(Derivative.bytes)
    ).where(~exists().where(col(LockerFile.storage_key) == col(Derivative.storage_key)))
    # Both at once: two copies of one picture may share what was made of it.
    asked: Any = union(originals, made)
    with connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(asked) as rows:
        for key, sha256, size in rows:
            yield Named(key, sha256, size)
    locked: Any = union(select(col(LockerFile.storage_key)), select(col(LockerPack.storage_key)))
    with connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(locked) as rows:
        for (key,) in rows:
            yield Named(key, None, None, as_it_lies=True)


def is_named(connection: Connection, key: str) -> bool:
    """Whether a row names it."""
    original = exists().where(col(Asset.storage_key) == key, col(Asset.state).in_(_ARRIVED))
    made = exists().where(col(Derivative.storage_key) == key)
    locked = [exists().where(col(one.storage_key) == key) for one in (LockerFile, LockerPack)]
    return bool(connection.execute(select(or_(original, made, *locked))).scalar())


def count_memories(connection: Connection) -> int:
    asked = select(func.count()).select_from(Asset).where(col(Asset.deleted_at).is_(None))
    return int(connection.execute(asked).scalar_one())


def iter_erased(connection: Connection) -> Iterator[bytes]:
    """A line for everything that was erased for good: kind, id, and when."""
    asked = select(
        col(Tombstone.kind), col(Tombstone.subject_id), col(Tombstone.erased_at)
    ).order_by(col(Tombstone.kind), col(Tombstone.subject_id))
    with connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(asked) as rows:
        for kind, subject, at in rows:
            yield f"{kind} {subject} {at.isoformat()}\n".encode()
