"""The job `tell_story`: who is asked, in what order, and what becomes of what nobody answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, cast
from uuid import UUID

import structlog
from sqlmodel import col, select, update

from ai.asking import LONGEST_WAIT, ask
from ai.base import ProviderError
from ai.narrative.base import Mode, NarrativeProvider, Tone
from ai.narrative.checking.second_reader import Reader
from ai.narrative.composer import LANGUAGES as COMPOSED
from ai.narrative.composer import Composer
from ai.narrative.outlining import Length, Manner, Planned, outline
from ai.registry import Registry, narrators
from chest.database import Database
from chest.gate.reading import read_chest
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import Chest, Story, StoryState, utc_now
from chest.stories.telling.asking import AskAgain, Asker, NoMore
from chest.stories.telling.chapters import (
    ToldChapter,
    ask_for_chapter,
    check_composed,
    compose_chapter,
)
from chest.stories.telling.material import Material, gather
from chest.stories.telling.storing import store

log = structlog.get_logger(__name__)

AT_ONCE = 3
"""Chapters that are asked for at the same time, where that is not of this machine."""

_UNFINISHED = (StoryState.waiting, StoryState.telling)
_PATIENCE = timedelta(hours=12)
_LONGEST_BREAK = 3600.0  # seconds; a provider that asks for more is asked again all the same
# Nothing that is asked afterwards would be answered.
_HOPELESS = ("auth", "missing", "damaged")
_BUSY = ("rate", "overloaded", "network", "timeout")
_WOVEN = ("opening", "closing")


@dataclass(frozen=True)
class _Begun:
    """A story to be told, and all that it is told from."""

    story: Story
    material: Material
    # Whoever changes a memory after this moment changes it after the telling.
    read_at: datetime


class TellStory:
    """Which narrator tells is written on the story and looked up in the registry: a provider is
    added there and nowhere else. What was answered is kept chapter by chapter, so that a telling
    whose worker died asks only for what is missing."""

    def __init__(
        self,
        *,
        database: Database,
        narrators: Registry[NarrativeProvider] = narrators,
        again: AskAgain = ask,
        open_reader: Callable[[], Reader | None] = lambda: None,
    ) -> None:
        self._database = database
        self._narrators = narrators
        self._again = again
        self._open_reader = open_reader

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        later = step("tell", lambda: self._tell_or_say_when(subject_id))
        if later:
            raise TryLater(later["why"], in_seconds=later["in_seconds"])

    def tell(self, story_id: UUID, *, no_more: str | None = None) -> None:
        """Write the story; telling twice leaves one telling.

        Raises TryLater while its narrator is busy, keeping what was told by then. What asking again
        will not mend is told by the composer at once, and the story says so; it becomes `failed`
        with a sentence where the composer does not write its language. With `no_more`, which says
        why, nobody is asked: the composer tells what is missing.
        """
        begun = self._begin(story_id)
        if begun is None:
            return
        try:
            narrator = self._narrators.get(_name_of(begun.story))
        except ProviderError as error:
            self._tell_without(begun, str(error))
            return
        if narrator.name == Composer.name:
            self._compose(begun)
            return
        telling = _Telling(self._database, narrator, begun, self._again)
        if no_more is not None:
            telling.asker.stop(no_more)
        chapters = telling.tell()
        if telling.nothing_because is not None:
            self._tell_without(begun, telling.nothing_because)
            return
        used = telling.asker.used
        store(self._database, begun.story, chapters, read_at=begun.read_at, used=used)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """Nobody is asked any more: what a model told is kept and the composer tells the rest. A
        story of which nothing can be made becomes `failed`."""
        try:
            if not self._is_composers(subject_id):
                self.tell(subject_id, no_more=reason)
        except Exception as error:
            # Given up because of a mistake in the program, it may well be made again.
            log.exception("a story could not be ended", error=type(error).__name__)
        self._fail(subject_id, reason)

    def _fail(self, story_id: UUID, reason: str) -> None:
        """The one place where a telling becomes `failed`; one that is ready stays so."""
        with self._database.write() as session:
            session.exec(
                update(Story)
                .where(col(Story.id) == story_id, col(Story.state).in_(_UNFINISHED))
                .values(state=StoryState.failed, reason=reason, finished_at=utc_now())
            )

    def _is_composers(self, story_id: UUID) -> bool:
        with self._database.read() as session:
            story = session.get(Story, story_id)
            return story is None or story.provider == Composer.name

    def list_unfinished(self) -> list[UUID]:
        with self._database.read() as session:
            return list(
                session.exec(
                    select(Story.id).where(
                        col(Story.state).in_(_UNFINISHED), col(Story.deleted_at).is_(None)
                    )
                )
            )

    def _tell_or_say_when(self, story_id: UUID) -> dict[str, Any] | None:
        """Tell it; returns why and when it is to be tried again."""
        try:
            self.tell(story_id)
        except TryLater as later:
            return {"why": str(later), "in_seconds": later.in_seconds}
        return None

    def _begin(self, story_id: UUID) -> _Begun | None:
        """What there is to tell; None for a story that is told, or gone."""
        with self._database.read() as session:
            asked = session.get(Story, story_id)
        if asked is not None:
            read_chest(self._database, asked.chest_id)  # nothing that was not read is told
        # Taken before the write below, which on SQLite waits for a change that has begun: the
        # story reads that one.
        read_at = utc_now()
        with self._database.write() as session:
            story = session.get(Story, story_id)
            if story is None or story.deleted_at is not None or story.state is StoryState.ready:
                return None
            story.state = StoryState.telling
            session.add(story)
        with self._database.read() as session:
            chest = session.get(Chest, story.chest_id)
            if chest is None:
                return None
            reader = self._find_reader() if story.provider != Composer.name else None
            material = gather(session, chest, story.audience, reader=reader)
            return _Begun(story, material, read_at)

    def _find_reader(self) -> Reader | None:
        try:
            return self._open_reader()
        except ProviderError as error:
            log.warning("sentences are read by nobody again", reason=str(error))
            return None

    def _tell_without(self, begun: _Begun, why: str) -> None:
        """Its narrator tells nothing: the composer does, where it writes the language."""
        if _is_composed(begun.story):
            self._compose(begun, why=why)
        else:
            self._fail(begun.story.id, why)

    def _compose(self, begun: _Begun, *, why: str | None = None) -> None:
        try:
            chapters = _compose_all(begun)
        except ProviderError as error:
            self._fail(begun.story.id, str(error))
            return
        store(self._database, begun.story, chapters, read_at=begun.read_at, all_because=why)


class _Telling:
    """One story by a model: its chapters, several at a time."""

    def __init__(
        self, database: Database, narrator: NarrativeProvider, begun: _Begun, again: AskAgain
    ) -> None:
        self.asker = Asker(database, narrator, begun.story, again)
        self.nothing_because: str | None = None
        self._database = database
        self._narrator = narrator
        self._begun = begun
        self._busy: ProviderError | None = None
        self._lock = Lock()
        self._done = 0

    def tell(self) -> list[ToldChapter]:
        """The chapters. `nothing_because` says why where the model told none of them. Raises
        TryLater."""
        begun = self._begun
        planned = outline(
            begun.material.subject,
            begun.material.segments,
            manner_of(begun.story, self._narrator),
            begun.material.about,
        )
        if not any(one.cards for one in planned):
            return _compose_all(begun)
        told = self._tell_all(planned)
        if self._busy is not None and utc_now() - begun.story.created_at < _PATIENCE:
            raise _later(self._busy)
        asked = [one.fallback for one, plan in zip(told, planned, strict=True) if plan.cards]
        if all(asked):
            self.nothing_because = asked[0]
        return self._weave(told)

    def _tell_all(self, planned: Sequence[Planned]) -> list[ToldChapter]:
        width = 1 if self._narrator.local else AT_ONCE
        with ThreadPoolExecutor(max_workers=width) as threads:
            tasks = [
                threads.submit(copy_context().run, self._tell_one, one, len(planned))
                for one in planned
            ]
            return [task.result() for task in tasks]

    def _tell_one(self, planned: Planned, of: int) -> ToldChapter:
        with self._lock:
            self._say(planned.title, of=of)
        told = self._try(planned)
        with self._lock:
            self._done += 1
        return told

    def _try(self, planned: Planned) -> ToldChapter:
        """The chapter by the model, or else by the composer."""
        material = self._begun.material
        if not planned.cards and not _is_composed(self._begun.story):
            return ToldChapter(planned.key, planned.title, (), planned.memories)
        if not planned.cards:
            return compose_chapter(planned, material, why=None)
        try:
            return ask_for_chapter(self.asker, planned, material)
        except NoMore as stopped:
            why = str(stopped)
        except ProviderError as error:
            why = str(error)
            if error.kind in _BUSY:
                self._busy = error
            if error.kind in (*_BUSY, *_HOPELESS):
                self.asker.stop(why)
        return compose_chapter(planned, material, why=why)

    def _weave(self, told: Sequence[ToldChapter]) -> list[ToldChapter]:
        """The chapters between the composer's own: who this was, and what is still to be told. It
        writes these in its own languages only."""
        if not _is_composed(self._begun.story):
            return list(told)
        frame = [c for c in _compose_all(self._begun) if c.key in _WOVEN or c.is_appendix]
        first = [chapter for chapter in frame if chapter.key == _WOVEN[0]]
        return [*first, *told, *(chapter for chapter in frame if chapter not in first)]

    def _say(self, title: str, *, of: int) -> None:
        """How far it is, for whoever waits."""
        with self._database.write() as session:
            session.exec(
                update(Story)
                .where(col(Story.id) == self._begun.story.id)
                .values(done=self._done, of=of, doing=title)
            )


def manner_of(story: Story, narrator: NarrativeProvider) -> Manner:
    return Manner(
        language=story.language,
        tone=cast("Tone", story.tone),
        mode=cast("Mode", story.mode),
        length=cast("Length", story.length),
        window=narrator.window,
    )


def _compose_all(begun: _Begun) -> list[ToldChapter]:
    """The whole story by the composer."""
    material, story = begun.material, begun.story
    composed = Composer().compose(
        material.subject,
        material.segments,
        language=story.language,
        tone=cast("Tone", story.tone),
        mode=cast("Mode", story.mode),
    )
    return [
        ToldChapter(
            key=chapter.key,
            title=chapter.title,
            sentences=tuple(check_composed(chapter.sentences, material)),
            is_appendix=chapter.appendix,
        )
        for chapter in composed.value
    ]


def _name_of(story: Story) -> str:
    return f"{story.provider}:{story.model}" if story.model else story.provider


def _is_composed(story: Story) -> bool:
    return story.language.split("-")[0].lower() in COMPOSED


def _later(error: ProviderError) -> TryLater:
    wait = error.retry_after
    if wait is None or wait <= LONGEST_WAIT:
        return TryLater(str(error))
    return TryLater(str(error), in_seconds=min(wait, _LONGEST_BREAK))
