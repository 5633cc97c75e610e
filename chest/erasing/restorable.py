"""Memories that were put away: who may still bring them back, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.prepared import NOW, Prepared
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
    anything = Action.edit_any in ALLOWED[role]
    since = utc_now() - RESTORABLE_FOR
    rows = _RESTORABLE.ask(session, viewer, anything, chest_id=chest_id, since=since, limit=limit)
    return [
        DeletedAsset(
            id=row.id,
            kind=row.kind,
            words=row.caption or row.words or None,
            original_name=row.original_name,
            deleted_at=row.deleted_at,
            deleted_by_name=row.by,
            erased_at=row.deleted_at + RESTORABLE_FOR,
        )
        for row in rows
    ]


def _restorable(viewer: Viewer, anything: bool) -> Select[Any]:
    """With `anything` what anybody put away, else what this viewer added and put away."""
    shown = ("id", "kind", "caption", "original_name", "deleted_at")
    query: Select[Any] = (
        select_columns(
            *(col(getattr(Asset, name)) for name in shown),
            func.substr(col(Asset.body), 1, _FIRST_WORDS).label("words"),
            col(Account.name).label("by"),
        )
        .select_from(Asset)
        .outerjoin(Account, col(Account.id) == col(Asset.deleted_by))
        .where(
            col(Asset.chest_id) == bindparam("chest_id"),
            col(Asset.deleted_at) > bindparam("since"),
            col(Asset.state) != AssetState.uploading,
            col(Asset.companion_of).is_(None),  # it comes back with what it belongs to
            visible_to(viewer, now=NOW, deleted=True),
        )
        .order_by(col(Asset.deleted_at).desc(), col(Asset.id))
        .limit(bindparam("limit", type_=Integer()))
    )
    if anything:
        return query
    return query.where(
        col(Asset.deleted_by) == viewer.account_id, col(Asset.added_by) == viewer.account_id
    )


_RESTORABLE = Prepared(_restorable)
