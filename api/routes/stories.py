"""Stories: asked for, read, listed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.http.dependencies import AccountDep, LibraryDep, ViewerDep
from api.http.idempotency import OnceDep
from api.http.paging import Limit
from api.schemas.base import Page
from api.schemas.stories import (
    ChestNarrator,
    ListedStory,
    Narrator,
    Narrators,
    Progress,
    Story,
    StoryCall,
    StoryEstimate,
)
from chest.models import Audience
from chest.paging import in_order, page_of

router = APIRouter(tags=["stories"])


class StoryBody(BaseModel):
    """`provider` is a name, or name and model ("composer:3"), unless `model` says which; without
    either the chest's own narrator tells."""

    provider: str | None = None
    model: str | None = None
    tone: str = "plain"
    language: str = "en"
    mode: str = "narrative"
    length: str = "medium"
    audience: Audience = Audience.family

    def terms(self) -> dict[str, Any]:
        """What the manager takes."""
        terms = self.model_dump(exclude={"model"})
        if self.model is not None:
            terms["provider"] = f"{self.provider or 'composer'}:{self.model}"
        return terms


class BeginBody(StoryBody):
    """`consent` says that memories may be sent to whom `estimate` names; a story that is told on
    this computer needs none."""

    consent: bool = False


class NarratorBody(BaseModel):
    """`narrator` null is the composer, `ceiling` null no limit (dollars a month)."""

    narrator: str | None = None
    ceiling: float | None = Field(default=None, ge=0, allow_inf_nan=False)


@router.post("/chests/{chest_id}/stories", status_code=202)
def begin(
    chest_id: UUID, body: BeginBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> Story:
    """Ask for a telling; poll `GET /api/stories/{id}` until its state is ready or failed."""

    def work() -> dict[str, Any]:
        return {"id": str(library.stories.begin(viewer, chest_id, **body.terms()).id)}

    made = once.run(viewer, body, work)
    return Story.of(library.stories.get(viewer, UUID(made["id"])))


@router.post("/chests/{chest_id}/stories/estimate")
def estimate(
    chest_id: UUID, body: StoryBody, library: LibraryDep, viewer: AccountDep
) -> StoryEstimate:
    """What such a telling would need and cost, and whether memories would leave this computer.
    Nothing is begun, and nobody is asked."""
    found = library.stories.estimate(viewer, chest_id, **body.terms())
    return StoryEstimate.model_validate(found)


@router.get("/chests/{chest_id}/stories/calls")
def list_calls(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[StoryCall]:
    """Each time a narrator was asked for this chest, and what that cost, the latest first."""
    page = library.stories.list_calls(viewer, chest_id, cursor=cursor, limit=limit)
    return Page[StoryCall].of(page, StoryCall.model_validate)


@router.get("/chests/{chest_id}/narrators")
def list_narrators(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> Narrators:
    """Who can tell stories on this installation, also those that are not set up yet."""
    found = library.stories.list_narrators(viewer, chest_id)
    return Narrators(narrators=[Narrator.model_validate(one) for one in found])


@router.get("/chests/{chest_id}/narrator")
def get_narrator(chest_id: UUID, library: LibraryDep, viewer: AccountDep) -> ChestNarrator:
    return ChestNarrator.model_validate(library.stories.get_narrator(viewer, chest_id))


@router.put("/chests/{chest_id}/narrator")
def set_narrator(
    chest_id: UUID, body: NarratorBody, library: LibraryDep, viewer: AccountDep
) -> ChestNarrator:
    """Choose who tells this chest's stories, and what that may cost in a month."""
    made = library.stories.set_narrator(viewer, chest_id, body.narrator, body.ceiling)
    return ChestNarrator.model_validate(made)


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
def progress(story_id: UUID, library: LibraryDep, viewer: ViewerDep) -> Progress:
    """How far it is, and a version that changes when that does; what the page polls."""
    return Progress.model_validate(library.stories.get_progress(viewer, story_id))
