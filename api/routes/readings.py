"""The words in pictures."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from api.http.dependencies import LibraryDep, ViewerDep
from api.schemas.readings import NewText, Reading

router = APIRouter(tags=["assets"])


@router.get("/assets/{asset_id}/reading")
def get_reading(asset_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Reading:
    """What is written in it; empty where nothing is."""
    return Reading.told(library.readings.get(viewer, asset_id))


@router.put("/assets/{asset_id}/reading")
def put_reading(asset_id: UUID, body: NewText, library: LibraryDep, viewer: ViewerDep) -> Reading:
    """Put the words right. Answers 409 with `current`, the words as they are now, when `version` is
    not the newest."""
    return Reading.told(
        library.readings.edit(viewer, asset_id, version=body.version, text=body.text)
    )
