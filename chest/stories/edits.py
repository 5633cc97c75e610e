"""The family's hand in a story: any sentence may be taken out, rewritten, locked or followed by one
of theirs, and stays so through each retelling."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.locks import lock_chest
from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require
from chest.database import Database
from chest.errors import Conflict, Invalid, NotFound
from chest.models import EditOp, StoryEdit, utc_now
from chest.paging import Page, in_order, page_of
from chest.stories.edit_sight import audiences_of, find_placed, may_see_all
from chest.stories.edit_views import EditView, view_edits
from chest.stories.editing import (
    check_seen,
    find_chapter,
    find_sentence,
    head_of,
    is_in_story,
    title_sources,
)
from chest.texts import clean_text
from language import N_, _

LONGEST_SENTENCE = 2_000
LONGEST_TITLE = 200

_DECIDED = (EditOp.rewrite, EditOp.lock, EditOp.insert)

_SENTENCE = N_("The sentence")
_TITLE = N_("The title")


class StoryEditManager:
    """For whoever may have stories told, and may read the telling. Every call takes the viewer.

    `sentence_id` is `SentenceView.id`, also of a sentence that the family wrote. `seen` is how the
    sentence read when somebody began to change it: Stale is raised where it reads otherwise by now.
    The same change twice is one. Raises NotFound for a sentence that this viewer does not see.
    """

    def __init__(self, *, database: Database) -> None:
        self._database = database

    # ---- what is done ----

    def remove(self, viewer: Viewer, sentence_id: UUID, *, seen: str | None = None) -> EditView:
        """Take a sentence out of all tellings, those to come too. One that may say the same waits
        until somebody has looked."""
        return self._change(viewer, sentence_id, EditOp.remove, None, seen)

    def rewrite(
        self, viewer: Viewer, sentence_id: UUID, text: str, *, seen: str | None = None
    ) -> EditView:
        """Say it in the family's own words: nobody checks these, and no narrator changes them."""
        return self._change(viewer, sentence_id, EditOp.rewrite, _clean_sentence(text), seen)

    def lock(self, viewer: Viewer, sentence_id: UUID, *, seen: str | None = None) -> EditView:
        """Let it stand word for word, whatever a narrator makes of it later."""
        return self._change(viewer, sentence_id, EditOp.lock, None, seen)

    def accept(self, viewer: Viewer, sentence_id: UUID, *, seen: str | None = None) -> EditView:
        """Let everybody read a sentence that waits. In a retelling that holds for the same words
        alone."""
        return self._change(viewer, sentence_id, EditOp.accept, None, seen)

    def unlock(self, viewer: Viewer, sentence_id: UUID) -> EditView:
        """Undo the lock. Raises Conflict for a sentence that has none."""
        with self._database.write() as session:
            place = find_sentence(session, viewer, sentence_id)
            if place.head is None or place.head.op is not EditOp.lock:
                raise Conflict(_("This sentence is not locked."))
            return self._end(session, viewer, place.head)

    def insert(self, viewer: Viewer, after: UUID, text: str) -> EditView:
        """A sentence of the family's own, behind this one."""
        account_id = require_account(viewer)
        text = _clean_sentence(text)
        with self._database.write() as session:
            place = find_sentence(session, viewer, after)
            edit = place.base(EditOp.insert, by=account_id)
            edit.thread = edit.id
            edit.inserted = True
            edit.follows = place.thread if place.inserted else None
            edit.before = place.text or ""
            edit.text = text
            for known in self._active(session, edit.chest_id):
                if known.op is EditOp.insert and known.text == text and _stands_as(known, edit):
                    return self._view(session, known)
            return self._keep(session, viewer, edit)

    def rename_chapter(
        self, viewer: Viewer, chapter_id: UUID, title: str, *, seen: str | None = None
    ) -> EditView:
        """The family's own title. It stays with the part of the life that the chapter tells."""
        account_id = require_account(viewer)
        cleaned = clean_text(title, label=_(_TITLE), longest=LONGEST_TITLE)
        if cleaned is None:
            raise Invalid(_("Write the new title."), field="title")
        cleaned = " ".join(cleaned.split())
        with self._database.write() as session:
            place = find_chapter(session, viewer, chapter_id)
            if place.head is not None:  # else it is the telling's own, in whatever words it is read
                check_seen(session, place, seen)
                if place.head.text == cleaned:
                    return self._view(session, place.head)
            edit = place.base(EditOp.rename, by=account_id)
            edit.before, edit.text = place.text or "", cleaned
            edit.sources = title_sources(place, cleaned)
            return self._keep(session, viewer, edit)

    # ---- what was done ----

    def check_in(
        self,
        viewer: Viewer,
        story_id: UUID,
        *,
        sentence_id: UUID | None = None,
        chapter_id: UUID | None = None,
    ) -> None:
        """Raises NotFound unless the sentence or chapter is one of this telling; a sentence that
        the family added is one of every telling of its chest."""
        require_account(viewer)
        with self._database.read() as session:
            if not is_in_story(session, story_id, sentence_id=sentence_id, chapter_id=chapter_id):
                raise NotFound

    def list_edits(
        self, viewer: Viewer, chest_id: UUID, cursor: str | None = None, limit: int = 50
    ) -> Page[EditView]:
        """All that was changed, the last first, also what was undone and what is placed nowhere
        now; without what rests on memories that this viewer may not see."""
        with self._database.read() as session:
            _chest, role = require(session, viewer, chest_id, Action.tell_story)
            rows = session.exec(
                select(StoryEdit).where(
                    col(StoryEdit.chest_id) == chest_id,
                    col(StoryEdit.audience).in_(audiences_of(role)),
                )
            ).all()
            rows = may_see_all(session, viewer, rows)
            page = page_of(
                rows,
                place=lambda row: (in_order(row.made_at), str(row.id)),
                cursor=cursor,
                limit=max(1, min(limit, 200)),
                descending=True,
            )
            placed = find_placed(session, viewer, chest_id, role)
            return Page(view_edits(session, page.items, placed=placed), page.next)

    def undo(self, viewer: Viewer, edit_id: UUID) -> EditView:
        """Let it read as if this had never been done. Twice is no error."""
        with self._database.write() as session:
            return self._end(session, viewer, self._lock_edit(session, viewer, edit_id))

    def redo(self, viewer: Viewer, edit_id: UUID) -> EditView:
        """Undo the undoing. Twice is no error."""
        with self._database.write() as session:
            edit = self._lock_edit(session, viewer, edit_id)
            if edit.undone_at is not None:
                edit.undone_at, edit.undone_by = None, None
                self._tell(session, viewer, "story.edit_redone", edit)
            return self._view(session, edit)

    # ---- within one transaction ----

    def _change(
        self, viewer: Viewer, sentence_id: UUID, op: EditOp, text: str | None, seen: str | None
    ) -> EditView:
        account_id = require_account(viewer)
        with self._database.write() as session:
            place = find_sentence(session, viewer, sentence_id)
            head = place.head
            text = place.text if op in (EditOp.lock, EditOp.accept) else text
            if head is not None and head.op is op and head.text == text:
                return self._view(session, head)
            check_seen(session, place, seen)
            if text is None and op is not EditOp.remove:
                raise Conflict(_("This sentence was taken out. Undo that first."))
            if op is EditOp.accept and head is not None and head.op in _DECIDED:
                return self._view(session, head)  # what somebody wrote or locked waits for nobody
            edit = place.base(op, by=account_id)
            edit.before, edit.text = place.text or "", text
            if op is EditOp.lock:
                edit.base_origin = place.origin
            return self._keep(session, viewer, edit)

    def _keep(self, session: Session, viewer: Viewer, edit: StoryEdit) -> EditView:
        session.add(edit)
        session.flush()
        self._tell(session, viewer, f"story.edit_{edit.op.value}", edit)
        return self._view(session, edit)

    def _end(self, session: Session, viewer: Viewer, edit: StoryEdit) -> EditView:
        if edit.undone_at is None:
            edit.undone_at, edit.undone_by = utc_now(), viewer.account_id
            self._tell(session, viewer, "story.edit_undone", edit)
        return self._view(session, edit)

    def _lock_edit(self, session: Session, viewer: Viewer, edit_id: UUID) -> StoryEdit:
        require_account(viewer)
        found = session.get(StoryEdit, edit_id)
        if found is None:
            raise NotFound
        lock_chest(session, found.chest_id)
        _chest, role = require(session, viewer, found.chest_id, Action.tell_story)
        edit = session.get(StoryEdit, edit_id, with_for_update=True, populate_existing=True)
        if edit is None or edit.audience not in audiences_of(role):
            raise NotFound
        if not may_see_all(session, viewer, [edit]):
            raise NotFound
        return edit

    @staticmethod
    def _active(session: Session, chest_id: UUID) -> list[StoryEdit]:
        return list(
            session.exec(
                select(StoryEdit).where(
                    col(StoryEdit.chest_id) == chest_id, col(StoryEdit.undone_at).is_(None)
                )
            )
        )

    @staticmethod
    def _view(session: Session, edit: StoryEdit) -> EditView:
        session.add(edit)
        session.flush()
        head = head_of(session, edit)
        (view,) = view_edits(session, [edit], placed={head.id} if head else ())
        return view

    @staticmethod
    def _tell(session: Session, viewer: Viewer, action: str, edit: StoryEdit) -> None:
        subject = ("story_edit", edit.id)
        record(session, viewer, action, subject=subject, chest_id=edit.chest_id)


def _stands_as(one: StoryEdit, other: StoryEdit) -> bool:
    same = (one.base_text, one.base_sources, one.follows)
    return same == (other.base_text, other.base_sources, other.follows)


def _clean_sentence(text: str) -> str:
    cleaned = clean_text(text, label=_(_SENTENCE), longest=LONGEST_SENTENCE)
    if cleaned is None:
        raise Invalid(_("Write the sentence, or take it out."), field="text")
    return " ".join(cleaned.split())
