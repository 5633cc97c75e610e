"""The family's hand in a story: any sentence may be taken out, rewritten, locked or followed by one
of theirs, and stays so through each retelling."""

from __future__ import annotations

from uuid import UUID

from chest.access.viewers import Viewer
from chest.database import Database
from chest.paging import Page
from chest.stories.edit_views import EditView


class StoryEditManager:
    """For whoever may have stories told, and may read the telling. Every call takes the viewer.

    `sentence_id` is `SentenceView.id`, also of a sentence that the family wrote. `seen` is how the
    sentence read when somebody began to change it: Stale is raised where it reads otherwise by now.
    The same change twice is one.
    """

    def __init__(self, *, database: Database) -> None:
        self._database = database

    def remove(self, viewer: Viewer, sentence_id: UUID, *, seen: str | None = None) -> EditView:
        raise NotImplementedError

    def rewrite(
        self, viewer: Viewer, sentence_id: UUID, text: str, *, seen: str | None = None
    ) -> EditView:
        raise NotImplementedError

    def lock(self, viewer: Viewer, sentence_id: UUID, *, seen: str | None = None) -> EditView:
        raise NotImplementedError

    def unlock(self, viewer: Viewer, sentence_id: UUID) -> EditView:
        raise NotImplementedError

    def accept(self, viewer: Viewer, sentence_id: UUID, *, seen: str | None = None) -> EditView:
        raise NotImplementedError

    def insert(self, viewer: Viewer, after: UUID, text: str) -> EditView:
        raise NotImplementedError

    def rename_chapter(
        self, viewer: Viewer, chapter_id: UUID, title: str, *, seen: str | None = None
    ) -> EditView:
        raise NotImplementedError

    def list_edits(
        self, viewer: Viewer, chest_id: UUID, cursor: str | None = None, limit: int = 50
    ) -> Page[EditView]:
        raise NotImplementedError

    def undo(self, viewer: Viewer, edit_id: UUID) -> EditView:
        raise NotImplementedError

    def redo(self, viewer: Viewer, edit_id: UUID) -> EditView:
        raise NotImplementedError
