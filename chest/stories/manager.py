"""Stories: asked for, told in the background, and handed to whoever may read them. What each reader
then sees of one is decided in `story_views`."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from ai.base import ProviderError, UnknownProviderError
from ai.narrative.base import Chapter as ToldChapter
from ai.narrative.base import Mode, Segment, Subject, Tone
from ai.narrative.composer import LANGUAGES, compose
from ai.narrative.support import check
from ai.registry import narrators
from chest.access.audit import record
from chest.access.visibility import (
    ALLOWED,
    STORY_AUDIENCES,
    Action,
    Viewer,
    find_role,
    require,
)
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Audience,
    Chapter,
    Chest,
    Role,
    Story,
    StorySentence,
    StoryState,
    utc_now,
)
from chest.stories.evidence import list_segments, subject_of
from chest.stories.reading import StoryView, count_untold, read_story, view_story

TONES: tuple[Tone, ...] = ("plain", "sober")
MODES: tuple[Mode, ...] = ("narrative", "no-invention")


class StoryManager:
    def __init__(self, *, database: Database, jobs: JobQueue) -> None:
        self._database = database
        self._jobs = jobs

    def begin(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        provider: str = "composer",
        tone: str = "plain",
        language: str = "en",
        mode: str = "narrative",
        audience: Audience = Audience.family,
    ) -> StoryView:
        """Ask for a new telling; it is written in the background. Older ones stay readable.

        Raises Invalid for a provider, tone, language or mode that is not there, naming those that
        are. A story for keepers needs a keeper.
        """
        try:
            narrator = narrators.get(provider)
        except UnknownProviderError as error:
            raise Invalid(str(error)) from error
        _check_choice("tone", tone, TONES)
        _check_choice("mode", mode, MODES)
        _check_choice("language", language, LANGUAGES)
        with self._database.write() as session:
            _, role = require(session, viewer, chest_id, Action.tell_story)
            if audience is Audience.keepers and role is not Role.keeper:
                raise NotFound
            if viewer.account_id is None:
                raise NotSignedIn
            story = Story(
                chest_id=chest_id,
                audience=audience,
                provider=narrator.name,
                model=narrator.model,
                tone=tone,
                language=language,
                mode=mode,
                created_by=viewer.account_id,
            )
            session.add(story)
            session.flush()
            self._jobs.enqueue(session, Job.tell_story, story.id)
            subject = ("story", story.id)
            record(session, viewer, "story.asked", subject=subject, chest_id=chest_id)
            return view_story(story, curates=True)

    def get(self, viewer: Viewer, story_id: UUID) -> StoryView:
        """The story as this reader may read it: a sentence is told only while every memory that it
        rests on is there and may be seen, and a title only what is told under it.

        Raises NotFound for a telling that is none of this reader's business: one that failed is for
        those who may ask again, one that is not finished for the chest's own people.
        """
        with self._database.read() as session:
            story = _get_readable(session, viewer, story_id)
            curates = may_tell(session, viewer, story.chest_id)
            return read_story(session, viewer, story, curates=curates)

    def get_state(self, viewer: Viewer, story_id: UUID) -> StoryState:
        """How far the telling is, without reading it; what a page asks again and again. The chest's
        own people learn that it failed, so that they stop waiting, but not why."""
        with self._database.read() as session:
            ends = (StoryState.failed,) if viewer.link is None else ()
            return _get_readable(session, viewer, story_id, more=ends).state

    def find_latest(self, viewer: Viewer, chest_id: UUID) -> StoryView | None:
        """The newest finished story that this reader may read, or None."""
        with self._database.read() as session:
            for story in _list_readable(session, viewer, chest_id):
                if story.state is StoryState.ready:
                    curates = may_tell(session, viewer, chest_id)
                    return read_story(session, viewer, story, curates=curates)
        return None

    def find_in_progress(self, viewer: Viewer, chest_id: UUID) -> StoryView | None:
        """The newest story when it is not finished: waiting, being told, or, for those who may have
        it told, failed."""
        with self._database.read() as session:
            newest = next(iter(_list_readable(session, viewer, chest_id)), None)
            if newest is None or newest.state is StoryState.ready:
                return None
            return view_story(newest, curates=may_tell(session, viewer, chest_id))

    def list_stories(self, viewer: Viewer, chest_id: UUID) -> list[StoryView]:
        """All tellings that this reader may read, newest first, without their chapters. Failed ones
        and the reasons are for those who may have the story told."""
        with self._database.read() as session:
            stories = _list_readable(session, viewer, chest_id)
            curates = may_tell(session, viewer, chest_id)
            return [view_story(story, curates=curates) for story in stories]

    def count_untold(self, viewer: Viewer, story_id: UUID) -> int:
        """How many memories this telling could rest on now and does not know of; 0 for those who
        could not have it told again."""
        with self._database.read() as session:
            story = _get_readable(session, viewer, story_id)
            if not may_tell(session, viewer, story.chest_id):
                return 0
            return count_untold(session, story)

    def tell(self, story_id: UUID) -> None:
        """Write the story. Called by the worker; telling twice leaves one telling.

        Failures that asking again will not mend end as `failed` with a sentence; others propagate
        to the job, which tries again.
        """
        # Whoever changes a memory from now on changes it after the telling. Taken before the write
        # below, which on SQLite waits for a change that has begun: the story reads that one.
        read_at = utc_now()
        with self._database.write() as session:
            story = session.get(Story, story_id)
            if story is None or story.deleted_at is not None or story.state is StoryState.ready:
                return
            story.state = StoryState.telling
            session.add(story)
        with self._database.read() as session:
            chest = session.get(Chest, story.chest_id)
            if chest is None:
                return
            segments = list_segments(session, chest, audience=story.audience)
        try:
            told = compose(
                subject_of(chest),
                segments,
                language=story.language,
                tone=cast("Tone", story.tone),
                mode=cast("Mode", story.mode),
            )
        except ProviderError as error:
            if error.retryable:
                raise
            self._fail(story_id, str(error))
            return
        self._store(story_id, told.value, segments, subject=subject_of(chest), read_at=read_at)

    def _store(
        self,
        story_id: UUID,
        chapters: list[ToldChapter],
        segments: list[Segment],
        *,
        subject: Subject,
        read_at: datetime,
    ) -> None:
        known = {segment.id: segment for segment in segments}
        rows: list[Chapter | StorySentence] = []
        for number, told in enumerate(chapters):
            chapter = Chapter(story_id=story_id, position=number, title=told.title)
            rows.append(chapter)
            for position, sentence in enumerate(told.sentences):
                support = check(sentence, known, subject)
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
                        origin="composer",
                        verdict=support.verdict,
                        reasons=list(support.reasons),
                    )
                )
        with self._database.write() as session:
            # A worker that died after half of this left nothing: one transaction.
            session.exec(delete(Chapter).where(col(Chapter.story_id) == story_id))
            session.add_all([row for row in rows if isinstance(row, Chapter)])
            session.flush()
            session.add_all([row for row in rows if isinstance(row, StorySentence)])
            session.exec(
                update(Story)
                .where(col(Story.id) == story_id)
                .values(state=StoryState.ready, reason=None, finished_at=read_at)
            )

    def _fail(self, story_id: UUID, reason: str) -> None:
        with self._database.write() as session:
            session.exec(
                update(Story)
                .where(col(Story.id) == story_id)
                .values(state=StoryState.failed, reason=reason, finished_at=utc_now())
            )


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Invalid(f"There is no {name} “{value[:40]}”. Choose {' or '.join(known)}.")


def _readable_audiences(session: Session, viewer: Viewer, chest_id: UUID) -> tuple[Audience, ...]:
    """The audiences whose stories this viewer may read in the chest; none for a stranger."""
    if viewer.link is not None:
        return STORY_AUDIENCES[viewer.link.audience] if viewer.link.chest_id == chest_id else ()
    role = find_role(session, viewer, chest_id)
    if role is None or Action.see not in ALLOWED[role]:
        return ()
    return STORY_AUDIENCES[Audience.keepers if role is Role.keeper else Audience.family]


def may_tell(session: Session, viewer: Viewer, chest_id: UUID) -> bool:
    """Whether this viewer may have stories told in the chest, and so learn how that went."""
    role = find_role(session, viewer, chest_id)
    return role is not None and Action.tell_story in ALLOWED[role]


def _readable_states(session: Session, viewer: Viewer, chest_id: UUID) -> tuple[StoryState, ...]:
    if may_tell(session, viewer, chest_id):
        return tuple(StoryState)
    if viewer.link is not None:
        return (StoryState.ready,)
    return (StoryState.ready, StoryState.waiting, StoryState.telling)


def _list_readable(session: Session, viewer: Viewer, chest_id: UUID) -> list[Story]:
    chest = session.get(Chest, chest_id)
    audiences = _readable_audiences(session, viewer, chest_id)
    if chest is None or chest.deleted_at is not None or not audiences:
        raise NotFound
    return list(
        session.exec(
            select(Story)
            .where(
                col(Story.chest_id) == chest_id,
                col(Story.deleted_at).is_(None),
                col(Story.audience).in_(audiences),
                col(Story.state).in_(_readable_states(session, viewer, chest_id)),
            )
            .order_by(col(Story.created_at).desc(), col(Story.id).desc())
        )
    )


def _get_readable(
    session: Session, viewer: Viewer, story_id: UUID, *, more: tuple[StoryState, ...] = ()
) -> Story:
    story = session.get(Story, story_id)
    if story is None or story.deleted_at is not None:
        raise NotFound
    chest = session.get(Chest, story.chest_id)
    if chest is None or chest.deleted_at is not None:
        raise NotFound
    if story.audience not in _readable_audiences(session, viewer, story.chest_id):
        raise NotFound
    if story.state not in (*_readable_states(session, viewer, story.chest_id), *more):
        raise NotFound
    return story
