"""Posts: a note with or without files. Any memory's id is also a post's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.dependencies import AccountDep, LibraryDep, ViewerDep
from api.http.idempotency import OnceDep
from api.schemas.assets import AssetChanges, Post
from chest.errors import Stale

router = APIRouter(tags=["posts"])


class PostBody(BaseModel):
    """`asset_ids` are files that were uploaded before and belong to the note; `attached_to` is the
    memory that it is written about."""

    model_config = ConfigDict(extra="forbid")

    body: str
    caption: str | None = None
    taken: str | None = None
    place: str | None = None
    attached_to: UUID | None = None
    asset_ids: list[UUID] = Field(default_factory=list, max_length=200)


@router.post("/chests/{chest_id}/posts", status_code=201)
def create(
    chest_id: UUID, body: PostBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> Post:
    def work() -> dict[str, Any]:
        return {"id": str(library.assets.add_note(viewer, chest_id, **body.model_dump()).id)}

    made = once.run(viewer, body, work)
    return Post.with_attachments(library.assets.get(viewer, UUID(made["id"])), viewer, library)


@router.get("/posts/{post_id}")
def get(post_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Post:
    return Post.with_attachments(library.assets.get(viewer, post_id), viewer, library)


@router.put("/posts/{post_id}")
def edit(post_id: UUID, body: AssetChanges, library: LibraryDep, viewer: ViewerDep) -> Post:
    """Change some fields; answers 409 with `current`, the post as GET tells it, when `version` is
    not the newest."""
    try:
        post = library.assets.edit(viewer, post_id, version=body.version, changes=body.changes())
    except Stale as error:
        current = library.assets.get(viewer, post_id)
        raise Stale(Post.with_attachments(current, viewer, library).as_json()) from error
    return Post.with_attachments(post, viewer, library)


@router.delete("/posts/{post_id}", status_code=204)
def delete(post_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Response:
    """Put the note away; its files stay, and it can be restored for 30 days."""
    library.assets.delete(viewer, post_id)
    return Response(status_code=204)
