"""What is in pictures, in words; and which of them look alike."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from api.http.dependencies import AccountDep, LibraryDep
from api.schemas.assets import Asset, LookAlikes, Tags, TagsBody
from api.schemas.base import Page

router = APIRouter(tags=["assets"])

MOST_ALIKE = 60


@router.get("/assets/{asset_id}/tags")
def get_tags(asset_id: UUID, library: LibraryDep, viewer: AccountDep) -> Tags:
    return Tags.of(library.tags.get(viewer, asset_id))


@router.put("/assets/{asset_id}/tags")
def put_tags(asset_id: UUID, body: TagsBody, library: LibraryDep, viewer: AccountDep) -> Tags:
    """Let these be its tags, and no others. A suggestion that is named stays one; one that is not
    named any more is taken away for good."""
    return Tags.of(library.tags.put(viewer, asset_id, body.labels))


@router.get("/assets/{asset_id}/similar")
def similar(
    asset_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    limit: Annotated[int, Query(ge=1, le=MOST_ALIKE)] = 24,
) -> Page[Asset]:
    """The memories that look most like this one, nearest first."""
    ids = library.tags.similar(viewer, asset_id, limit=limit)
    views = library.assets.list_views(viewer, ids)
    items = [Asset.of(view, viewer, library.media) for view in views]
    return Page[Asset](items=items, next=None)


@router.get("/chests/{chest_id}/look-alikes")
def look_alikes(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Page[LookAlikes]:
    """Pairs of pictures that may be the same one, for somebody to decide about: nothing is
    merged. For curators."""
    found = library.tags.look_alikes(viewer, chest_id)
    items = [LookAlikes(first=one.first, second=one.second, nearness=one.nearness) for one in found]
    return Page[LookAlikes](items=items, next=None)
