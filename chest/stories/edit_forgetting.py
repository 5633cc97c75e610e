"""What goes of the family's edits with a memory that is erased: whatever holds its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from chest.models import EditOp, StoryEdit
from chest.stories.citing import list_memories, memory_of
from chest.stories.edited import FRAME


def forget_edits(
    session: Session, chest_id: UUID, purged: Collection[str], *, titles: Collection[str] = ()
) -> None:
    """Take these memories out of the edits of a chest's stories, in the caller's transaction, and
    the titles that told of them.

    An edit of a sentence that rested on one of them goes, words and all, as the narrator's sentence
    does. What only counted memories stays while one of them is left. What was taken out stays out
    as far as it can be known by the words of the other memories that it rested on.
    """
    gone = frozenset(purged)
    rows = session.exec(select(StoryEdit).where(col(StoryEdit.chest_id) == chest_id)).all()
    for row in rows:
        if row.chapter_title in titles:
            row.chapter_title = ""
            row.before = "" if row.op is EditOp.rename else row.before
            session.add(row)
        beside = [one for one in row.beside if not _cites(one["sources"], gone)]
        if len(beside) < len(row.beside):
            row.beside = beside
            session.add(row)
        if not _cites([*row.base_sources, *row.sources], gone):
            continue
        if not _forget(row, gone):
            session.delete(row)
        else:
            session.add(row)


def _forget(row: StoryEdit, gone: frozenset[str]) -> bool:
    """Take the memories out of an edit; False where nothing of it may stay."""
    if row.op is EditOp.rename:
        if _cites(row.sources, gone):
            return False  # its words may be that memory's
        row.base_text = row.chapter_title = row.before = ""
    elif row.op is EditOp.remove and row.base_verdict != FRAME:
        row.base_spans = [span for span in row.base_spans if memory_of(span[0]) not in gone]
        row.base_text = " ".join(span[1] for span in row.base_spans)
        row.base_quote, row.before = None, ""
        if not row.base_spans:
            return False
    elif row.base_verdict != FRAME:
        return False
    row.base_sources = _without(row.base_sources, gone)
    row.sources = _without(row.sources, gone)
    return bool(row.base_sources)


def _cites(sources: Iterable[str], gone: frozenset[str]) -> bool:
    return not gone.isdisjoint(list_memories(sources))


def _without(sources: Iterable[str], gone: frozenset[str]) -> list[str]:
    return [source for source in sources if memory_of(source) not in gone]
