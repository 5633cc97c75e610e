"""Stories, with and without what they tell."""

from __future__ import annotations

from uuid import UUID

from api.schemas.base import Answer, Moment
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
    reason: str | None
    created_at: Moment
    finished_at: Moment | None


class Heard(Answer):
    """The recording in which it is said, and the second at which that begins."""

    id: UUID
    second: float


class Sentence(Answer):
    """`sources` are ids of memories in the order in which they are cited; the first may be "chest",
    what the family entered about the person. `heard` has the recordings among them."""

    id: UUID
    text: str
    sources: list[str]
    quote: str | None
    origin: str
    verdict: str
    heard: list[Heard]

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
        )


class Chapter(Answer):
    id: UUID
    title: str
    sentences: list[Sentence]

    @classmethod
    def of(cls, view: ChapterView) -> Chapter:
        sentences = [Sentence.of(sentence) for sentence in view.sentences]
        return cls(id=view.id, title=view.title, sentences=sentences)


class Story(ListedStory):
    """A telling. `withheld` counts sentences that rest on something this reader may not see;
    `changed` counts memories from which something was taken that the story tells."""

    withheld: int
    changed: int
    chapters: list[Chapter]

    @classmethod
    def of(cls, view: StoryView) -> Story:
        return cls(
            **dict(ListedStory.model_validate(view)),
            withheld=view.withheld,
            changed=view.changed,
            chapters=[Chapter.of(chapter) for chapter in view.chapters],
        )
