"""What all narrators that are models share: the question, the reading of the answer, the chapters.

A provider adds the little that is its own: `stream`, which asks once and hands on what comes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Literal

from ai.asking import ask
from ai.base import ProviderError, Result
from ai.narrative import answers, prompts
from ai.narrative.base import Chapter, Draft, Mode, Segment, Sentence, Subject, Task, Tone
from ai.narrative.memories import list_memories
from ai.narrative.prices import count_tokens
from ai.narrative.prompts import Question
from ai.narrative.titles import name_chapter
from language import N_

TOO_SLOW = N_("{who} did not answer in time. It is asked again by itself.")
ENDED_EARLY = N_("{who} stopped before the end. It is asked again by itself.")
TRUNCATED = N_("{who} wrote more than there was room for. Fewer memories at once may help.")
REFUSED = N_("{who} did not want to write about these memories. Another narrator may.")
TOO_LONG = N_("These memories are more than {who} can read at once. Fewer at once may help.")

Stop = Literal["end", "length", "refused", "context"]

SECONDS = 600.0
"""How long one whole answer may take."""
THINKING = 8000
"""Tokens that a model elsewhere may think before it answers: they count as written."""

_ANSWER_SHARE = 3  # an answer has at most a third of the window
_MARKS = 60  # tokens of the tags around a segment, its date, place and giver


@dataclass
class Heard:
    """What an answer told of itself while it came; `stop` is None until it says why it ended."""

    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cached: int = 0
    stop: Stop | None = None


class ChapterByChapter(ABC):
    """A narrator that is asked for one chapter at a time. It asks once: when to ask again is for
    whoever calls.

    `who` is what people call it.
    """

    name: str
    model: str
    local: bool
    window: int
    languages: tuple[str, ...] = tuple(prompts.LANGUAGES)
    who: str

    @abstractmethod
    def run(self, task: Task, on_text: Callable[[str], None] | None = None) -> Result[Draft]:
        """See `NarrativeProvider`."""

    def compose(
        self,
        subject: Subject,
        segments: Iterable[Segment],
        *,
        language: str = "en",
        tone: Tone = "plain",
        mode: Mode = "narrative",
    ) -> Result[list[Chapter]]:
        """The whole story, in the chapters that the composer would make, each asked for by itself
        and again where that may help."""
        told = Task("chapter", subject, (), language=language, tone=tone, mode=mode)
        given = list(segments)
        memories = sorted(list_memories(subject, given), key=lambda m: (m.place.rank, m.sort))
        by_asset: dict[str, list[Segment]] = {}
        for segment in given:
            by_asset.setdefault(segment.asset, []).append(segment)
        whole: Result[list[Chapter]] = Result([], model=self.model)
        for place, group in groupby(memories, key=lambda m: m.place):
            held = list(group)
            title = name_chapter(place, subject)
            sentences: list[Sentence] = []
            for part in self._parts(told, (s for m in held for s in by_asset[m.asset])):
                one = ask(partial(self.run, part))
                sentences += one.value.sentences
                whole = replace(
                    whole,
                    model=one.model,
                    tokens_in=whole.tokens_in + one.tokens_in,
                    tokens_out=whole.tokens_out + one.tokens_out,
                    cached=whole.cached + one.cached,
                )
            if sentences:
                whole.value.append(Chapter(place.key, title, tuple(sentences)))
        return whole

    def count(self, text: str) -> int:
        """See `NarrativeProvider`: an estimate, rather too high."""
        return count_tokens(text)

    def count_room(self, task: Task) -> int:
        """How many tokens of segments such a task has room for, beside rules and answer."""
        bare = prompts.word(replace(task, segments=()))
        return self.window - self._answer_of(task) - self.count(bare.text)

    def count_segment(self, segment: Segment) -> int:
        """How many of these tokens a segment takes."""
        return self.count(f"{segment.text}{segment.caption or ''}") + _MARKS

    def _answer_of(self, task: Task) -> int:
        return min(task.max_tokens, self.window // _ANSWER_SHARE)

    def _parts(self, told: Task, segments: Iterable[Segment]) -> Iterator[Task]:
        """Tasks over as many segments as fit into one question each."""
        room = self.count_room(told)
        held: list[Segment] = []
        size = 0
        for segment in segments:
            more = self.count_segment(segment)
            if held and size + more > room:
                yield replace(told, segments=tuple(held))
                held, size = [], 0
            held.append(segment)
            size += more
        if held:
            yield replace(told, segments=tuple(held))


class ModelNarrator(ChapterByChapter):
    """A narrator that words the question itself and hears the answer come.

    `seconds` are how long the whole of an answer is waited for.
    """

    seconds: float = SECONDS

    @abstractmethod
    def stream(self, question: Question, heard: Heard) -> Generator[str, None, None]:
        """The answer as it comes, for `seconds` at most; fills in `heard`. Raises ProviderError and
        nothing else."""

    def run(self, task: Task, on_text: Callable[[str], None] | None = None) -> Result[Draft]:
        """The sentences of one chapter, card or join: those whose sources and spans are there.

        `on_text` is called with the answer as it comes, before anything of it was checked: it says
        that something is coming, and is not for people to read.
        """
        question = prompts.word(replace(task, max_tokens=self._answer_of(task)))
        if self.count(question.text) + question.max_tokens > self.window:
            raise ProviderError("context", TOO_LONG.format(who=self.who))
        heard = Heard(model=self.model)
        try:
            text = self._listen(question, heard, on_text)
            draft = answers.read(text, question.pieces)
        except ProviderError as error:
            error.tokens_in, error.tokens_out = heard.tokens_in, heard.tokens_out
            raise
        return Result(
            draft,
            model=heard.model or self.model,
            tokens_in=heard.tokens_in,
            tokens_out=heard.tokens_out,
            cached=heard.cached,
        )

    def _listen(
        self, question: Question, heard: Heard, on_text: Callable[[str], None] | None
    ) -> str:
        parts: list[str] = []
        with closing(self.stream(question, heard)) as coming:
            for part in coming:
                parts.append(part)
                if on_text is not None:
                    on_text(part)
        if heard.stop is None:
            raise ProviderError("network", ENDED_EARLY.format(who=self.who))
        if heard.stop == "length":
            raise ProviderError("truncated", TRUNCATED.format(who=self.who))
        if heard.stop == "refused":
            raise ProviderError("refused", REFUSED.format(who=self.who))
        if heard.stop == "context":
            raise ProviderError("context", TOO_LONG.format(who=self.who))
        return "".join(parts)
