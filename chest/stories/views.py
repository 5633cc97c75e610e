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
from language import _, number, said


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
    in which it is said. A frame sentence only links or counts. `spans` are the words that it rests
    on, each with its memory.

    `reasons` say why it is not green. One that `waits` is amber or red and nobody has decided on
    it: only those who may have stories told get it."""

    id: UUID
    text: str
    sources: tuple[UUID, ...]
    from_chest: bool
    quote: str | None
    origin: str
    verdict: str
    opens_paragraph: bool
    heard: tuple[Heard, ...] = ()
    reasons: tuple[str, ...] = ()
    spans: tuple[tuple[UUID, str], ...] = ()
    waits: bool = False
    edit: EditView | None = None
    """What the family changed about it, for those who may tell stories."""


@dataclass(frozen=True)
class ChapterView:
    """`title` tells nothing that the chapter's sentences do not: where the title that it was given
    would, the years of its memories stand there instead. One that the family gave stands while what
    it rests on may be seen; `edit` says so to those who may tell stories. `key` stays the same from
    telling to telling. An appendix says what the chest holds, and nothing of the life."""

    id: UUID
    title: str
    sentences: tuple[SentenceView, ...]
    key: str = ""
    is_appendix: bool = False
    edit: EditView | None = None


@dataclass(frozen=True)
class LeftOut:
    """A sentence that a model wrote and that is not told, since it rests on nothing that is there;
    `chapter` is the title of the one it was written for."""

    text: str
    reasons: tuple[str, ...]
    chapter: str


@dataclass(frozen=True)
class Fallback:
    """A chapter that the composer told in the narrator's place, and why."""

    chapter: str
    reason: str


@dataclass(frozen=True)
class StoryNote:
    """What somebody said to whoever puts the story together: it is in no sentence of it."""

    text: str
    asset_id: UUID
    by: str | None


@dataclass(frozen=True)
class StoryView:
    """`withheld` counts sentences that rest on something this reader may not see, or that is no
    longer in the chest; `changed` counts memories from which somebody took what the story tells of
    them, whose sentences nobody reads until it is told again. These two and `reason`, why telling
    failed, are for those who may have the story told: for everyone else they are 0 and None.

    `finished_at` of a story that is told is when its memories were read. `who` tells it in words,
    None where the composer does. `fallbacks`, `left_out` and `notes` too are for those who may
    have the story told. Something that was written on the memories `unshown` is held back from this
    story: none of them is set into it, since what is written on a picture is often about it."""

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
    length: str = "medium"
    who: str | None = None
    fallbacks: tuple[Fallback, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[StoryNote, ...] = ()
    unshown: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class StoryProgress:
    """How far a telling is: `done` of `of` chapters, and in words which is being told."""

    state: StoryState
    done: int
    of: int
    words: str | None

    @property
    def version(self) -> str:
        """Changes whenever any of it does."""
        is_told = self.state is StoryState.telling and self.of
        return f"{self.state.value}-{self.done}-{self.of}" if is_told else self.state.value


@dataclass(frozen=True)
class NarratorView:
    """Who can tell stories on this installation. `who` is to whom memories are sent, None where
    they stay on this computer; `problem` says what is to be done before it can be asked."""

    name: str
    provider: str
    model: str
    who: str | None
    local: bool
    ready: bool
    problem: str | None
    languages: tuple[str, ...]


@dataclass(frozen=True)
class ChestNarrator:
    """Who tells the stories of a chest when nobody says otherwise, and how many dollars that may
    cost in a month (None: no limit); `spent` is what it has cost in this one."""

    narrator: str
    ceiling: float | None
    spent: float


@dataclass(frozen=True)
class Estimate:
    """About what a telling needs, before it is begun. `memories` (of which `recordings` are heard)
    are what the narrator is shown, `held` how many wait for a decision and are not told. `dollars`
    is None where nobody here knows the price."""

    provider: str
    model: str
    who: str | None
    leaves_machine: bool
    memories: int
    recordings: int
    held: int
    tokens_in: int
    tokens_out: int
    dollars: float | None
    seconds: float
    spent: float
    ceiling: float | None
    over_ceiling: bool


@dataclass(frozen=True)
class CallView:
    """That a narrator was asked once, and what that cost; `problem` is what went wrong."""

    id: UUID
    created_at: datetime
    story_id: UUID | None
    chapter: str
    kind: str
    provider: str
    model: str
    tokens_in: int
    tokens_out: int
    cached: int
    dollars: float | None
    seconds: float
    problem: str | None


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
    left_out: tuple[LeftOut, ...] = (),
    notes: tuple[StoryNote, ...] = (),
    unshown: frozenset[UUID] = frozenset(),
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
        length=story.length,
        who=said(story.who) or None,
        fallbacks=tuple(
            Fallback(chapter=one["chapter"], reason=said(one["reason"])) for one in story.fallbacks
        )
        if curates
        else (),
        left_out=left_out if curates else (),
        notes=notes if curates else (),
        unshown=unshown,
    )


def view_progress(story: Story) -> StoryProgress:
    words = None
    if story.state is StoryState.telling and story.of:
        words = _(
            "Chapter {n} of {of}: {title}",
            n=number(min(story.done + 1, story.of)),
            of=number(story.of),
            title=story.doing or "",
        ).removesuffix(": ")
    return StoryProgress(story.state, story.done, story.of, words)


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
        reasons=tuple(row.reasons),
        spans=tuple((ids[source], words) for source, words in row.spans if source in ids),
        waits=waits(row),
        edit=edit,
    )


def waits(row: StorySentence) -> bool:
    """Whether somebody has to decide before this is told to others."""
    return row.verdict in ("amber", "red")
