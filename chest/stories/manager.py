"""Stories: asked for, and handed to whoever may read them. They are told in `telling`; what each
reader then sees of one is decided in `reading`."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.base import NarrativeProvider
from ai.narrative.outlining import Manner
from ai.registry import Registry, narrators
from chest.access.audit import record
from chest.access.viewers import LinkViewer, Viewer, require_account
from chest.access.visibility import (
    ALLOWED,
    STORY_AUDIENCES,
    Action,
    check_unlocked,
    find_role,
    require,
)
from chest.database import Database
from chest.errors import Invalid, NotFound
from chest.gate.reading import read_chest
from chest.jobs.queue import Job, JobQueue
from chest.models import (
    Audience,
    Chest,
    Role,
    Story,
    StoryCall,
    StoryState,
    utc_now,
)
from chest.paging import Page, in_order, page_of
from chest.stories import choosing
from chest.stories.choosing import HowTold
from chest.stories.costs import view_call, view_narrator
from chest.stories.estimating import check_agreed, estimate
from chest.stories.reading import count_untold, read_story
from chest.stories.spoken import count_unheard
from chest.stories.views import (
    CallView,
    ChestNarrator,
    Estimate,
    NarratorView,
    StoryProgress,
    StoryView,
    Untold,
    view_progress,
    view_story,
)
from language import _, number

_MILLION = 1_000_000
_MOST_CALLS = 10_000
_HIGHEST = 100_000  # dollars a month; more is a slip of the hand


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

    def list_narrators(self, viewer: Viewer, chest_id: UUID) -> list[NarratorView]:
        """Who can tell stories on this installation, also those that are not set up yet."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.tell_story)
        return choosing.list_views(self._narrators)

    def get_narrator(self, viewer: Viewer, chest_id: UUID) -> ChestNarrator:
        """Who tells this chest's stories when nobody says otherwise, and for how much a month."""
        with self._database.read() as session:
            chest, _role = require(session, viewer, chest_id, Action.tell_story)
            return view_narrator(session, chest)

    def set_narrator(
        self, viewer: Viewer, chest_id: UUID, provider: str | None, ceiling: float | None
    ) -> ChestNarrator:
        """Choose who tells, None for the composer, and how many dollars a month that may cost, None
        for no limit. One that is not set up yet can be chosen. Raises Invalid."""
        if ceiling is not None and not 0 <= ceiling <= _HIGHEST:
            raise Invalid(
                _("Enter an amount between 0 and {most} dollars.", most=number(_HIGHEST)),
                field="ceiling",
            )
        name = choosing.find_offer(self._narrators, provider).name if provider else None
        with self._database.write() as session:
            chest, _role = require(session, viewer, chest_id, Action.edit_chest)
            chest.narrator = name
            chest.narrator_ceiling = None if ceiling is None else round(ceiling * _MILLION)
            session.add(chest)
            subject = ("chest", chest_id)
            record(session, viewer, "chest.narrator_set", subject=subject, chest_id=chest_id)
            return view_narrator(session, chest)

    def estimate(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        provider: str | None = None,
        audience: Audience = Audience.family,
        **how: Unpack[HowTold],
    ) -> Estimate:
        """What such a telling would need, before anything is asked or sent. Raises as `begin`."""
        _narrator, _manner, about = self._plan(
            viewer,
            chest_id,
            provider=provider,
            how=how,
            audience=audience,
        )
        assert about is not None
        return about

    def begin(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        provider: str | None = None,
        audience: Audience = Audience.family,
        consent: bool = False,
        **how: Unpack[HowTold],
    ) -> StoryView:
        """Ask for a new telling; it is written in the background. Older ones stay readable. Without
        a provider the chest's own narrator tells it.

        Where memories leave this computer, `consent` says that the one who asks agrees; that, and
        to how many memories, is written down. Raises Invalid without it, for a narrator that is not
        set up, and for a provider, tone, language, mode or length that is not there, naming those
        that are; Conflict where it would cost more than the chest may spend this month. A story for
        keepers needs a keeper.
        """
        account_id = require_account(viewer)
        narrator, manner, about = self._plan(
            viewer,
            chest_id,
            provider=provider,
            how=how,
            audience=audience,
            sent_only=True,
        )
        with self._database.write() as session:
            _require_audience(session, viewer, chest_id, audience)
            story = Story(
                chest_id=chest_id,
                audience=audience,
                provider=narrator.name,
                model=narrator.model,
                tone=manner.tone,
                language=manner.language,
                mode=manner.mode,
                length=manner.length,
                who=choosing.describe(self._narrators, narrator),
                created_by=account_id,
            )
            if about is not None:
                check_agreed(about, consent=consent)
                story.consent_by, story.consent_at = account_id, utc_now()
                story.consent_memories, story.consent_to = about.memories, about.who
            session.add(story)
            session.flush()
            self._jobs.enqueue(session, Job.tell_story, story.id)
            subject = ("story", story.id)
            record(session, viewer, "story.asked", subject=subject, chest_id=chest_id)
            if story.consent_at is not None:
                record(session, viewer, "story.sending_agreed", subject=subject, chest_id=chest_id)
            return view_story(story, curates=True)

    def list_calls(
        self, viewer: Viewer, chest_id: UUID, *, cursor: str | None = None, limit: int = 50
    ) -> Page[CallView]:
        """Each time a narrator was asked for this chest, the latest first: what it cost and what
        went wrong; nothing of what was asked or answered."""
        with self._database.read() as session:
            require(session, viewer, chest_id, Action.tell_story)
            rows = session.exec(
                select(StoryCall)
                .where(col(StoryCall.chest_id) == chest_id)
                .order_by(col(StoryCall.created_at).desc(), col(StoryCall.id).desc())
                .limit(_MOST_CALLS)
            ).all()
        return page_of(
            [view_call(row) for row in rows],
            place=lambda call: (in_order(call.created_at), str(call.id)),
            cursor=cursor,
            limit=limit,
            descending=True,
        )

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

    def get_progress(self, viewer: Viewer, story_id: UUID) -> StoryProgress:
        """How far the telling is, without reading it; what a page asks again and again. The chest's
        own people learn that it failed, so that they stop waiting, but not why."""
        with self._database.read() as session:
            ends = (StoryState.failed,) if not isinstance(viewer, LinkViewer) else ()
            return view_progress(_get_readable(session, viewer, story_id, more=ends))

    def get_state(self, viewer: Viewer, story_id: UUID) -> StoryState:
        """See `get_progress`."""
        return self.get_progress(viewer, story_id).state

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

    def _plan(
        self,
        viewer: Viewer,
        chest_id: UUID,
        *,
        provider: str | None,
        how: HowTold,
        audience: Audience,
        sent_only: bool = False,
    ) -> tuple[NarrativeProvider, Manner, Estimate | None]:
        """Who would tell it, and what that needs; with `sent_only` only where memories leave this
        computer. Raises Invalid."""
        with self._database.read() as session:
            chest = _require_audience(session, viewer, chest_id, audience)
            narrator = choosing.open_narrator(self._narrators, chest, provider)
            made = choosing.make_manner(narrator, **how)
        if sent_only and narrator.local:
            return narrator, made, None
        read_chest(self._database, chest_id)
        who = choosing.where_to(self._narrators, narrator)
        with self._database.read() as session:
            chest = _require_audience(session, viewer, chest_id, audience)
            about = estimate(session, chest, narrator, made, audience=audience, who=who)
        return narrator, made, about


def _require_audience(
    session: Session, viewer: Viewer, chest_id: UUID, audience: Audience
) -> Chest:
    chest, role = require(session, viewer, chest_id, Action.tell_story)
    if audience not in STORY_AUDIENCES:
        raise Invalid(
            _("A story is told to keepers, to the family or to everyone."), field="audience"
        )
    if audience is Audience.keepers and role is not Role.keeper:
        raise NotFound
    return chest


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
    check_unlocked(chest)
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
    check_unlocked(chest)
    if story.state not in (*_readable_states(session, viewer, story.chest_id), *more):
        raise NotFound
    return story
