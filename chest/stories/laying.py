"""The family's edits of a chest, laid over one telling of it: for whoever reads it, and for whoever
edits it further."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.base import CHEST
from ai.narrative.changes import Anchor, Edit, Op, Told, ToldChapter
from ai.narrative.likeness import Said
from ai.narrative.overlay import lay_over
from chest.access.visibility import STORY_AUDIENCES
from chest.models import (
    Asset,
    Audience,
    Chapter,
    Chest,
    EditOp,
    Story,
    StoryEdit,
    StorySentence,
)
from chest.people.names import fold_name
from chest.people.roster import roster_of
from chest.stories.citing import in_parts, memory_of
from chest.stories.edit_outdating import find_outdated
from chest.stories.edited import FRAME, Edited, LaidRows, Thread, ToldRows


def list_edits(session: Session, chest_id: UUID) -> Sequence[StoryEdit]:
    """What holds of a chest's stories, the oldest first."""
    return session.exec(
        select(StoryEdit)
        .where(col(StoryEdit.chest_id) == chest_id, col(StoryEdit.undone_at).is_(None))
        .order_by(col(StoryEdit.made_at), col(StoryEdit.id))
    ).all()


def edit_told(
    session: Session, story: Story, told: ToldRows, edits: Sequence[StoryEdit] | None = None
) -> Edited:
    """The telling with the family's edits. A chest without any costs one question."""
    edits = list_edits(session, story.chest_id) if edits is None else edits
    if not edits:
        return Edited(told)
    threads = list_threads(edits, story.audience)
    outdated = find_outdated(session, story, {thread.id: thread.head for thread in threads})
    threads = [thread for thread in threads if thread.id not in outdated]
    if not threads:
        return Edited(told)
    deleted = _find_deleted(session, threads)
    laid = lay_over(
        [_told_chapter(chapter, rows, story.language) for chapter, rows in told],
        [_edit(thread, deleted) for thread in threads],
        names=_names(session, story.chest_id),
        dated=lambda memories: _date(session, memories),
    )
    return LaidRows(story, told, threads, laid).edited()


def list_threads(edits: Iterable[StoryEdit], audience: Audience) -> list[Thread]:
    """What holds of each sentence in a telling for this audience, in the order in which that was
    decided. What is taken out is taken out of all; words go to nobody beyond whom they were written
    for."""
    of: dict[UUID, list[StoryEdit]] = {}
    for edit in edits:
        of.setdefault(edit.thread, []).append(edit)
    found = [thread for rows in of.values() if (thread := _thread(rows, audience)) is not None]
    return sorted(found, key=lambda thread: (thread.head.made_at, thread.head.id))


def _thread(rows: Sequence[StoryEdit], audience: Audience) -> Thread | None:
    inserted = any(row.inserted for row in rows)
    if inserted and not any(row.op is EditOp.insert for row in rows):
        return None  # the insertion was undone, and what was done to it since has nothing to hold
    head: StoryEdit | None = None
    withheld: StoryEdit | None = None
    for row in rows:
        if row.op is EditOp.remove or row.audience in STORY_AUDIENCES[audience]:
            head, withheld = row, None
        elif row.op is EditOp.rewrite and head is None:
            withheld = row
    decides = head or withheld
    if decides is None:
        return None
    op: Op = "withhold" if head is None else decides.op.value
    if inserted:
        if op in ("remove", "withhold"):
            return None
        op = "insert"
    return Thread(rows[0].thread, op, decides, tuple(rows))


# ---- from rows to what is laid ----


def said_of(row: StorySentence, language: str) -> Said:
    return Said(
        text=row.text,
        sources=tuple(row.sources),
        quote=row.quote,
        spans=_spans(row.spans),
        language=language,
    )


def _spans(spans: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((span[0], span[1]) for span in spans)


def _told_chapter(chapter: Chapter, rows: Iterable[StorySentence], language: str) -> ToldChapter:
    return ToldChapter(
        id=str(chapter.id),
        key=chapter.key,
        title=chapter.title,
        sentences=tuple(
            Told(str(row.id), said_of(row, language), opens=row.opens_paragraph) for row in rows
        ),
        memories=frozenset(chapter.memories),
        is_appendix=chapter.is_appendix,
    )


def anchor_of(row: StoryEdit) -> Anchor:
    said = Said(
        text=row.base_text,
        sources=tuple(row.base_sources),
        quote=row.base_quote,
        spans=_spans(row.base_spans),
        language=row.language,
    )
    beside = tuple(
        Said(text=one["text"], sources=tuple(one["sources"]), language=row.language)
        for one in row.beside
    )
    return Anchor(said, beside)


def _edit(thread: Thread, deleted: Collection[str]) -> Edit:
    head = thread.head
    return Edit(
        id=str(thread.id),
        op=thread.op,
        anchors=tuple(anchor_of(row) for row in thread.anchors),
        text=head.text or "",
        sources=tuple(_rests_on(head, deleted)),
        chapter_key=head.chapter_key,
        chapter_title=head.chapter_title,
        follows=str(head.follows) if head.follows else None,
    )


def _rests_on(edit: StoryEdit, deleted: Collection[str]) -> list[str]:
    """What the words rest on. Where they stand for a count of many pictures, one that was put away
    takes nothing from them, as long as one is left."""
    if edit.base_verdict != FRAME:
        return edit.sources
    return [source for source in edit.sources if source not in deleted] or edit.sources


def _find_deleted(session: Session, threads: Iterable[Thread]) -> set[str]:
    counted = {
        source: UUID(memory_of(source))
        for thread in threads
        if thread.head.base_verdict == FRAME
        for source in thread.head.sources
        if source != CHEST
    }
    gone: set[UUID] = set()
    for some in in_parts(counted.values()):
        gone.update(
            session.exec(
                select(Asset.id).where(col(Asset.id).in_(some), col(Asset.deleted_at).is_not(None))
            )
        )
    return {source for source, id in counted.items() if id in gone}


def _names(session: Session, chest_id: UUID) -> dict[str, str]:
    """Every word that is a name of one person of the roster alone, with whose it is."""
    whose: dict[str, set[str]] = {}
    for one in roster_of(session, session.get_one(Chest, chest_id)):
        names = (one.name, one.called or "", *(also.name for also in one.also if not also.by))
        for word in {word for name in names for word in fold_name(name).split()}:
            if len(word) > 2:
                whose.setdefault(word, set()).add(str(one.id))
    return {word: min(ids) for word, ids in whose.items() if len(ids) == 1}


def _date(session: Session, memories: Collection[str]) -> Mapping[str, str]:
    dated: dict[str, str] = {}
    for some in in_parts(map(UUID, memories)):
        rows = session.exec(
            select(Asset.id, Asset.taken_sort).where(
                col(Asset.id).in_(some), col(Asset.taken).is_not(None)
            )
        )
        dated |= {str(id): when for id, when in rows}
    return dated
