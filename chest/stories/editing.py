"""A sentence or a title that somebody is about to change: how it reads now, what decides that, and
by what it will be known again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.base import CHEST
from ai.narrative.likeness import Comparing, Kind, Said, overlap, sharing
from chest.access.locks import lock_chest
from chest.access.viewers import Viewer
from chest.access.visibility import Action, require
from chest.errors import NotFound, Stale
from chest.models import (
    Account,
    Chapter,
    EditOp,
    Story,
    StoryEdit,
    StorySentence,
    StoryState,
    new_id,
    utc_now,
)
from chest.stories.edit_sight import audiences_of, find_visible
from chest.stories.edited import FAMILY, Edited, ToldRows
from chest.stories.laying import edit_told, list_edits, list_threads, said_of
from chest.stories.reading import list_told

_MOST_BESIDE = 30
_LONGEST_BESIDE = 600
_MOST_SOURCES = 50  # more than that is counted, and no words of theirs are told


@dataclass
class Place:
    """`text` is how it reads now, None where it was taken out; `head` what decides that, `thread`
    the edits it belongs to. `known` is what it will be known by."""

    text: str | None
    known: StoryEdit
    origin: str = "composer"
    head: StoryEdit | None = None
    thread: UUID | None = None
    inserted: bool = False
    sentences: Sequence[StorySentence] = field(default_factory=list)  # of a chapter

    def base(self, op: EditOp, *, by: UUID) -> StoryEdit:
        """A new edit of it, without its text."""
        made = StoryEdit(**{**self.known.model_dump(), "id": new_id(), "op": op})
        made.made_by, made.made_at = by, utc_now()
        made.undone_at = made.undone_by = None
        made.thread = self.thread or made.id
        made.inserted = self.inserted
        if self.head is not None and self.head.made_at >= made.made_at:
            made.made_at = self.head.made_at  # a clock that was set back; ids go on
        return made


def find_sentence(session: Session, viewer: Viewer, sentence_id: UUID) -> Place:
    """The sentence of a telling, or one that the family wrote, in a transaction that will change
    it: nobody else changes a sentence of this chest meanwhile."""
    row = session.get(StorySentence, sentence_id)
    if row is None:
        return _find_own(session, viewer, sentence_id)
    chapter = session.get_one(Chapter, row.chapter_id)
    story = _lock_story(session, viewer, chapter.story_id)
    told = list_told(session, story)
    left = edit_told(session, story, told)
    about = left.laid.about.get(str(row.id)) if left.laid else None
    thread = UUID(about.id) if about is not None else _find_thread(session, story, row)
    shown = next((one for _, rows in left.told for one in rows if one.id == row.id), None)
    sources = shown.sources if shown is not None else row.sources
    _require_sight(session, viewer, story.chest_id, sources)
    return Place(
        text=shown.text if shown is not None else None,
        known=_known_by(story, chapter, row, told, left, sources),
        origin=shown.origin if shown is not None else row.origin,
        head=_head(session, story, thread) if thread else None,
        thread=thread,
    )


def find_chapter(session: Session, viewer: Viewer, chapter_id: UUID) -> Place:
    chapter = session.get(Chapter, chapter_id)
    if chapter is None:
        raise NotFound
    story = _lock_story(session, viewer, chapter.story_id)
    left = edit_told(session, story, list_told(session, story))
    rows = next((rows for one, rows in left.told if one.id == chapter_id), None)
    if rows is None:
        raise NotFound
    renamed = left.renamed.get(chapter_id)
    cited = {s for row in rows for s in row.sources} | (renamed.sources if renamed else set())
    seen = find_visible(session, viewer, story.chest_id, cited)
    rows = [row for row in rows if seen.issuperset(set(row.sources) - {CHEST})]
    if not rows:
        raise NotFound
    # A title of the family's that this viewer does not read decides nothing for them.
    if renamed is not None and not seen.issuperset(renamed.sources - {CHEST}):
        renamed = None
    known = _known(story, chapter)
    known.base_text = chapter.title
    known.base_sources = list(dict.fromkeys(source for row in rows for source in row.sources))
    head = left.by_row.get(chapter_id) if renamed else None
    return Place(
        text=renamed.title if renamed else chapter.title,
        known=known,
        head=head,
        thread=head.thread if head else _find_thread_of_title(session, story, known),
        sentences=rows,
    )


def is_in_story(
    session: Session, story_id: UUID, *, sentence_id: UUID | None, chapter_id: UUID | None
) -> bool:
    story = session.get(Story, story_id)
    row = session.get(StorySentence, sentence_id) if sentence_id else None
    of = row.chapter_id if row else chapter_id
    chapter = session.get(Chapter, of) if of else None
    if story is None or chapter is not None:
        return story is not None and chapter is not None and chapter.story_id == story_id
    own = select(StoryEdit.id).where(
        col(StoryEdit.thread) == sentence_id, col(StoryEdit.chest_id) == story.chest_id
    )
    return session.exec(own).first() is not None


def check_seen(session: Session, place: Place, seen: str | None) -> None:
    """Raises Stale where the sentence reads otherwise than somebody saw it."""
    if seen is None or " ".join(seen.split()) == " ".join((place.text or "").split()):
        return
    by = session.get(Account, place.head.made_by) if place.head and place.head.made_by else None
    raise Stale({"text": place.text, "by": by.name if by else None})


def title_sources(place: Place, title: str) -> list[str]:
    """What a title rests on: whatever the sentences under it rest on that share a word with it. A
    title of other words tells nothing of any memory."""
    language = place.known.language
    said = [said_of(row, language) for row in place.sentences]
    comparing = Comparing(said)
    words = comparing.wording(Said(title, language=language)).content
    found = [one for one in said if not words.isdisjoint(comparing.wording(one).content)]
    return list(dict.fromkeys(source for one in found for source in one.sources))


def head_of(session: Session, edit: StoryEdit) -> StoryEdit | None:
    """What decides how the sentence reads where this edit was made."""
    edits = session.exec(
        select(StoryEdit)
        .where(col(StoryEdit.thread) == edit.thread, col(StoryEdit.undone_at).is_(None))
        .order_by(col(StoryEdit.made_at), col(StoryEdit.id))
    ).all()
    return next((thread.head for thread in list_threads(edits, edit.audience)), None)


# ---- how a sentence is known again ----


def _known(story: Story, chapter: Chapter) -> StoryEdit:
    return StoryEdit(
        chest_id=story.chest_id,
        thread=new_id(),
        op=EditOp.rewrite,
        audience=story.audience,
        language=story.language,
        base_read_at=story.finished_at or story.created_at,
        chapter_key=chapter.key,
        chapter_title=chapter.title,
    )


def _known_by(
    story: Story,
    chapter: Chapter,
    row: StorySentence,
    told: ToldRows,
    left: Edited,
    sources: Sequence[str],
) -> StoryEdit:
    known = _known(story, chapter)
    known.base_text, known.base_sources = row.text, list(row.sources)
    known.base_spans = [list(span) for span in row.spans]
    known.base_quote, known.base_origin = row.quote, row.origin
    known.base_verdict, known.opens_paragraph = row.verdict, row.opens_paragraph
    # A sentence that only links says nothing by itself: it belongs to what it stands beside.
    known.sources = list(sources) or _sources_near(row, told)
    known.beside = _beside(story, row, told, left)
    return known


def _sources_near(row: StorySentence, told: ToldRows) -> list[str]:
    rows = next((rows for chapter, rows in told if chapter.id == row.chapter_id), [])
    near = sorted(rows, key=lambda one: (abs(one.position - row.position), one.position))
    return list(next((one.sources for one in near if one.sources), ()))


def _beside(
    story: Story, row: StorySentence, told: ToldRows, left: Edited
) -> list[dict[str, object]]:
    """The sentences of this telling that rest on the same and are not this one."""
    base = said_of(row, story.language)
    others = [said_of(one, story.language) for _, rows in told for one in rows if one.id != row.id]
    comparing = Comparing([base, *others])
    found = [
        one
        for one in others
        if len(one.rests_on) <= _MOST_SOURCES
        and sharing(base, one)
        and not comparing.repeats(base, one)
        and comparing.compare(base, one).kind is not Kind.within
    ]
    found.sort(key=lambda one: (-comparing.score(base, one), -overlap(base, one), one.text))
    return [
        {"text": one.text[:_LONGEST_BESIDE], "sources": list(one.sources)}
        for one in found[:_MOST_BESIDE]
    ]


# ---- within one transaction ----


def _lock_story(session: Session, viewer: Viewer, story_id: UUID) -> Story:
    story = session.get(Story, story_id)
    if story is None or story.deleted_at is not None or story.state is not StoryState.ready:
        raise NotFound
    lock_chest(session, story.chest_id)
    _chest, role = require(session, viewer, story.chest_id, Action.tell_story)
    if story.audience not in audiences_of(role):
        raise NotFound
    return story


def _find_own(session: Session, viewer: Viewer, thread: UUID) -> Place:
    """A sentence of the family that stands in no narrator's place."""
    found = session.exec(select(StoryEdit).where(col(StoryEdit.thread) == thread)).first()
    if found is None:
        raise NotFound
    lock_chest(session, found.chest_id)
    _chest, role = require(session, viewer, found.chest_id, Action.tell_story)
    rows = session.exec(
        select(StoryEdit)
        .where(col(StoryEdit.thread) == thread, col(StoryEdit.audience).in_(audiences_of(role)))
        .order_by(col(StoryEdit.made_at), col(StoryEdit.id))
    ).all()
    if not rows or rows[0].op is EditOp.rename:
        raise NotFound
    active = [row for row in rows if row.undone_at is None]
    last = active[-1] if active else rows[-1]
    _require_sight(session, viewer, last.chest_id, {*last.base_sources, *last.sources})
    is_there = bool(active) and last.op is not EditOp.remove
    return Place(
        text=last.text if is_there else None,
        known=last,
        origin=last.base_origin if last.op is EditOp.lock else FAMILY,
        head=last if active else None,
        thread=thread,
        inserted=last.inserted,
    )


def _head(session: Session, story: Story, thread: UUID) -> StoryEdit | None:
    rows = [row for row in list_edits(session, story.chest_id) if row.thread == thread]
    threads = list_threads(rows, story.audience)
    return next((one.head for one in threads if one.op != "withhold"), None)


def _find_thread(session: Session, story: Story, row: StorySentence) -> UUID | None:
    """The edits that knew this very sentence, all of which were undone."""
    rows = session.exec(
        select(StoryEdit)
        .where(
            col(StoryEdit.chest_id) == story.chest_id,
            col(StoryEdit.base_text) == row.text,
            col(StoryEdit.op) != EditOp.rename,
            col(StoryEdit.inserted).is_(False),
        )
        .order_by(col(StoryEdit.made_at), col(StoryEdit.id))
    ).all()
    return next((edit.thread for edit in rows if edit.base_sources == row.sources), None)


def _find_thread_of_title(session: Session, story: Story, known: StoryEdit) -> UUID | None:
    rows = session.exec(
        select(StoryEdit)
        .where(
            col(StoryEdit.chest_id) == story.chest_id,
            col(StoryEdit.op) == EditOp.rename,
            col(StoryEdit.chapter_key) == known.chapter_key,
            col(StoryEdit.chapter_title) == known.chapter_title,
        )
        .order_by(col(StoryEdit.made_at), col(StoryEdit.id))
    ).all()
    return rows[0].thread if rows else None


def _require_sight(
    session: Session, viewer: Viewer, chest_id: UUID, sources: Iterable[str]
) -> None:
    wanted = set(sources) - {CHEST}
    if not find_visible(session, viewer, chest_id, wanted).issuperset(wanted):
        raise NotFound
