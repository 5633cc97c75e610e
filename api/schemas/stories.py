"""Stories, with and without what they tell."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Moment
from api.schemas.story_edits import StoryEdit
from chest.models import Audience, StoryState
from chest.stories.views import ChapterView, SentenceView, StoryView


class ListedStory(Answer):
    """A telling without what it tells, and without what only reading it finds out."""

    id: UUID
    chest_id: UUID
    state: StoryState
    audience: Audience
    provider: str
    model: str
    tone: str
    language: str
    mode: str
    length: str
    who: str | None
    reason: str | None
    created_at: Moment
    finished_at: Moment | None


class Heard(Answer):
    """The recording in which it is said, and the second at which that begins."""

    id: UUID
    second: float


class SpanOfMemory(Answer):
    """Words, and the memory in which they stand."""

    id: UUID
    words: str


class Sentence(Answer):
    """`sources` are ids of memories in the order in which they are cited; the first may be "chest",
    what the family entered about the person. `heard` has the recordings among them, `spans` the
    words that it rests on. One that `waits` is told to nobody but those who may decide on it;
    `reasons` say why. `edit` is what the family changed about it, for those who may."""

    id: UUID
    text: str
    sources: list[str]
    quote: str | None
    origin: str
    verdict: str
    heard: list[Heard]
    reasons: list[str]
    spans: list[SpanOfMemory]
    waits: bool
    edit: StoryEdit | None

    @classmethod
    def of(cls, view: SentenceView) -> Sentence:
        return cls(
            id=view.id,
            text=view.text,
            sources=[*(["chest"] if view.from_chest else []), *map(str, view.sources)],
            quote=view.quote,
            origin=view.origin,
            verdict=view.verdict,
            heard=[Heard(id=one.asset_id, second=one.second) for one in view.heard],
            reasons=list(view.reasons),
            spans=[SpanOfMemory(id=id, words=words) for id, words in view.spans],
            waits=view.waits,
            edit=StoryEdit.model_validate(view.edit) if view.edit else None,
        )


class Chapter(Answer):
    """`key` stays the same from telling to telling. An appendix says what the chest holds."""

    id: UUID
    key: str
    title: str
    is_appendix: bool
    edit: StoryEdit | None
    sentences: list[Sentence]

    @classmethod
    def of(cls, view: ChapterView) -> Chapter:
        sentences = [Sentence.of(sentence) for sentence in view.sentences]
        return cls(
            id=view.id,
            key=view.key,
            title=view.title,
            is_appendix=view.is_appendix,
            edit=StoryEdit.model_validate(view.edit) if view.edit else None,
            sentences=sentences,
        )


class LeftOut(Answer):
    """A sentence that a model wrote and that is not told."""

    text: str
    reasons: list[str]
    chapter: str


class Fallback(Answer):
    """A chapter ("" for the whole story) that the composer told in the narrator's place."""

    chapter: str
    reason: str


class Story(ListedStory):
    """A telling. `withheld` counts sentences that rest on something this reader may not see;
    `changed` counts memories from which something was taken that the story tells. These and what
    follows them are for those who may have it told."""

    withheld: int
    changed: int
    fallbacks: list[Fallback]
    left_out: list[LeftOut]
    chapters: list[Chapter]

    @classmethod
    def of(cls, view: StoryView) -> Story:
        return cls(
            **dict(ListedStory.model_validate(view)),
            withheld=view.withheld,
            changed=view.changed,
            fallbacks=[Fallback.model_validate(one) for one in view.fallbacks],
            left_out=[LeftOut.model_validate(one) for one in view.left_out],
            chapters=[Chapter.of(chapter) for chapter in view.chapters],
        )


class Progress(Answer):
    """How far a telling is. `version` changes whenever any of it does."""

    version: str
    state: StoryState
    done: int
    of: int
    words: str | None


class Narrator(Answer):
    """Who can tell stories here. `who` is to whom memories are sent, null where they stay on this
    computer; `problem` says what is to be done before it can be asked."""

    name: str
    provider: str
    model: str
    who: str | None
    local: bool
    ready: bool
    problem: str | None
    languages: list[str]


class Narrators(Answer):
    narrators: list[Narrator]


class ChestNarrator(Answer):
    """Who tells when nobody says otherwise; what that may cost in a month, in dollars (null: no
    limit), and has cost in this one."""

    narrator: str
    ceiling: float | None
    spent: float


class StoryEstimate(Answer):
    """About what a telling needs. `dollars` is null where nobody here knows the price; `held`
    counts texts that wait for a decision and are not told."""

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


class StoryCall(Answer):
    """That a narrator was asked once. Nothing of what was asked or answered is kept with it."""

    id: UUID
    created_at: Moment
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
