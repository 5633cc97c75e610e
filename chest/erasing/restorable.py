"""Memories that were put away: who may still bring them back, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action, visible_to
from chest.erasing.periods import RESTORABLE_FOR
from chest.models import Account, Asset, AssetState, Kind, Role, utc_now

_FIRST_WORDS = 200  # characters of a note, enough to know it by


@dataclass(frozen=True)
class DeletedAsset:
    """A memory that was put away. `words` are its caption, or how its text begins; `erased_at` is
    when it goes for good."""

    id: UUID
    kind: Kind
    words: str | None
    original_name: str | None
    deleted_at: datetime
    deleted_by_name: str | None
    erased_at: datetime


def list_restorable(
    session: Session, viewer: Viewer, chest_id: UUID, *, role: Role, limit: int
) -> list[DeletedAsset]:
    """What this member can bring back, last deleted first: curators anything, others what they put
    away themselves. What never arrived is not among it."""
    query = (
        select(Asset, Account.name)
        .outerjoin(Account, col(Account.id) == col(Asset.deleted_by))
        .where(
            col(Asset.chest_id) == chest_id,
            col(Asset.deleted_at) > utc_now() - RESTORABLE_FOR,
            col(Asset.state) != AssetState.uploading,
            visible_to(viewer, deleted=True),
        )
        .order_by(col(Asset.deleted_at).desc(), col(Asset.id))
        .limit(limit)
    )
    if Action.edit_any not in ALLOWED[role]:
        query = query.where(
            col(Asset.deleted_by) == viewer.account_id, col(Asset.added_by) == viewer.account_id
        )
    found = []
    for asset, by in session.exec(query).all():
        assert asset.deleted_at is not None
        found.append(
            DeletedAsset(
                id=asset.id,
                kind=asset.kind,
                words=asset.caption or (asset.body or "")[:_FIRST_WORDS] or None,
                original_name=asset.original_name,
                deleted_at=asset.deleted_at,
                deleted_by_name=by,
                erased_at=asset.deleted_at + RESTORABLE_FOR,
            )
        )
    return found
