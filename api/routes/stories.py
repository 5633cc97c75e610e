"""Stories: asked for, read, listed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from api.http.dependencies import AccountDep, LibraryDep, ViewerDep
from api.http.idempotency import OnceDep
from api.http.paging import Limit
from api.schemas.base import Page, Version
from api.schemas.stories import ListedStory, Story
from chest.models import Audience
from chest.paging import in_order, page_of

router = APIRouter(tags=["stories"])


class StoryBody(BaseModel):
    """`provider` is a name, or name and model ("composer:3"), unless `model` says which."""

    provider: str = "composer"
    model: str | None = None
    tone: str = "plain"
    language: str = "en"
    mode: str = "narrative"
    audience: Audience = Audience.family


@router.post("/chests/{chest_id}/stories", status_code=202)
def begin(
    chest_id: UUID, body: StoryBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> Story:
    """Ask for a telling; poll `GET /api/stories/{id}` until its state is ready or failed."""

    def work() -> dict[str, Any]:
        terms = body.model_dump(exclude={"model"})
        if body.model is not None:
            terms["provider"] = f"{body.provider}:{body.model}"
        return {"id": str(library.stories.begin(viewer, chest_id, **terms).id)}

    made = once.run(viewer, body, work)
    return Story.of(library.stories.get(viewer, UUID(made["id"])))


@router.get("/chests/{chest_id}/stories")
def list_stories(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[ListedStory]:
    """The tellings, newest first, without their chapters: `GET /api/stories/{id}` reads one."""
    page = page_of(
        library.stories.list_stories(viewer, chest_id),
        place=lambda story: (in_order(story.created_at), str(story.id)),
        cursor=cursor,
        limit=limit,
        descending=True,
    )
    return Page[ListedStory].of(page, ListedStory.model_validate)


@router.get("/stories/{story_id}")
def get(story_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Story:
    return Story.of(library.stories.get(viewer, story_id))


@router.get("/stories/{story_id}/progress")
def progress(story_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Version:
    """A version that changes when the state does; what the page polls."""
    return Version(version=library.stories.get_state(viewer, story_id).value)
