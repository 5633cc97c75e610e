"""What is done to one memory that is locked and that the viewer may change: by itself, or as one of
many."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from chest.access.audit import record
from chest.access.reapproval import look_again
from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action
from chest.assets.edits import apply_changes, clean_changes
from chest.erasing.periods import RESTORABLE_FOR, say_gone
from chest.errors import Conflict, NotFound
from chest.models import Asset, AssetState, Chest, Role, utc_now
from language import _


def change(
    session: Session,
    viewer: Viewer,
    asset: Asset,
    changes: Mapping[str, Any],
    *,
    chest: Chest,
    role: Role | None,
) -> set[str]:
    """Change these fields, as `clean_changes` reads them; returns the columns that really changed,
    none if all is as it was. Raises Invalid, with nothing changed, where one cannot be taken."""
    columns = read_changes(viewer, asset, changes, chest=chest, role=role)
    write_columns(session, viewer, asset, columns, chest=chest, role=role)
    return set(columns)


def read_changes(
    viewer: Viewer, asset: Asset, changes: Mapping[str, Any], *, chest: Chest, role: Role | None
) -> dict[str, Any]:
    """The columns that would really change, as `write_columns` takes them. Raises Invalid."""
    is_own = viewer.account_id is not None and asset.added_by == viewer.account_id
    return clean_changes(changes, asset=asset, chest=chest, role=role, is_own=is_own)


def write_columns(
    session: Session,
    viewer: Viewer,
    asset: Asset,
    columns: Mapping[str, Any],
    *,
    chest: Chest,
    role: Role | None,
) -> None:
    """Write columns that were checked, with what follows from it: the history, the approval where
    members are not trusted, and the audit."""
    if columns:
        # First what locks rows, then what is written: see the last of `chest.access.locks`.
        look_again(session, viewer, asset, columns, chest=chest, role=role)
        apply_changes(session, asset, columns, by=viewer.account_id)
        write_down(session, viewer, "asset.edited", asset)


def put_away(session: Session, viewer: Viewer, asset: Asset, *, at: datetime) -> None:
    asset.deleted_at, asset.deleted_by = at, viewer.account_id
    session.add(asset)
    write_down(session, viewer, "asset.deleted", asset)


def check_restorable(
    viewer: Viewer,
    asset: Asset,
    role: Role | None,
    *,
    deleted_at: datetime,
    deleted_by: UUID | None,
) -> None:
    """That this viewer, who may change the memory, may bring it back too: curators any, others what
    they put away themselves. Raises NotFound, and Conflict after 30 days and for a file that never
    arrived."""
    if not (role and Action.edit_any in ALLOWED[role]) and deleted_by != viewer.account_id:
        raise NotFound(_("Someone else put this away. Ask a curator to bring it back."))
    if deleted_at < utc_now() - RESTORABLE_FOR:
        raise Conflict(say_gone(_("This")))
    if asset.state is AssetState.uploading:
        raise Conflict(_("This file never arrived completely. Please add it again."))


def bring_back(session: Session, viewer: Viewer, asset: Asset) -> None:
    asset.deleted_at = asset.deleted_by = None
    session.add(asset)
    write_down(session, viewer, "asset.restored", asset)


def write_down(session: Session, viewer: Viewer, action: str, asset: Asset) -> None:
    record(session, viewer, action, subject=("asset", asset.id), chest_id=asset.chest_id)
