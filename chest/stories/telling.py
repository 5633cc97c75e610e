"""Telling a story, as a job."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sqlmodel import col, select, update

from ai.base import ProviderError
from chest.database import Database
from chest.jobs.runner import Step, TryLater
from chest.models import Story, StoryState, utc_now

_UNFINISHED = (StoryState.waiting, StoryState.telling)


class StoryTeller(Protocol):
    def tell(self, story_id: UUID) -> None:
        """Write the story's chapters and mark it ready or failed; nothing if it already is."""
        ...


class TellStory:
    """The job `tell_story`: everything it does is `stories.tell`."""

    def __init__(self, *, database: Database, stories: StoryTeller) -> None:
        self._database = database
        self._stories = stories

    def run(self, subject_id: UUID, step: Step) -> None:
        busy = step("tell", lambda: self._tell(subject_id))
        if busy:
            raise TryLater(busy)

    def _tell(self, story_id: UUID) -> str | None:
        """Tell it; returns what a provider says that may be asked again later."""
        try:
            self._stories.tell(story_id)
        except ProviderError as error:
            if not error.retryable:
                raise
            return str(error)
        return None

    def give_up(self, subject_id: UUID, reason: str) -> None:
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
