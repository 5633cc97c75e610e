"""Albums: named, ordered sets of memories, of which everybody sees what they may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.encoders import jsonable_encoder

import chest.albums.manager
from api.http.dependencies import AccountDep, LibraryDep, ViewerDep
from api.http.idempotency import OnceDep
from api.http.paging import Limit
from api.routes.assets import stretch_of
from api.schemas.albums import (
    Album,
    AlbumBody,
    AlbumChanges,
    AlbumMemories,
    AlbumOrder,
    AlbumResult,
    AlbumUndo,
)
from api.schemas.assets import Asset, page_of_assets
from api.schemas.base import Page
from api.schemas.bulk import BulkTimeline
from chest.albums.fields import Which
from chest.assets.bulk import OfTimeline

router = APIRouter(tags=["albums"])


@router.get("/chests/{chest_id}/albums")
def list_albums(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    deleted: bool = False,
    cursor: str | None = None,
    limit: Limit = 60,
) -> Page[Album]:
    """The albums of a chest, newest first. With `deleted`, those that one may bring back."""
    page = library.albums.list_page(viewer, chest_id, deleted=deleted, cursor=cursor, limit=limit)
    return Page[Album].of(page, Album.model_validate)


@router.post("/chests/{chest_id}/albums", status_code=201)
def make_album(
    chest_id: UUID, body: AlbumBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> Album:
    def work() -> dict[str, Any]:
        made = library.albums.create(
            viewer,
            chest_id,
            name=body.name,
            description=body.description,
            audience=body.audience,
            which=_which(body.assets, body.timeline),
        )
        return {"id": str(made.id)}

    made = once.run(viewer, body, work)
    return Album.model_validate(library.albums.get(viewer, UUID(made["id"])))


@router.get("/albums/{album_id}")
def get_album(album_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Album:
    return Album.model_validate(library.albums.get(viewer, album_id))


@router.patch("/albums/{album_id}")
def edit_album(
    album_id: UUID, body: AlbumChanges, library: LibraryDep, viewer: AccountDep
) -> Album:
    """Answers 409 where somebody changed it since `version`."""
    changed = library.albums.edit(viewer, album_id, body.fields(), version=body.version)
    return Album.model_validate(changed)


@router.delete("/albums/{album_id}", status_code=204)
def delete_album(album_id: UUID, library: LibraryDep, viewer: AccountDep) -> Response:
    """Put the album away; for 30 days it can be brought back. No memory goes."""
    library.albums.delete(viewer, album_id)
    return Response(status_code=204)


@router.post("/albums/{album_id}/restore")
def restore_album(album_id: UUID, library: LibraryDep, viewer: AccountDep) -> Album:
    return Album.model_validate(library.albums.restore(viewer, album_id))


@router.get("/albums/{album_id}/assets")
def list_memories(
    album_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    cursor: str | None = None,
    limit: Limit = 60,
) -> Page[Asset]:
    """Those of its memories that one sees, in the album's order."""
    page = library.albums.list_memories(viewer, album_id, cursor=cursor, limit=limit)
    return page_of_assets(page, viewer, library)


@router.put("/albums/{album_id}/assets")
def put_memories(
    album_id: UUID, body: AlbumMemories, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> AlbumResult:
    """Take memories in, which come last, and others out; all in one step that can be undone."""
    which = _which(body.add, body.timeline)
    return _do(
        once,
        viewer,
        body,
        lambda: library.albums.put(viewer, album_id, add=which, remove=body.remove),
    )


@router.post("/albums/{album_id}/order")
def move_memories(
    album_id: UUID, body: AlbumOrder, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> AlbumResult:
    """Let memories of the album stand before another one, or last."""
    return _do(
        once,
        viewer,
        body,
        lambda: library.albums.move(viewer, album_id, body.assets, before=body.before),
    )


@router.post("/albums/{album_id}/undo")
def undo(
    album_id: UUID, body: AlbumUndo, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> AlbumResult:
    """Let its memories lie as they lay; what was moved since is left out. Answers 409 after 30
    days."""
    return _do(once, viewer, body, lambda: library.albums.undo(viewer, album_id, body.undo))


def _do(
    once: OnceDep,
    viewer: AccountDep,
    body: AlbumMemories | AlbumOrder | AlbumUndo,
    deed: Callable[[], chest.albums.manager.AlbumResult],
) -> AlbumResult:
    def work() -> dict[str, Any]:
        answer: dict[str, Any] = jsonable_encoder(asdict(deed()))
        return answer

    return AlbumResult.model_validate(once.run(viewer, body, work))


def _which(ids: list[UUID], timeline: BulkTimeline | None) -> Which:
    if timeline is None:
        return ids
    return OfTimeline(
        stretches=tuple(stretch_of(**one.model_dump()) for one in timeline.stretches),
        without=frozenset(timeline.without),
    )
