"""Who may see and change a memory."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from chest.access.prepared import NOW, Prepared
from chest.access.viewers import LinkViewer, ReceiptViewer, Viewer
from chest.access.visibility import ALLOWED, Action, find_role, visible_to
from chest.errors import Conflict, NotFound
from chest.models import (
    Asset,
    Chest,
    Contribution,
    ContributionState,
    Review,
    Role,
)
from language import N_

_NOT_YOURS = N_(
    "You can look at this memory, but changing it is for whoever added it or a curator."
)
_TAKEN_BACK = N_("This was taken back, so it stays as it is until it is erased.")


def get_visible(session: Session, viewer: Viewer, asset_id: UUID, *, lock: bool = False) -> Asset:
    """The memory, if the viewer may see it; with `lock`, locked until the transaction ends."""
    query = select(Asset).where(col(Asset.id) == asset_id, visible_to(viewer))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    asset = session.exec(query).first()
    if asset is None:
        raise NotFound
    return asset


def get_editable(
    session: Session, viewer: Viewer, asset_id: UUID, *, lock: bool = False
) -> tuple[Asset, Chest, Role | None]:
    """A memory that the viewer may change, its chest, and their role in it (None for a link).

    Raises NotFound, for one that they may only look at with a sentence that says so, and Conflict
    for their own when it was taken back.
    """
    asset = get_visible(session, viewer, asset_id, lock=lock)
    chest = session.get(Chest, asset.chest_id)
    role = find_role(session, viewer, asset.chest_id)
    draft = session.get(Contribution, asset.contribution_id) if asset.contribution_id else None
    if role is not None and asset.review is Review.withdrawn:
        raise Conflict(_TAKEN_BACK)
    if chest is None or not may_edit(viewer, asset, role=role, draft=draft):
        raise NotFound(_NOT_YOURS)
    return asset, chest, role


def list_visible(session: Session, viewer: Viewer, ids: Iterable[UUID | None]) -> set[UUID]:
    """Those of these memories that the viewer may see; no query where there are none."""
    asked = {asset_id for asset_id in ids if asset_id is not None}
    if not asked:
        return set()
    return {row.id for row in _VISIBLE.ask(session, viewer, ids=list(asked))}


def _visible(viewer: Viewer) -> Select[Any]:
    named = col(Asset.id).in_(bindparam("ids", expanding=True))
    return select_columns(col(Asset.id)).where(named, visible_to(viewer, now=NOW))


_VISIBLE = Prepared(_visible)


def hero_of(
    chest: Chest, seen: Container[UUID | None]
) -> tuple[UUID | None, tuple[float, float, float, float] | None]:
    """The picture that a chest is shown with and the part of it that is shown, for a viewer who
    sees the memories in `seen` (see `list_visible`)."""
    if chest.hero_asset_id not in seen:
        return None, None
    crop = chest.hero_crop
    return chest.hero_asset_id, (crop[0], crop[1], crop[2], crop[3]) if crop else None


def may_edit(
    viewer: Viewer, asset: Asset, *, role: Role | None, draft: Contribution | None
) -> bool:
    """Whether the viewer, who is known to see the memory, may change it: curators any, members
    their own, and contributors what lies in the draft that they have not sent yet. Nobody what was
    taken back: put back, it stands where it stood, and nobody would have looked at it."""
    if asset.review is Review.withdrawn:
        return False
    if role is not None:
        return Action.edit_any in ALLOWED[role] or (
            Action.edit_own in ALLOWED[role] and asset.added_by == viewer.account_id
        )
    return (
        isinstance(viewer, LinkViewer)
        and draft is not None
        and is_contributor(viewer, draft)
        and draft.state is ContributionState.draft
    )


def is_contributor(viewer: Viewer, contribution: Contribution) -> bool:
    if isinstance(viewer, LinkViewer):
        return contribution.link_session_id == viewer.session_id
    return isinstance(viewer, ReceiptViewer) and viewer.contribution_id == contribution.id
