"""The built-in composer: it tells a chest's story without a model, a key or a network.

Every sentence cites what it rests on, or only counts what the chest holds. The same memories give
the same story in any order, and a new memory changes its own chapter, the first, the last and the
appendix, and no other, unless it changes who has added most.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import get_args

from ai.base import ProviderError, Result
from ai.narrative.appendix import tell_appendix
from ai.narrative.base import Chapter, Draft, Mode, Segment, Subject, Task, Tone
from ai.narrative.chapters import tell_memories, tell_part
from ai.narrative.english.phrases import Person
from ai.narrative.memories import find_main_giver, list_memories, own_names
from ai.narrative.sentences import Teller
from ai.narrative.summaries import tell_closing, tell_opening

VERSION = "3"
"""Changes whenever the same memories would be told in other words."""

LANGUAGES = ("en",)
"""Languages the composer writes; quotations stay in their own."""


def compose(
    subject: Subject,
    segments: Iterable[Segment],
    *,
    language: str = "en",
    tone: Tone = "plain",
    mode: Mode = "narrative",
) -> Result[list[Chapter]]:
    """The whole story: who this was, the life by stages or decades, what is still to be told, and
    an appendix of what the chest holds.

    Stages are used when the birth is known to the year, decades otherwise; undated memories come
    last. The tone "sober" leaves out the invitations to add something; the mode "no-invention"
    leaves out what is said about the chest's own gaps. Raises ProviderError for a language,
    tone or mode that the composer does not have.
    """
    _require(language, tone, mode)
    memories = list_memories(subject, segments)
    invite = tone == "plain" and mode == "narrative"
    chapters = [tell_opening(subject, memories)]
    listed = []
    main_giver = find_main_giver(memories)
    placed = sorted(memories, key=lambda m: (m.place.rank, m.sort))
    for place, group in groupby(placed, key=lambda m: m.place):
        part = tell_part(place, list(group), subject=subject, main_giver=main_giver, invite=invite)
        if part.chapter.sentences:
            chapters.append(part.chapter)
        listed.append(part.listed)
    if mode == "narrative" or not memories:
        closing = tell_closing(subject, memories, invite=invite)
        if closing is not None:
            chapters.append(closing)
    appendix = tell_appendix(subject, memories, listed)
    if appendix is not None:
        chapters.append(appendix)
    return Result(chapters, model=VERSION)


class Composer:
    """The composer as a narrative provider: also what is told when a model is out of reach."""

    name = "composer"
    model = VERSION
    local = True
    window = sys.maxsize
    languages = LANGUAGES

    def run(self, task: Task, on_text: Callable[[str], None] | None = None) -> Result[Draft]:
        """The sentences of one chapter: none where nothing has words. Raises ProviderError for any
        other kind of task."""
        if task.kind != "chapter":
            raise ProviderError(
                "request",
                f"The composer writes chapters, not {task.kind!r}; choose a model for that.",
            )
        teller = Teller(Person(task.subject), own_names=own_names(task.subject))
        memories = list_memories(task.subject, task.segments)
        tell_memories(teller, memories)
        if on_text:
            for sentence in teller.sentences:
                on_text(sentence.text + " ")
        return Result(Draft(tuple(teller.sentences)), model=self.model)

    def compose(
        self,
        subject: Subject,
        segments: Iterable[Segment],
        *,
        language: str = "en",
        tone: Tone = "plain",
        mode: Mode = "narrative",
    ) -> Result[list[Chapter]]:
        """See `compose`."""
        return compose(subject, segments, language=language, tone=tone, mode=mode)

    def count(self, text: str) -> int:
        """Always 0: nothing is read by a model."""
        return 0


def _require(language: str, tone: str, mode: str) -> None:
    if language.split("-")[0].lower() not in LANGUAGES:
        raise ProviderError(
            "request",
            f"The composer writes {', '.join(LANGUAGES)} so far, not {language!r}. "
            "Choose one of these, or another provider.",
        )
    for value, kind, known in (("tone", tone, Tone), ("mode", mode, Mode)):
        if kind not in get_args(known):
            raise ProviderError(
                "request", f"There is no {value} {kind!r}; choose {' or '.join(get_args(known))}."
            )
