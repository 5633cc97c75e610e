"""Stories: asked for, and handed to whoever may read them. They are told in `telling`; what each
reader then sees of one is decided in `reading`."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from ai.base import UnknownProviderError
from ai.narrative.base import Mode, NarrativeProvider, Tone
from ai.registry import Registry, narrators
from chest.access.audit import record
from chest.access.viewers import LinkViewer, Viewer, require_account
from chest.access.visibility import ALLOWED, STORY_AUDIENCES, Action, find_role, require
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Audience,
    Chest,
    Role,
    Story,
    StoryState,
)
from chest.stories.reading import count_untold, read_story
from chest.stories.spoken import count_unheard
from chest.stories.views import StoryView, Untold, view_story
from language import _

TONES: tuple[Tone, ...] = ("plain", "sober")
MODES: tuple[Mode, ...] = ("narrative", "no-invention")


class StoryManager:
    def __init__(
        self,
        *,
        database: Database,
        jobs: JobQueue,
        narrators: Registry[NarrativeProvider] = narrators,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._narrators = narrators

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
            narrator = self._narrators.get(provider)
        except UnknownProviderError as error:
            raise Invalid(str(error)) from error
        _check_choice("tone", tone, TONES)
        _check_choice("mode", mode, MODES)
        _check_choice("language", language, narrator.languages)
        with self._database.write() as session:
            _role, role = require(session, viewer, chest_id, Action.tell_story)
            if audience is Audience.keepers and role is not Role.keeper:
                raise NotFound
            account_id = require_account(viewer)
            story = Story(
                chest_id=chest_id,
                audience=audience,
                provider=narrator.name,
                model=narrator.model,
                tone=tone,
                language=language,
                mode=mode,
                created_by=account_id,
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
            ends = (StoryState.failed,) if not isinstance(viewer, LinkViewer) else ()
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

    def count_untold(self, viewer: Viewer, story_id: UUID) -> Untold:
        """What this telling could rest on now and does not know of; nothing for those who could
        not have it told again."""
        with self._database.read() as session:
            story = _get_readable(session, viewer, story_id)
            if not may_tell(session, viewer, story.chest_id):
                return Untold(0, 0)
            return Untold(count_untold(session, story), count_unheard(session, story))


def _check_choice(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Invalid(
            _(
                "There is no {name} “{value}”. Choose {known}.",
                name=name,
                value=value[:40],
                known=" or ".join(known),
            )
        )


def _readable_audiences(session: Session, viewer: Viewer, chest_id: UUID) -> tuple[Audience, ...]:
    """The audiences whose stories this viewer may read in the chest; none for a stranger."""
    if isinstance(viewer, LinkViewer):
        return STORY_AUDIENCES[viewer.audience] if viewer.chest_id == chest_id else ()
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
    if isinstance(viewer, LinkViewer):
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
