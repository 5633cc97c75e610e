"""Stories: asked for, told in the background, and read with the memories that each sentence rests
on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from ai.base import ProviderError, UnknownProviderError
from ai.narrative.base import CHEST, Mode, Segment, Subject, Tone
from ai.narrative.base import Chapter as ToldChapter
from ai.narrative.composer import LANGUAGES, compose
from ai.narrative.support import check
from ai.registry import narrators
from chest.audit import record
from chest.database import Database
from chest.errors import Invalid, NotFound, NotSignedIn
from chest.jobs import Job, JobQueue
from chest.models import (
    Asset,
    Audience,
    Chapter,
    Chest,
    Role,
    Story,
    StorySentence,
    StoryState,
    utc_now,
)
from chest.segments import list_segments, source_ids, subject_of
from chest.visibility import (
    ALLOWED,
    STORY_AUDIENCES,
    Action,
    Viewer,
    find_role,
    require,
    visible_to,
)

TONES: tuple[Tone, ...] = ("plain", "sober")
MODES: tuple[Mode, ...] = ("narrative", "no-invention")


@dataclass(frozen=True)
class SentenceView:
    """`sources` are asset ids in the order of citation; `from_chest` says that it (also) rests on
    what the family entered about the person. A frame sentence only links or counts."""

    id: UUID
    text: str
    sources: tuple[UUID, ...]
    from_chest: bool
    quote: str | None
    origin: str
    verdict: str
    opens_paragraph: bool


@dataclass(frozen=True)
class ChapterView:
    id: UUID
    title: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True)
class StoryView:
    """`withheld` counts sentences that rest on something this reader may not see, or that is no
    longer in the chest."""

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
            return _view(story)

    def get(self, viewer: Viewer, story_id: UUID) -> StoryView:
        """The story as this reader may read it: a sentence is told only while every memory that it
        rests on is there and may be seen."""
        with self._database.read() as session:
            story = session.get(Story, story_id)
            if story is None or story.deleted_at is not None:
                raise NotFound
            _check_reader(session, viewer, story)
            return _read(session, viewer, story)

    def find_latest(self, viewer: Viewer, chest_id: UUID) -> StoryView | None:
        """The newest finished story that this reader may read, or None."""
        with self._database.read() as session:
            for story in _list_readable(session, viewer, chest_id):
                if story.state is StoryState.ready:
                    return _read(session, viewer, story)
        return None

    def find_in_progress(self, viewer: Viewer, chest_id: UUID) -> StoryView | None:
        """The newest story when it is not finished: waiting, being told, or failed."""
        with self._database.read() as session:
            newest = next(iter(_list_readable(session, viewer, chest_id)), None)
            return _view(newest) if newest and newest.state is not StoryState.ready else None

    def list_stories(self, viewer: Viewer, chest_id: UUID) -> list[StoryView]:
        """All tellings that this reader may read, newest first, without their chapters."""
        with self._database.read() as session:
            return [_view(story) for story in _list_readable(session, viewer, chest_id)]

    def tell(self, story_id: UUID) -> None:
        """Write the story. Called by the worker; telling twice leaves one telling.

        Failures that asking again will not mend end as `failed` with a sentence; others propagate
        to the job, which tries again.
        """
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
        self._store(story_id, told.value, segments, subject=subject_of(chest))

    def _store(
        self,
        story_id: UUID,
        chapters: list[ToldChapter],
        segments: list[Segment],
        *,
        subject: Subject,
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
                .values(state=StoryState.ready, reason=None, finished_at=utc_now())
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
            )
            .order_by(col(Story.created_at).desc(), col(Story.id).desc())
        )
    )


def _check_reader(session: Session, viewer: Viewer, story: Story) -> None:
    chest = session.get(Chest, story.chest_id)
    readable = _readable_audiences(session, viewer, story.chest_id)
    if chest is None or chest.deleted_at is not None or story.audience not in readable:
        raise NotFound


def _read(session: Session, viewer: Viewer, story: Story) -> StoryView:
    rows = session.exec(
        select(Chapter, StorySentence)
        .join(StorySentence, col(StorySentence.chapter_id) == col(Chapter.id))
        .where(col(Chapter.story_id) == story.id)
        .order_by(col(Chapter.position), col(StorySentence.position))
    ).all()
    visible = set(
        session.exec(
            select(Asset.id).where(col(Asset.chest_id) == story.chest_id, visible_to(viewer))
        )
    )
    chapters: dict[UUID, tuple[str, list[SentenceView]]] = {}
    withheld = 0
    for chapter, sentence in rows:
        sources = source_ids(sentence.sources)
        if not visible.issuperset(sources):
            withheld += 1
            continue
        _, sentences = chapters.setdefault(chapter.id, (chapter.title, []))
        sentences.append(_sentence(sentence, sources))
    told = tuple(
        ChapterView(id=chapter_id, title=title, sentences=tuple(sentences))
        for chapter_id, (title, sentences) in chapters.items()
    )
    return _view(story, chapters=told, withheld=withheld)


def _sentence(row: StorySentence, sources: Iterable[UUID]) -> SentenceView:
    return SentenceView(
        id=row.id,
        text=row.text,
        sources=tuple(sources),
        from_chest=CHEST in row.sources,
        quote=row.quote,
        origin=row.origin,
        verdict=row.verdict,
        opens_paragraph=row.opens_paragraph,
    )


def _view(story: Story, *, chapters: tuple[ChapterView, ...] = (), withheld: int = 0) -> StoryView:
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
        reason=story.reason,
        created_at=story.created_at,
        finished_at=story.finished_at,
        chapters=chapters,
        withheld=withheld,
    )
