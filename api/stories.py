"""Stories: asked for, read, listed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import AccountDep, LibraryDep, ViewerDep
from api.idempotency import OnceDep
from api.paging import Limit, in_order, page_of
from api.times import rfc3339
from chest.models import Audience
from chest.stories.reading import StoryView

router = APIRouter(tags=["stories"])


class StoryBody(BaseModel):
    """`provider` is a name, or name and model ("composer:2"), unless `model` says which."""

    provider: str = "composer"
    model: str | None = None
    tone: str = "plain"
    language: str = "en"
    mode: str = "narrative"
    audience: Audience = Audience.family


def story_json(story: StoryView) -> dict[str, Any]:
    return listed_json(story) | {
        "withheld": story.withheld,
        "changed": story.changed,
        "chapters": [
            {
                "id": str(chapter.id),
                "title": chapter.title,
                "sentences": [
                    {
                        "id": str(sentence.id),
                        "text": sentence.text,
                        "sources": [
                            *(["chest"] if sentence.from_chest else []),
                            *map(str, sentence.sources),
                        ],
                        "quote": sentence.quote,
                        "origin": sentence.origin,
                        "verdict": sentence.verdict,
                    }
                    for sentence in chapter.sentences
                ],
            }
            for chapter in story.chapters
        ],
    }


def listed_json(story: StoryView) -> dict[str, Any]:
    """A telling without what it tells, and without what only reading it finds out."""
    return {
        "id": str(story.id),
        "chest_id": str(story.chest_id),
        "state": story.state.value,
        "audience": story.audience.value,
        "provider": story.provider,
        "model": story.model,
        "tone": story.tone,
        "language": story.language,
        "mode": story.mode,
        "reason": story.reason,
        "created_at": rfc3339(story.created_at),
        "finished_at": rfc3339(story.finished_at),
    }


@router.post("/chests/{chest_id}/stories", status_code=202)
def begin(
    chest_id: UUID, body: StoryBody, library: LibraryDep, viewer: AccountDep, once: OnceDep
) -> dict[str, Any]:
    """Ask for a telling; poll `GET /api/stories/{id}` until its state is ready or failed."""

    def work() -> dict[str, Any]:
        terms = body.model_dump(exclude={"model"})
        if body.model is not None:
            terms["provider"] = f"{body.provider}:{body.model}"
        return {"id": str(library.stories.begin(viewer, chest_id, **terms).id)}

    made = once.run(viewer, body, work)
    return story_json(library.stories.get(viewer, UUID(made["id"])))


@router.get("/chests/{chest_id}/stories")
def list_stories(
    chest_id: UUID,
    library: LibraryDep,
    viewer: ViewerDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The tellings, newest first, without their chapters: `GET /api/stories/{id}` reads one."""
    stories, after = page_of(
        library.stories.list_stories(viewer, chest_id),
        place=lambda story: (in_order(story.created_at), str(story.id)),
        cursor=cursor,
        limit=limit,
        descending=True,
    )
    return {"items": [listed_json(story) for story in stories], "next": after}


@router.get("/stories/{story_id}")
def get(story_id: UUID, library: LibraryDep, viewer: ViewerDep) -> dict[str, Any]:
    return story_json(library.stories.get(viewer, story_id))


@router.get("/stories/{story_id}/progress")
def progress(story_id: UUID, library: LibraryDep, viewer: ViewerDep) -> dict[str, str]:
    """A version that changes when the state does; what the page polls."""
    return {"version": library.stories.get_state(viewer, story_id).value}
