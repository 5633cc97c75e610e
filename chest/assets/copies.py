"""Memories that have the very same bytes: who else gave one, and whether they are shown as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select, update

from chest.access.audit import record
from chest.access.memories import get_visible
from chest.access.repeats import is_published_copy
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require
from chest.database import Database
from chest.models import Account, Asset, Contribution, utc_now


@dataclass(frozen=True)
class Copy:
    """Another memory with the same bytes, and who gave it."""

    asset_id: UUID
    contributor_name: str | None
    contributor_account_id: UUID | None
    created_at: datetime


@dataclass(frozen=True)
class Copies:
    """The published memories with the bytes of one that the viewer sees too, oldest first, without
    that one. `apart` says that somebody wanted to see them apart."""

    items: tuple[Copy, ...]
    apart: bool


class CopyManager:
    """For accounts alone: whoever came by a link never learns that something came twice."""

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def get_copies(self, viewer: Viewer, asset_id: UUID) -> Copies:
        """What else has these bytes. Raises NotFound for a memory that the viewer does not see, and
        NotSignedIn for everybody without an account."""
        require_account(viewer)
        with self._database.read() as session:
            return _read(session, viewer, get_visible(session, viewer, asset_id))

    def show_apart(self, viewer: Viewer, asset_id: UUID) -> Copies:
        """Show a memory and its copies each by itself, in every list and number, to everybody. A
        copy that comes later is shown as one of them. For curators; of what they do not see nothing
        changes. Twice is no error."""
        return self._set(viewer, asset_id, apart=True)

    def show_as_one(self, viewer: Viewer, asset_id: UUID) -> Copies:
        """Show a memory and its copies as one again; the way back from `show_apart`."""
        return self._set(viewer, asset_id, apart=False)

    def _set(self, viewer: Viewer, asset_id: UUID, *, apart: bool) -> Copies:
        require_account(viewer)
        with self._database.write() as session:
            asset = get_visible(session, viewer, asset_id)
            require(session, viewer, asset.chest_id, Action.edit_any)
            group = session.exec(
                select(Asset.id, Asset.stands_apart)
                .where(is_published_copy(viewer, asset, utc_now()))
                .order_by(col(Asset.id))
                .with_for_update()
            ).all()
            changed = [one for one, is_apart in group if is_apart != apart]
            if len(group) > 1 and changed:
                session.exec(
                    update(Asset)
                    .where(col(Asset.id).in_(changed))
                    .values(stands_apart=apart)
                    .execution_options(synchronize_session="fetch")
                )
                record(
                    session,
                    viewer,
                    "asset.shown_apart" if apart else "asset.shown_as_one",
                    subject=("asset", asset.id),
                    chest_id=asset.chest_id,
                )
            return _read(session, viewer, asset)


def _read(session: Session, viewer: Viewer, asset: Asset) -> Copies:
    rows = session.exec(
        select(Asset, Contribution.name, Account.name)
        .outerjoin(Contribution, col(Contribution.id) == col(Asset.contribution_id))
        .outerjoin(Account, col(Account.id) == col(Asset.added_by))
        .where(is_published_copy(viewer, asset, utc_now()))
        .order_by(col(Asset.id))
    ).all()
    if asset.id not in {row.id for row, _, _ in rows}:
        return Copies((), apart=False)  # what waits is nobody's copy yet
    others = tuple(
        Copy(row.id, given or added, row.added_by, row.created_at)
        for row, given, added in rows
        if row.id != asset.id
    )
    return Copies(others, apart=bool(others) and any(row.stands_apart for row, _, _ in rows))
