"""The family's hand in a story: sentences taken out, rewritten, locked, added; and that undone."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from api.http.dependencies import AccountDep, LibraryDep
from api.http.paging import Limit
from api.schemas.base import Page
from api.schemas.story_edits import EditBody, StoryEdit, VerdictBody
from chest.access.viewers import Viewer
from chest.errors import NotFound
from chest.library import Library
from chest.stories.edit_views import EditView

router = APIRouter(tags=["stories"])


@router.post("/stories/{story_id}/edits")
def edit(story_id: UUID, body: EditBody, library: LibraryDep, viewer: AccountDep) -> StoryEdit:
    """Change a sentence or a title, in this telling and in those to come. For those who may have
    stories told. The same change twice is one."""
    if body.chapter is not None and body.op == "rename":
        library.story_edits.check_in(viewer, story_id, chapter_id=body.chapter)
        edits = library.story_edits
        done = edits.rename_chapter(viewer, body.chapter, body.text, seen=body.seen)
        return StoryEdit.model_validate(done)
    if body.sentence is None:
        raise NotFound
    library.story_edits.check_in(viewer, story_id, sentence_id=body.sentence)
    return StoryEdit.model_validate(_edit(library, viewer, body.sentence, body))


@router.post("/stories/{story_id}/sentences/{sentence_id}")
def decide(
    story_id: UUID,
    sentence_id: UUID,
    body: VerdictBody,
    library: LibraryDep,
    viewer: AccountDep,
) -> StoryEdit:
    """Decide on a sentence, most of all on one that waits."""
    edits = library.story_edits
    edits.check_in(viewer, story_id, sentence_id=sentence_id)
    if body.verdict == "accept":
        done = edits.accept(viewer, sentence_id, seen=body.seen)
    elif body.verdict == "drop":
        done = edits.remove(viewer, sentence_id, seen=body.seen)
    else:
        done = edits.rewrite(viewer, sentence_id, body.text, seen=body.seen)
    return StoryEdit.model_validate(done)


@router.get("/chests/{chest_id}/story-edits")
def list_edits(
    chest_id: UUID,
    library: LibraryDep,
    viewer: AccountDep,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page[StoryEdit]:
    """All that was changed, the last first, with what was undone and what is placed nowhere now."""
    page = library.story_edits.list_edits(viewer, chest_id, cursor, limit)
    return Page[StoryEdit].of(page, StoryEdit.model_validate)


@router.post("/story-edits/{edit_id}/undo")
def undo(edit_id: UUID, library: LibraryDep, viewer: AccountDep) -> StoryEdit:
    """Let it read as if this had never been done; twice is no error."""
    return StoryEdit.model_validate(library.story_edits.undo(viewer, edit_id))


@router.post("/story-edits/{edit_id}/redo")
def redo(edit_id: UUID, library: LibraryDep, viewer: AccountDep) -> StoryEdit:
    """Undo the undoing; twice is no error."""
    return StoryEdit.model_validate(library.story_edits.redo(viewer, edit_id))


def _edit(library: Library, viewer: Viewer, sentence_id: UUID, body: EditBody) -> EditView:
    edits = library.story_edits
    match body.op:
        case "remove":
            return edits.remove(viewer, sentence_id, seen=body.seen)
        case "rewrite":
            return edits.rewrite(viewer, sentence_id, body.text, seen=body.seen)
        case "lock":
            return edits.lock(viewer, sentence_id, seen=body.seen)
        case "unlock":
            return edits.unlock(viewer, sentence_id)
        case "insert":
            return edits.insert(viewer, sentence_id, body.text)
        case _:
            return edits.accept(viewer, sentence_id, seen=body.seen)
