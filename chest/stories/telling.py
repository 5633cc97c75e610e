"""Telling a story, as a job: the narrator that it was asked of writes, and what it wrote is checked
and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select, update

from ai.base import ProviderError
from ai.narrative.base import Chapter as ToldChapter
from ai.narrative.base import Mode, NarrativeProvider, Segment, Subject, Tone
from ai.narrative.support import check
from ai.registry import Registry, narrators
from chest.database import Database
from chest.gate.reading import read_chest
from chest.jobs.runner import Checkpoint, TryLater
from chest.models import Chapter, Chest, Story, StorySentence, StoryState, utc_now
from chest.stories.evidence import list_segments, subject_of
from chest.stories.spoken import list_spoken

_UNFINISHED = (StoryState.waiting, StoryState.telling)


@dataclass(frozen=True)
class _Asked:
    """A story to be told, and all that its narrator is given."""

    story: Story
    subject: Subject
    segments: list[Segment]
    # Whoever changes a memory after this moment changes it after the telling.
    read_at: datetime


class TellStory:
    """The job `tell_story`. Which narrator tells is written on the story and looked up in the
    registry: a provider is added there and nowhere else."""

    def __init__(
        self, *, database: Database, narrators: Registry[NarrativeProvider] = narrators
    ) -> None:
        self._database = database
        self._narrators = narrators

    def run(self, subject_id: UUID, step: Checkpoint) -> None:
        busy = step("tell", lambda: self._tell_or_say_busy(subject_id))
        if busy:
            raise TryLater(busy)

    def tell(self, story_id: UUID) -> None:
        """Write the story; telling twice leaves one telling.

        Failures that asking again will not mend end as `failed` with a sentence. Raises
        ProviderError for one that may be asked again.
        """
        asked = self._begin(story_id)
        if asked is None:
            return
        story = asked.story
        try:
            model = f":{story.model}" if story.model else ""
            narrator = self._narrators.get(f"{story.provider}{model}")
            told = narrator.compose(
                asked.subject,
                asked.segments,
                language=story.language,
                tone=cast("Tone", story.tone),
                mode=cast("Mode", story.mode),
            )
        except ProviderError as error:
            if error.retryable:
                raise
            self.give_up(story_id, str(error))
            return
        self._store(asked, told.value)

    def give_up(self, subject_id: UUID, reason: str) -> None:
        """The one place where a telling becomes `failed`; one that is ready stays so."""
        with self._database.write() as session:
            session.exec(
                update(Story)
                .where(col(Story.id) == subject_id, col(Story.state).in_(_UNFINISHED))
                .values(state=StoryState.failed, reason=reason, finished_at=utc_now())
            )

    def list_unfinished(self) -> list[UUID]:
        with self._database.read() as session:
            return list(
                session.exec(
                    select(Story.id).where(
                        col(Story.state).in_(_UNFINISHED), col(Story.deleted_at).is_(None)
                    )
                )
            )

    def _tell_or_say_busy(self, story_id: UUID) -> str | None:
        """Tell it; returns what a provider says that may be asked again later."""
        try:
            self.tell(story_id)
        except ProviderError as error:
            if not error.retryable:
                raise
            return str(error)
        return None

    def _begin(self, story_id: UUID) -> _Asked | None:
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
            segments = [
                *list_segments(session, chest, audience=story.audience),
                *list_spoken(session, chest, audience=story.audience),
            ]
            return _Asked(story, subject_of(chest), segments, read_at)

    def _store(self, asked: _Asked, chapters: Sequence[ToldChapter]) -> None:
        story_id = asked.story.id
        rows = _rows_of(asked, chapters)
        with self._database.write() as session:
            # A worker that died after half of this left nothing: one transaction.
            session.exec(delete(Chapter).where(col(Chapter.story_id) == story_id))
            _add_all(session, rows)
            session.exec(
                update(Story)
                .where(col(Story.id) == story_id)
                .values(state=StoryState.ready, reason=None, finished_at=asked.read_at)
            )


def _rows_of(asked: _Asked, chapters: Sequence[ToldChapter]) -> list[Chapter | StorySentence]:
    known = {segment.id: segment for segment in asked.segments}
    rows: list[Chapter | StorySentence] = []
    for number, told in enumerate(chapters):
        chapter = Chapter(story_id=asked.story.id, position=number, title=told.title)
        rows.append(chapter)
        for position, sentence in enumerate(told.sentences):
            support = check(sentence, known, asked.subject)
            if support.verdict == "red":
                continue  # contradicted by what it cites: not told
            rows.append(
                StorySentence(
                    chapter_id=chapter.id,
                    position=position,
                    text=sentence.text,
                    sources=list(sentence.sources),
                    quote=sentence.quote,
                    opens_paragraph=sentence.opens,
                    origin=asked.story.provider,
                    verdict=support.verdict,
                    reasons=list(support.reasons),
                )
            )
    return rows


def _add_all(session: Session, rows: list[Chapter | StorySentence]) -> None:
    """Chapters first: sentences refer to them."""
    session.add_all([row for row in rows if isinstance(row, Chapter)])
    session.flush()
    session.add_all([row for row in rows if isinstance(row, StorySentence)])
