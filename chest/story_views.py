"""Stories as somebody reads them: only what rests on memories that this reader may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from ai.narrative.base import CHEST, Subject
from ai.narrative.titles import may_stand
from chest.models import Asset, Audience, Chapter, Chest, Story, StorySentence, StoryState
from chest.segments import citable_for, subject_of
from chest.visibility import Viewer, visible_to

_AT_ONCE = 2_000  # ids in one question: SQLite takes 32,766 parameters, PostgreSQL 65,535
_UNDATED = "Without a date"


@dataclass(frozen=True)
class SentenceView:
    """`sources` are asset ids in the order of citation; `from_chest` says that it (also) rests on
    what the family entered about the person. A frame sentence only links or counts."""

    id: UUID
    text: str
    sources: tuple[UUID, ...]
    from_chest: bool
    quote: str | None
    origin: str
    verdict: str
    opens_paragraph: bool


@dataclass(frozen=True)
class ChapterView:
    """`title` tells nothing that the chapter's sentences do not: where the title that it was given
    would, the years of its memories stand there instead."""

    id: UUID
    title: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True)
class StoryView:
    """`withheld` counts sentences that rest on something this reader may not see, or that is no
    longer in the chest. It and `reason`, why telling failed, are for those who may have the story
    told: for everyone else they are 0 and None."""

    id: UUID
    chest_id: UUID
    state: StoryState
    audience: Audience
    provider: str
    model: str
    tone: str
    language: str
    mode: str
    reason: str | None
    created_at: datetime
    finished_at: datetime | None
    chapters: tuple[ChapterView, ...] = ()
    withheld: int = 0


def view_story(
    story: Story, *, curates: bool, chapters: tuple[ChapterView, ...] = (), withheld: int = 0
) -> StoryView:
    """The row as a view; `curates` says that the reader may have stories told."""
    return StoryView(
        id=story.id,
        chest_id=story.chest_id,
        state=story.state,
        audience=story.audience,
        provider=story.provider,
        model=story.model,
        tone=story.tone,
        language=story.language,
        mode=story.mode,
        reason=story.reason if curates else None,
        created_at=story.created_at,
        finished_at=story.finished_at,
        chapters=chapters,
        withheld=withheld if curates else 0,
    )


def read_story(session: Session, viewer: Viewer, story: Story, *, curates: bool) -> StoryView:
    """The story with its chapters, as this viewer may read it. That they may read it at all is for
    the caller to check.

    A sentence is shown while every memory that it cites is there and may be seen. A chapter of
    which no sentence is left is gone, title and all.
    """
    told = _list_told(session, story)
    cited = _parse_ids(row.sources for _, rows in told for row in rows)
    hidden = _find_hidden(session, viewer, story, cited)
    chapters: list[ChapterView] = []
    withheld = 0
    subject: Subject | None = None
    for chapter, rows in told:
        shown = [_view_sentence(row, cited) for row in rows if hidden.isdisjoint(row.sources)]
        if len(shown) < len(rows) and not any(s.sources or s.from_chest for s in shown):
            shown = []  # only links between sentences that are gone
        withheld += len(rows) - len(shown)
        if not shown:
            continue
        subject = subject or _subject(session, story)
        title = chapter.title
        if not may_stand(title, [sentence.text for sentence in shown], subject):
            title = _title_of_years(session, shown)
        chapters.append(ChapterView(id=chapter.id, title=title, sentences=tuple(shown)))
    return view_story(story, curates=curates, chapters=tuple(chapters), withheld=withheld)


def count_untold(session: Session, story: Story) -> int:
    """How many memories the story could rest on now and does not cite: they came, were approved or
    opened to its audience after it was told."""
    citable = (col(Asset.chest_id) == story.chest_id, citable_for(story.audience))
    total = session.exec(select(func.count()).select_from(Asset).where(*citable)).one()
    sources = session.exec(
        select(StorySentence.sources)
        .join(Chapter, col(Chapter.id) == col(StorySentence.chapter_id))
        .where(col(Chapter.story_id) == story.id)
    )
    cited = _parse_ids(sources).values()
    known = sum(
        session.exec(
            select(func.count()).select_from(Asset).where(col(Asset.id).in_(some), *citable)
        ).one()
        for some in _in_parts(cited)
    )
    return total - known


def _list_told(session: Session, story: Story) -> list[tuple[Chapter, list[StorySentence]]]:
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


def _parse_ids(cited: Iterable[Sequence[str]]) -> dict[str, UUID]:
    """Each cited asset's id, read once: the sentences that count cite the same thousands again."""
    written = {source for sources in cited for source in sources}
    return {source: UUID(source) for source in written - {CHEST}}


def _in_parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    every = list(dict.fromkeys(ids))
    return (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))


def _find_hidden(
    session: Session, viewer: Viewer, story: Story, cited: Mapping[str, UUID]
) -> set[str]:
    """Those of the cited memories that this viewer may not see, or that are gone. Only the cited
    ones are asked for, so that what else the chest holds costs nothing."""
    may_see = (col(Asset.chest_id) == story.chest_id, visible_to(viewer))
    seen: set[UUID] = set()
    for some in _in_parts(cited.values()):
        there = (col(Asset.id).in_(some), *may_see)
        # Nearly always all of them may be seen, and then a number says so.
        if session.exec(select(func.count()).select_from(Asset).where(*there)).one() == len(some):
            seen.update(some)
        else:
            seen.update(session.exec(select(Asset.id).where(*there)))
    return {source for source, asset_id in cited.items() if asset_id not in seen}


def _subject(session: Session, story: Story) -> Subject:
    return subject_of(session.get_one(Chest, story.chest_id))


def _title_of_years(session: Session, shown: Sequence[SentenceView]) -> str:
    """ "1961 to 1968": what may always be said of sentences whose memories may be seen."""
    years = sorted(_iter_years(session, {source for s in shown for source in s.sources}))
    if not years:
        return _UNDATED
    first, last = years[0], years[-1]
    return first if first == last else f"{first} to {last}"


def _iter_years(session: Session, sources: Collection[UUID]) -> Iterator[str]:
    for some in _in_parts(sources):
        rows = session.exec(
            select(Asset.taken_earliest, Asset.taken_latest).where(col(Asset.id).in_(some))
        )
        yield from (day[:4] for row in rows for day in row if day)


def _view_sentence(row: StorySentence, ids: dict[str, UUID]) -> SentenceView:
    return SentenceView(
        id=row.id,
        text=row.text,
        sources=tuple(map(ids.__getitem__, filter(CHEST.__ne__, row.sources))),
        from_chest=CHEST in row.sources,
        quote=row.quote,
        origin=row.origin,
        verdict=row.verdict,
        opens_paragraph=row.opens_paragraph,
    )
