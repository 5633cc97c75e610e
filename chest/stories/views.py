"""Stories, their chapters and sentences as their readers get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ai.narrative.base import CHEST
from chest.models import Audience, Story, StorySentence, StoryState
from chest.stories.edit_views import EditView
from chest.stories.spoken import Said
from language import said


@dataclass(frozen=True)
class Heard:
    """Where in a recording it is said that the sentence rests on: the first second of it, and the
    words."""

    asset_id: UUID
    second: float
    words: str


@dataclass(frozen=True)
class SentenceView:
    """`sources` are asset ids in the order of citation; `from_chest` says that it (also) rests on
    what the family entered about the person. `heard` has those of the sources that are recordings
    in which it is said. A frame sentence only links or counts."""

    id: UUID
    text: str
    sources: tuple[UUID, ...]
    from_chest: bool
    quote: str | None
    origin: str
    verdict: str
    opens_paragraph: bool
    heard: tuple[Heard, ...] = ()
    edit: EditView | None = None
    """What the family changed about it, for those who may tell stories."""


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
    longer in the chest; `changed` counts memories from which somebody took what the story tells of
    them, whose sentences nobody reads until it is told again. These two and `reason`, why telling
    failed, are for those who may have the story told: for everyone else they are 0 and None.

    `finished_at` of a story that is told is when its memories were read."""

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
    changed: int = 0


@dataclass(frozen=True)
class Untold:
    """How many memories a story does not know of, and of how many recordings it does not know what
    is said."""

    memories: int
    recordings: int


def view_story(
    story: Story,
    *,
    curates: bool,
    chapters: tuple[ChapterView, ...] = (),
    withheld: int = 0,
    changed: int = 0,
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
        reason=said(story.reason) or None if curates else None,
        created_at=story.created_at,
        finished_at=story.finished_at,
        chapters=chapters,
        withheld=withheld if curates else 0,
        changed=changed if curates else 0,
    )


def view_sentence(
    row: StorySentence,
    ids: Mapping[str, UUID],
    spoken: Mapping[str, Said],
    *,
    edit: EditView | None = None,
) -> SentenceView:
    """The row as a view; `ids` knows the memory of each source by how the row writes it, `spoken`
    what is said."""
    cited = [source for source in row.sources if source != CHEST]
    said: dict[UUID, list[Said]] = {}
    for source in cited:
        if source in spoken:
            said.setdefault(ids[source], []).append(spoken[source])
    return SentenceView(
        id=row.id,
        text=row.text,
        sources=tuple(dict.fromkeys(ids[source] for source in cited)),
        from_chest=CHEST in row.sources,
        quote=row.quote,
        origin=row.origin,
        verdict=row.verdict,
        opens_paragraph=row.opens_paragraph,
        heard=tuple(
            Heard(id, min(one.second for one in all_of_it), " ".join(s.text for s in all_of_it))
            for id, all_of_it in said.items()
        ),
        edit=edit,
    )
