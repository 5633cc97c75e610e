"""Who tells a story: the narrator that it was asked of, found in the registry and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

import pytest

from ai.base import ProviderError, Result
from ai.narrative.base import (
    Chapter,
    Clause,
    Draft,
    Mode,
    NarrativeProvider,
    Segment,
    Sentence,
    Span,
    Subject,
    Task,
    Tone,
)
from ai.registry import Entry, Registry
from chest.database import Database
from chest.errors import Invalid
from chest.jobs.runner import TryLater
from chest.models import Kind, StoryState
from chest.stories.manager import StoryManager
from chest.stories.telling import TellStory
from tests.builders import Family, RecordingQueue, add_asset, add_family


class Reader:
    """A narrator that reads aloud what it was given, word for word, in Portuguese only."""

    name = "reader"
    model = "7"
    local = True
    window = 20_000
    languages: tuple[str, ...] = ("pt",)
    fails_with: ClassVar[ProviderError | None] = None

    def run(self, task: Task, on_text: Callable[[str], None] | None = None) -> Result[Draft]:
        if self.fails_with is not None:
            raise self.fails_with
        sentences = tuple(
            Sentence(
                f"“{s.text}”",
                (s.id,),
                quote=s.text,
                clauses=(Clause(f"“{s.text}”", (Span(s.id, s.text),)),),
            )
            for s in task.segments
        )
        return Result(Draft(sentences), model=self.model)

    def count(self, text: str) -> int:
        return len(text)

    def compose(
        self,
        subject: Subject,
        segments: Iterable[Segment],
        *,
        language: str = "en",
        tone: Tone = "plain",
        mode: Mode = "narrative",
    ) -> Result[list[Chapter]]:
        raise ProviderError("request")


@pytest.fixture
def narrators() -> Registry[NarrativeProvider]:
    return Registry("narrative", {"reader": Entry(make=lambda _: Reader(), models=("7",))})


@pytest.fixture
def stories(database: Database, narrators: Registry[NarrativeProvider]) -> StoryManager:
    return StoryManager(database=database, jobs=RecordingQueue(), narrators=narrators)


@pytest.fixture
def telling(database: Database, narrators: Registry[NarrativeProvider]) -> TellStory:
    return TellStory(database=database, narrators=narrators)


@pytest.fixture
def family(database: Database) -> Family:
    family = add_family(database)
    add_asset(database, family.chest_id, kind=Kind.note, body="Gostava do mar.")
    return family


def test_a_registered_narrator_tells_what_was_asked_of_it(
    stories: StoryManager, telling: TellStory, family: Family
) -> None:
    asked = stories.begin(family.keeper, family.chest_id, provider="reader", language="pt")
    telling.tell(asked.id)
    told = stories.get(family.keeper, asked.id)
    (chapter,) = told.chapters
    assert [(s.text, s.origin) for s in chapter.sentences] == [("“Gostava do mar.”", "model")]


def test_a_language_is_refused_that_this_narrator_does_not_write(
    stories: StoryManager, family: Family
) -> None:
    with pytest.raises(Invalid, match="Choose pt"):
        stories.begin(family.keeper, family.chest_id, provider="reader", language="en")


def test_a_narrator_that_went_since_is_named_in_the_reason(
    stories: StoryManager, database: Database, family: Family
) -> None:
    asked = stories.begin(family.keeper, family.chest_id, provider="reader", language="pt")
    TellStory(database=database).tell(asked.id)  # with the narrators that there are
    failed = stories.get(family.keeper, asked.id)
    assert failed.state is StoryState.failed
    assert "'reader:7'" in (failed.reason or "")


def test_a_busy_narrator_is_asked_again_later_and_a_firm_no_is_kept(
    stories: StoryManager,
    telling: TellStory,
    family: Family,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = stories.begin(family.keeper, family.chest_id, provider="reader", language="pt")
    monkeypatch.setattr(Reader, "fails_with", ProviderError("overloaded", "Try in a minute."))
    with pytest.raises(TryLater, match="Try in a minute"):
        telling.run(asked.id, lambda _, work: work())
    assert stories.get(family.keeper, asked.id).state is StoryState.telling
    monkeypatch.setattr(Reader, "fails_with", ProviderError("auth", "Set the key."))
    telling.run(asked.id, lambda _, work: work())
    failed = stories.get(family.keeper, asked.id)
    assert (failed.state, failed.reason) == (StoryState.failed, "Set the key.")
