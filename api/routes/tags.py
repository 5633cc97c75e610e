"""What is in pictures, in words."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from api.http.dependencies import AccountDep, LibraryDep
from api.schemas.assets import Labels, LabelsBody, Tags, TagsBody

router = APIRouter(tags=["assets"])


@router.get("/assets/{asset_id}/tags")
def get_tags(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> Tags:
    return Tags.of(library.tags.get(viewer, asset_id))


@router.put("/assets/{asset_id}/tags")
def put_tags(asset_id: UUID, body: TagsBody, library: LibraryDep, viewer: AccountDep) -> Tags:
    """Let these be its tags, and no others. A suggestion that is named stays one; one that is not
    named any more is taken away for good."""
    return Tags.of(library.tags.put(viewer, asset_id, body.labels))


@router.get("/chests/{chest_id}/labels")
def get_labels(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Labels:
    """Which words this chest's pictures are labelled with."""
    return Labels.of(library.tags.get_labels(viewer, chest_id))


@router.put("/chests/{chest_id}/labels")
def put_labels(chest_id: UUID, body: LabelsBody, library: LibraryDep, viewer: AccountDep) -> Labels:
    """Words of the chest's own, and which of the others it does not want. All its pictures are
    weighed anew. For curators."""
    chosen = library.tags.choose_labels(viewer, chest_id, added=body.added, removed=body.removed)
    return Labels.of(chosen)
