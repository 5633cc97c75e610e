"""Files that have just arrived: bytes in the store, a row in state `processing`, and, where a queue
is given, the job in the row's own transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, select

from chest.database import Database
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Asset,
    AssetState,
    Derivative,
    Kind,
    ProcessingStep,
    Upload,
    UploadState,
    utc_now,
)
from storage.base import BlobStore, StorageUnavailable
from storage.local import LocalStore

T = TypeVar("T")


class ShutStore(LocalStore):
    """A labelled fake: a store that does not answer while `shut` is set."""

    shut = False

    def as_file(self, key: str) -> Any:
        if self.shut:
            raise StorageUnavailable("The store is shut.", key=key)
        return super().as_file(key)


def once(_name: str, work: Callable[[], T]) -> T:
    """Steps as the job engine takes them the first time."""
    return work()


def meanwhile(step: str, deed: Callable[[], object]) -> Callable[[str, Callable[[], T]], T]:
    """Steps, with a deed of somebody else just before one of them."""

    def take(name: str, work: Callable[[], T]) -> T:
        if name == step:
            deed()
        return work()

    return take


def arrive(
    database: Database,
    blobs: BlobStore,
    chest_id: UUID,
    source: Path | bytes,
    *,
    name: str,
    queue: JobQueue | None = None,
    upload: dict[str, Any] | None = None,
    **fields: Any,
) -> UUID:
    """The asset's id. `upload` are fields of the upload that brought it, `fields` of the asset."""
    key = f"v1/{chest_id}/o/{token_hex(16)}"
    if isinstance(source, Path):
        size = blobs.put_file(key, source).size
    else:
        size = blobs.put(key, [source]).size
    defaults: dict[str, Any] = {
        "kind": Kind.photo,
        "state": AssetState.processing,
        "storage_key": key,
        "original_name": name,
        "taken_sort": "9" * 29,
    }
    with database.write() as session:
        asset = Asset(chest_id=chest_id, **{**defaults, **fields})
        session.add(asset)
        session.flush()
        if upload is not None:
            row = {"handle": "-", "size": size, "part_size": 8 * 1024**2, **upload}
            session.add(
                Upload(
                    asset_id=asset.id,
                    state=UploadState.complete,
                    completed_at=utc_now(),
                    **row,
                )
            )
        if queue is not None:
            queue.enqueue(session, Job.ingest, asset.id)
        return asset.id


def get_asset(database: Database, asset_id: UUID) -> Asset:
    with database.read() as session:
        asset = session.get(Asset, asset_id)
    assert asset is not None
    return asset


def get_steps(database: Database, asset_id: UUID) -> dict[str, ProcessingStep]:
    with database.read() as session:
        rows = session.exec(
            select(ProcessingStep).where(col(ProcessingStep.asset_id) == asset_id)
        ).all()
    return {row.step: row for row in rows}


def get_derivatives(database: Database, asset_id: UUID) -> dict[str, Derivative]:
    with database.read() as session:
        rows = session.exec(select(Derivative).where(col(Derivative.asset_id) == asset_id)).all()
    return {row.kind: row for row in rows}
