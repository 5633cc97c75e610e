"""Stories as somebody reads them: only what rests on memories that this reader may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, exists
from sqlmodel import Session, col, func, select

from ai.narrative.base import CHEST, Subject
from ai.narrative.titles import may_stand
from chest.access.viewers import Viewer
from chest.access.visibility import visible_to
from chest.gate.held import held_of, held_since
from chest.models import (
    Asset,
    AssetRevision,
    Chapter,
    Chest,
    Story,
    StorySentence,
)
from chest.stories.citing import in_parts, list_memories, memory_of, said_in
from chest.stories.edit_views import view_edits_in
from chest.stories.evidence import citable_for, subject_of
from chest.stories.laying import edit_told
from chest.stories.outdating import find_changes, list_outdating, told_at
from chest.stories.spoken import find_said
from chest.stories.views import (
    ChapterView,
    LeftOut,
    StoryNote,
    StoryView,
    view_sentence,
    view_story,
    waits,
)
from language import said

_UNDATED = "Without a date"


def read_story(session: Session, viewer: Viewer, story: Story, *, curates: bool) -> StoryView:
    """The story with its chapters, as this viewer may read it. That they may read it at all is for
    the caller to check.

    A sentence is shown while every memory that it cites is there, may be seen and still says what
    was told of it. One that waits for somebody to decide is for those who may. A chapter of which
    no sentence is left is gone, title and all.
    """
    left = edit_told(session, story, list_told(session, story))
    told = [
        (chapter, [row for row in rows if curates or not waits(row)]) for chapter, rows in left.told
    ]
    cited = _parse_ids(left.list_sources())
    edits = view_edits_in(session, left) if curates else {}
    hidden, edited = _find_hidden(session, viewer, story, cited)
    changes = find_changes(session, story, cited) if edited else {}
    spoken = find_said(session, cited)
    held_back = _HeldBack.since(session, story)
    held = held_of(session, session.get_one(Chest, story.chest_id), story.audience)
    chapters: list[ChapterView] = []
    withheld = 0
    changed: set[str] = set()
    subject: Subject | None = None
    for chapter, rows in told:
        seen = [
            row
            for row in rows
            if hidden.isdisjoint(row.sources) and not held_back.covers(row, cited)
        ]
        outdated = {row.id: gone for row in seen if (gone := list_outdating(row, changes, spoken))}
        changed.update(*map(list_memories, outdated.values()))
        shown = [
            view_sentence(row, cited, spoken, edit=edits.get(row.id))
            for row in seen
            if row.id not in outdated
        ]
        if len(shown) < len(rows) and not any(s.sources or s.from_chest for s in shown):
            shown = []  # only links between sentences that are gone
        if len(seen) < len(rows):
            withheld += len(rows) - len(shown) - len(outdated)
        if not shown:
            continue
        subject = subject or _subject(session, story.chest_id)
        familys = left.title_of(chapter, hidden)
        title = familys or _title_over(
            session,
            chapter.title,
            [sentence.text for sentence in shown],
            {source for sentence in shown for source in sentence.sources},
            subject,
        )
        chapters.append(
            ChapterView(
                id=chapter.id,
                title=title,
                sentences=tuple(shown),
                key=chapter.key,
                is_appendix=chapter.is_appendix,
                edit=edits.get(chapter.id) if familys else None,
            )
        )
    return view_story(
        story,
        curates=curates,
        chapters=tuple(chapters),
        withheld=withheld,
        changed=len(changed),
        left_out=_list_left_out(session, viewer, story) if curates else (),
        notes=tuple(StoryNote(note.quote, note.asset_id, note.by) for note in held.notes),
        unshown=frozenset(id for id, _ in (*held.fields, *held.cuts)),
    )


def _list_left_out(session: Session, viewer: Viewer, story: Story) -> tuple[LeftOut, ...]:
    """Sentences that a model wrote and that are not told. What they were made of is not known of
    each: a chapter's are shown while all that its model was shown may be seen."""
    rows = session.exec(
        select(Chapter.title, Chapter.sent, Chapter.left_out)
        .where(col(Chapter.story_id) == story.id)
        .order_by(col(Chapter.position))
    ).all()
    written = [(title, sent, left) for title, sent, left in rows if left]
    hidden, _ = _find_hidden(session, viewer, story, _parse_ids(sent for _, sent, _ in written))
    return tuple(
        LeftOut(text=one["text"], reasons=(said(one["reason"]),), chapter=title)
        for title, sent, left in written
        if hidden.isdisjoint(sent)
        for one in left
    )


def title_what_is_left(session: Session, chest_id: UUID, chapter_id: UUID) -> None:
    """After some of a chapter's sentences were deleted: give it a title that tells no more than
    those that are left; delete it where nothing is left but links."""
    chapter = session.get(Chapter, chapter_id)
    if chapter is None:
        return
    left = session.exec(
        select(StorySentence.text, StorySentence.sources).where(
            col(StorySentence.chapter_id) == chapter_id
        )
    ).all()
    if not any(sources for _, sources in left):
        session.delete(chapter)
        return
    chapter.title = _title_over(
        session,
        chapter.title,
        [text for text, _ in left],
        _parse_ids(sources for _, sources in left).values(),
        _subject(session, chest_id),
    )
    session.add(chapter)


def count_untold(session: Session, story: Story) -> int:
    """How many memories the story could rest on now and was not told of: they came, were approved
    or opened to its audience after it was told."""
    citable = (col(Asset.chest_id) == story.chest_id, citable_for(story.audience))
    total = session.exec(select(func.count()).select_from(Asset).where(*citable)).one()
    sources = session.exec(
        select(StorySentence.sources)
        .join(Chapter, col(Chapter.id) == col(StorySentence.chapter_id))
        .where(col(Chapter.story_id) == story.id)
    )
    seen = session.exec(select(Chapter.memories).where(col(Chapter.story_id) == story.id))
    cited = _parse_ids([*sources, *seen]).values()
    known = sum(
        session.exec(
            select(func.count()).select_from(Asset).where(col(Asset.id).in_(some), *citable)
        ).one()
        for some in in_parts(cited)
    )
    return total - known


def list_told(session: Session, story: Story) -> list[tuple[Chapter, list[StorySentence]]]:
    """Chapters and their sentences in order."""
    rows = session.exec(
        select(Chapter, StorySentence)
        .join(StorySentence, col(StorySentence.chapter_id) == col(Chapter.id))
        .where(col(Chapter.story_id) == story.id)
        .order_by(col(Chapter.position), col(StorySentence.position))
    ).all()
    told: dict[UUID, tuple[Chapter, list[StorySentence]]] = {}
    for chapter, sentence in rows:
        told.setdefault(chapter.id, (chapter, []))[1].append(sentence)
    return list(told.values())


def _parse_ids(cited: Iterable[Iterable[str]]) -> dict[str, UUID]:
    """Each cited asset's id, read once: the sentences that count cite the same thousands again."""
    written = {source for sources in cited for source in sources}
    return {source: UUID(memory_of(source)) for source in written - {CHEST}}


def _find_hidden(
    session: Session, viewer: Viewer, story: Story, cited: Mapping[str, UUID]
) -> tuple[set[str], bool]:
    """Those of the cited memories that this viewer may not see, or that are gone; and whether any
    of the others was edited since the story was told. Only the cited ones are asked for, so that
    what else the chest holds costs nothing."""
    may_see = (col(Asset.chest_id) == story.chest_id, visible_to(viewer))
    is_edited = exists(
        select(col(AssetRevision.id)).where(
            col(AssetRevision.asset_id) == col(Asset.id),
            col(AssetRevision.changed_at) > told_at(story),
        )
    )
    numbers = select(func.count(), func.count(case((is_edited, 1)))).select_from(Asset)
    seen: set[UUID] = set()
    edited = 0
    for some in in_parts(cited.values()):
        there = (col(Asset.id).in_(some), *may_see)
        # Nearly always all of them may be seen and none was edited, and then numbers say so.
        count, edited_here = session.exec(numbers.where(*there)).one()
        edited += edited_here
        seen.update(some if count == len(some) else session.exec(select(Asset.id).where(*there)))
    return {source for source, id in cited.items() if id not in seen}, edited > 0


@dataclass(frozen=True)
class _HeldBack:
    """What is held back since the story was told: a text of these memories, these sentences of
    recordings. A telling that came later told nothing of it."""

    memories: frozenset[UUID]
    said: frozenset[UUID]

    @classmethod
    def since(cls, session: Session, story: Story) -> _HeldBack:
        return cls(*held_since(session, story.chest_id, story.audience, told_at(story)))

    def covers(self, row: StorySentence, cited: Mapping[str, UUID]) -> bool:
        if not (self.memories or self.said) or row.verdict == "frame":
            return False  # a frame sentence has no words of its sources
        for source in row.sources:
            said = said_in(source)
            if said in self.said or (
                said is None and source != CHEST and cited[source] in self.memories
            ):
                return True
        return False


def _subject(session: Session, chest_id: UUID) -> Subject:
    return subject_of(session.get_one(Chest, chest_id))


def _title_over(
    session: Session,
    title: str,
    texts: Sequence[str],
    sources: Collection[UUID],
    subject: Subject,
) -> str:
    """The title while it may stand over these sentences; else "1961 to 1968", which may always be
    said of sentences whose memories may be seen."""
    if may_stand(title, texts, subject):
        return title
    years = sorted(_iter_years(session, sources))
    if not years:
        return _UNDATED
    first, last = years[0], years[-1]
    return first if first == last else f"{first} to {last}"


def _iter_years(session: Session, sources: Collection[UUID]) -> Iterator[str]:
    for some in in_parts(sources):
        rows = session.exec(
            select(Asset.taken_earliest, Asset.taken_latest).where(col(Asset.id).in_(some))
        )
        yield from (day[:4] for row in rows for day in row if day)
