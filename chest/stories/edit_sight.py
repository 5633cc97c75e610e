"""Which edits somebody may know of, and which hold in what they read now."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.base import CHEST
from chest.access.viewers import Viewer
from chest.access.visibility import STORY_AUDIENCES, visible_to
from chest.models import Asset, Audience, Role, Story, StoryEdit, StoryState
from chest.stories.citing import in_parts, memory_of
from chest.stories.laying import edit_told, list_edits
from chest.stories.reading import list_told


def audiences_of(role: Role) -> tuple[Audience, ...]:
    """The audiences whose tellings somebody with this role reads."""
    return STORY_AUDIENCES[Audience.keepers if role is Role.keeper else Audience.family]


def may_see_all(session: Session, viewer: Viewer, edits: Iterable[StoryEdit]) -> list[StoryEdit]:
    """Those of the edits that rest on nothing that this viewer may not see. What was put away may
    still be known of by whoever saw it before."""
    rows = list(edits)
    by_chest: dict[UUID, set[str]] = {}
    for row in rows:
        by_chest.setdefault(row.chest_id, set()).update(row.base_sources, row.sources)
    seen: set[str] = set()
    for chest_id, sources in by_chest.items():
        seen |= find_visible(session, viewer, chest_id, sources, deleted=True)
    return [row for row in rows if seen.issuperset({*row.base_sources, *row.sources} - {CHEST})]


def find_placed(session: Session, viewer: Viewer, chest_id: UUID, role: Role) -> set[UUID]:
    """The edits that hold in the newest telling for one of the audiences of this viewer, and whose
    words the viewer sees there."""
    edits = list_edits(session, chest_id)
    placed: set[UUID] = set()
    if not edits:
        return placed
    for audience in audiences_of(role):
        story = session.exec(
            select(Story)
            .where(
                col(Story.chest_id) == chest_id,
                col(Story.audience) == audience,
                col(Story.state) == StoryState.ready,
                col(Story.deleted_at).is_(None),
            )
            .order_by(col(Story.created_at).desc(), col(Story.id).desc())
            .limit(1)
        ).first()
        if story is None:
            continue
        left = edit_told(session, story, list_told(session, story), edits)
        sources = {s for _, rows in left.told for row in rows for s in row.sources}
        seen = find_visible(session, viewer, chest_id, sources) | {CHEST}
        hidden = {
            head.id
            for _, rows in left.told
            for row in rows
            if not seen.issuperset(row.sources) and (head := left.by_row.get(row.id)) is not None
        }
        placed |= left.placed - hidden
    return placed


def find_visible(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    sources: Iterable[str],
    *,
    deleted: bool = False,
) -> set[str]:
    """Those of the sources that this viewer may see; with `deleted` also what they saw before it
    was put away."""
    cited = {source: UUID(memory_of(source)) for source in set(sources) - {CHEST}}
    seen: set[UUID] = set()
    for some in in_parts(cited.values()):
        there = (col(Asset.id).in_(some), col(Asset.chest_id) == chest_id)
        seen.update(session.exec(select(Asset.id).where(*there, visible_to(viewer))))
        if deleted:
            put_away = visible_to(viewer, deleted=True)
            seen.update(session.exec(select(Asset.id).where(*there, put_away)))
    return {source for source, id in cited.items() if id in seen}
