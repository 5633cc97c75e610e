"""What somebody added in one go: gathered once it has arrived, and looked through until all of it
is understood. For the worker's sweep; what comes of it is told in `chest.uploads.ready`.

What is asked here at once is bounded, by indexes that hold only what is not gathered or not settled
yet: neither a large chest nor a large batch makes it slow, only a batch of many files later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, and_, col, select, update

from chest.database import Database
from chest.ingest.rendition_rows import RenditionRows
from chest.ingest.rows import OPEN_STEPS, UNWANTED_REVIEWS
from chest.ingest.understanding_rows import RECIPES, UnderstandingRows
from chest.models import (
    NOBODY,
    Archive,
    ArchiveState,
    Asset,
    AssetState,
    Contribution,
    Membership,
    ProcessingStep,
    Rendition,
    Understanding,
    Upload,
    UploadBatch,
    UploadState,
    utc_now,
)

PAUSE = timedelta(minutes=10)
"""A batch ends when nothing was added for so long."""
ARRIVES_WITHIN = timedelta(hours=1)
"""What was begun within the batch and still arrives is waited for, so long; then it was left."""

FAILURES_KEPT = 100

_GATHERED_AT_ONCE = 2000
_LOOKED_AT_ONCE = 50
_FILES_AT_ONCE = 500
_ON_THE_WAY = (UploadState.open, UploadState.completing)
_IN_WORK = (AssetState.uploading, AssetState.processing)
_UNPACKED = (ArchiveState.waiting, ArchiveState.unpacking)


@dataclass(frozen=True)
class Owner:
    """Whose batches they are: an account's in a chest, or those of one gift through a link."""

    chest_id: UUID
    account_id: UUID | None
    contribution_id: UUID | None

    def of(self) -> ColumnElement[bool]:
        if self.account_id is None:
            return col(UploadBatch.contribution_id) == self.contribution_id
        return and_(
            col(UploadBatch.account_id) == self.account_id,
            col(UploadBatch.chest_id) == self.chest_id,
        )


def gather(database: Database) -> datetime:
    """Put what has arrived into batches; answers up to which moment nothing is left out."""
    now = utc_now()
    with database.read() as session:
        rows = session.exec(
            select(Upload, Asset.chest_id, Asset.contribution_id)
            .join(Asset, col(Asset.id) == col(Upload.asset_id))
            .where(
                col(Upload.batch_id).is_(None),
                col(Upload.state) == UploadState.complete,
                col(Upload.completed_at).is_not(None),
            )
            .order_by(col(Upload.completed_at), col(Upload.id))
            .limit(_GATHERED_AT_ONCE)
        ).all()
    of: dict[Owner, list[UUID]] = {}
    until = now
    for upload, chest_id, contribution_id in rows:
        gift = None if upload.account_id is not None else contribution_id
        of.setdefault(Owner(chest_id, upload.account_id, gift), []).append(upload.id)
        if upload.completed_at is not None and len(rows) == _GATHERED_AT_ONCE:
            until = upload.completed_at
    for owner, upload_ids in of.items():
        # One short transaction each, so that nobody who writes waits for all of them.
        with database.write() as session:
            _gather_for(session, owner, upload_ids)
    return until


def _gather_for(session: Session, owner: Owner, upload_ids: Collection[UUID]) -> None:
    """Whoever left the chest, or took the gift away, is told of nothing."""
    is_there = True
    if owner.account_id is None:
        gift = owner.contribution_id or NOBODY
        is_there = session.get(Contribution, gift, with_for_update=True) is not None
    uploads = session.exec(
        select(Upload)
        .where(col(Upload.id).in_(upload_ids), col(Upload.batch_id).is_(None))
        .order_by(col(Upload.id))
        .with_for_update()
    ).all()
    if owner.account_id is not None:
        # Two workers that gather for the same person come here one after the other.
        key = (owner.chest_id, owner.account_id)
        is_there = session.get(Membership, key, with_for_update=True) is not None
    batch = session.exec(
        select(UploadBatch)
        .where(owner.of(), col(UploadBatch.ended_at).is_(None))
        .order_by(col(UploadBatch.last_at).desc())
        .limit(1)
        .with_for_update()
    ).first()
    for upload in sorted(uploads, key=lambda one: (one.completed_at or one.created_at, one.id)):
        if not is_there:
            upload.batch_id = NOBODY
            continue
        arrived = upload.completed_at or upload.created_at
        if batch is None or upload.created_at > batch.last_at + PAUSE:
            batch = UploadBatch(
                chest_id=owner.chest_id,
                account_id=owner.account_id,
                contribution_id=owner.contribution_id,
                begun_at=upload.created_at,
                last_at=arrived,
                looked_at=arrived,
            )
        batch.begun_at = min(batch.begun_at, upload.created_at)
        batch.last_at = max(batch.last_at, arrived)
        upload.batch_id = batch.id
        session.add(batch)
    session.add_all(uploads)


def list_unsettled(database: Database) -> list[UUID]:
    """The batches that nobody was told of, the one that was looked at longest ago first."""
    with database.read() as session:
        found = session.exec(
            select(UploadBatch.id)
            .where(col(UploadBatch.settled_at).is_(None))
            .order_by(col(UploadBatch.looked_at))
            .limit(_LOOKED_AT_ONCE)
        )
        return list(found)


def lock(session: Session, batch_id: UUID) -> UploadBatch | None:
    """A batch that nobody was told of, locked; None where somebody was meanwhile."""
    batch = session.get(UploadBatch, batch_id, with_for_update=True, populate_existing=True)
    return batch if batch is not None and batch.settled_at is None else None


def has_ended(session: Session, batch: UploadBatch, *, gathered_to: datetime) -> bool:
    """Whether nothing more joins this batch; from the first yes on that is so."""
    now = utc_now()
    batch.looked_at = now
    session.add(batch)
    if batch.ended_at is None:
        if batch.last_at + PAUSE > gathered_to or _still_arrives(session, batch, now):
            return False
        batch.ended_at = now
    return True


def _still_arrives(session: Session, batch: UploadBatch, now: datetime) -> bool:
    whose = (
        col(Upload.account_id) == batch.account_id
        if batch.account_id is not None
        else col(Asset.contribution_id) == batch.contribution_id
    )
    found = session.exec(
        select(Upload.id)
        .join(Asset, col(Asset.id) == col(Upload.asset_id))
        .where(
            col(Upload.state).in_(_ON_THE_WAY),
            col(Upload.created_at) > now - ARRIVES_WITHIN,
            col(Upload.created_at) <= batch.last_at + PAUSE,
            col(Asset.chest_id) == batch.chest_id,
            col(Asset.deleted_at).is_(None),
            whose,
        )
        .limit(1)
    )
    return found.first() is not None


@dataclass(frozen=True)
class Walked:
    """How far one look went: `files` that were looked at, and whether nothing is left, or another
    look would go on at once."""

    files: int
    is_through: bool
    goes_on: bool


def walk(session: Session, batch: UploadBatch, *, paused: bool) -> Walked:
    """Count what is understood of a batch that has ended, up to the first file that is not yet.

    What was put away, taken back or declined meanwhile is not counted.
    """
    after = () if batch.walked_to is None else (col(Upload.id) > batch.walked_to,)
    rows = session.exec(
        select(Upload.id, Asset)
        .join(Asset, col(Asset.id) == col(Upload.asset_id))
        .where(col(Upload.batch_id) == batch.id, *after)
        .order_by(col(Upload.id))
        .limit(_FILES_AT_ONCE)
    ).all()
    wanted = {
        asset.id: asset
        for _upload_id, asset in rows
        if asset.deleted_at is None and asset.review not in UNWANTED_REVIEWS
    }
    unfinished = _find_unfinished(session, wanted, paused=paused)
    passed: list[Asset] = []
    for upload_id, asset in rows:
        if asset.id in unfinished:
            break
        batch.walked_to = upload_id
        if asset.id in wanted:
            passed.append(asset)
    _count(session, batch, passed)
    session.add(batch)
    stopped = any(asset.id in unfinished for _upload_id, asset in rows)
    is_full = len(rows) == _FILES_AT_ONCE
    return Walked(len(rows), is_through=not stopped and not is_full, goes_on=not stopped)


def _find_unfinished(session: Session, assets: dict[UUID, Asset], *, paused: bool) -> set[UUID]:
    """Those of these memories that are not understood yet, and will be."""
    if not assets:
        return set()
    ids = list(assets)
    found = {asset.id for asset in assets.values() if asset.state in _IN_WORK}
    found |= RenditionRows.find_open(session, ids)
    for step in RECIPES:
        found |= UnderstandingRows.find_open(session, step, ids, paused=paused)
    unpacked = select(Archive.asset_id).where(
        col(Archive.asset_id).in_(ids), col(Archive.state).in_(_UNPACKED)
    )
    return found | set(session.exec(unpacked))


def _count(session: Session, batch: UploadBatch, passed: list[Asset]) -> None:
    failed = [asset for asset in passed if asset.state is AssetState.failed]
    batch.ready += len(passed) - len(failed)
    batch.failed += len(failed)
    ids = [str(asset.id) for asset in failed]
    batch.failed_ids = [*batch.failed_ids, *ids][:FAILURES_KEPT]
    moments = [batch.understood_at, *_last_moments(session, [asset.id for asset in passed])]
    batch.understood_at = max((moment for moment in moments if moment is not None), default=None)


def _last_moments(session: Session, asset_ids: list[UUID]) -> Iterator[datetime | None]:
    for row in (ProcessingStep, Understanding, Rendition):
        ended = col(row.state).not_in(OPEN_STEPS)
        yield session.exec(
            select(func.max(row.updated_at)).where(col(row.asset_id).in_(asset_ids), ended)
        ).one()


def put_nowhere(session: Session, batch: UploadBatch) -> None:
    """Nobody is told of this batch, now or later. Its files belong to it all the same, so that no
    other takes them up."""
    session.delete(batch)


def dismiss(session: Session, owner: Owner, *, until: datetime) -> None:
    session.exec(
        update(UploadBatch)
        .where(
            owner.of(),
            col(UploadBatch.settled_at) <= until,
            col(UploadBatch.dismissed_at).is_(None),
        )
        .values(dismissed_at=utc_now())
    )
