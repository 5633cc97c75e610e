"""Removing for good what was put away: rows at once, bytes by way of the trash."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from chest.models import Asset, BlobTrash, Chest, Contribution, Derivative, utc_now

RESTORABLE_FOR = timedelta(days=30)


def purge_deleted(session: Session, *, limit: int) -> int:
    """Purge up to `limit` memories that were deleted more than 30 days ago; returns how many."""
    due = session.exec(
        select(Asset.id)
        .where(col(Asset.deleted_at) < utc_now() - RESTORABLE_FOR)
        .order_by(col(Asset.deleted_at))
        .limit(limit)
    ).all()
    purge_assets(session, due)
    return len(due)


def purge_assets(session: Session, asset_ids: Sequence[UUID]) -> None:
    """Remove these memories with all that was derived from them, in the caller's transaction.

    Their bytes go to the trash, which the sweep empties once this is committed. What was attached
    to them stays; a chest or contribution that showed one shows none.
    """
    trash_bytes(session, col(Asset.id).in_(asset_ids))
    for table, column in (
        (Asset, Asset.attached_to),
        (Asset, Asset.duplicate_of),
        (Chest, Chest.hero_asset_id),
        (Contribution, Contribution.message_asset_id),
    ):
        session.exec(
            update(table)
            .where(col(column).in_(asset_ids))
            .values({col(column): None})
            .execution_options(synchronize_session=False)
        )
    session.exec(
        delete(Asset)
        .where(col(Asset.id).in_(asset_ids))
        .execution_options(synchronize_session=False)
    )


def trash_bytes(session: Session, condition: ColumnElement[bool]) -> None:
    """Put the keys of all bytes of the memories that fulfil the condition into the trash.

    To be called before the rows go: with them goes the only list of their keys. Twice is no error.
    """
    originals = select(Asset.storage_key).where(condition, col(Asset.storage_key).is_not(None))
    derived = (
        select(Derivative.storage_key)
        .join(Asset, col(Asset.id) == col(Derivative.asset_id))
        .where(condition)
    )
    keys = {*session.exec(originals).all(), *session.exec(derived).all()}
    known = set(
        session.exec(
            select(BlobTrash.storage_key).where(col(BlobTrash.storage_key).in_(keys))
        ).all()
    )
    session.add_all(BlobTrash(storage_key=key) for key in keys - known if key)
    session.flush()
