"""Which of the family's edits may hold no longer: somebody has changed since what they rest on, or
decided that it is not told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from ai.narrative.base import CHEST
from chest.gate.held import held_since
from chest.models import AssetRevision, EditOp, Story, StoryEdit
from chest.stories.citing import in_parts, memory_of, said_in
from chest.stories.edited import FAMILY, FRAME

_WORDS = (EditOp.rewrite, EditOp.lock, EditOp.insert)


def find_outdated(session: Session, story: Story, heads: Mapping[UUID, StoryEdit]) -> set[UUID]:
    """The keys of those that may not stand in this telling.

    What a narrator wrote says what its memories said then: where one was changed since, a lock does
    not keep it. What somebody wrote stays through that, and waits while a text is held back that
    was told when they wrote.
    """
    words = {key: head for key, head in heads.items() if head.op in _WORDS}
    if not words:
        return set()
    locked = {
        key: head
        for key, head in words.items()
        if head.op is EditOp.lock and head.base_origin != FAMILY
    }
    return _find_changed(session, locked) | _find_held(session, story, words)


def _find_changed(session: Session, locked: Mapping[UUID, StoryEdit]) -> set[UUID]:
    if not locked:
        return set()
    memories = {key: _memories(head.sources) for key, head in locked.items()}
    since = min(map(_read_at, locked.values()))
    changed: dict[UUID, datetime] = {}
    for some in in_parts(id for ids in memories.values() for id in ids):
        rows = session.exec(
            select(AssetRevision.asset_id, AssetRevision.changed_at)
            .where(col(AssetRevision.asset_id).in_(some), col(AssetRevision.changed_at) > since)
            .order_by(col(AssetRevision.changed_at))
        )
        changed.update(dict(rows.all()))
    return {
        key
        for key, head in locked.items()
        if any(changed[id] > _read_at(head) for id in memories[key] & changed.keys())
    }


def _find_held(session: Session, story: Story, words: Mapping[UUID, StoryEdit]) -> set[UUID]:
    words = {key: head for key, head in words.items() if head.base_verdict != FRAME}
    if not words:
        return set()
    since = min(map(_written_at, words.values()))
    if not any(held_since(session, story.chest_id, story.audience, since)):
        return set()  # nearly always
    found: set[UUID] = set()
    for key, head in words.items():
        memories, said = held_since(session, story.chest_id, story.audience, _written_at(head))
        whole = _memories(source for source in head.sources if said_in(source) is None)
        if whole & memories or any(said_in(source) in said for source in head.sources):
            found.add(key)
    return found


def _written_at(head: StoryEdit) -> datetime:
    is_narrators = head.op is EditOp.lock and head.base_origin != FAMILY
    return _read_at(head) if is_narrators else head.made_at


def _read_at(head: StoryEdit) -> datetime:
    return head.base_read_at or head.made_at


def _memories(sources: Iterable[str]) -> set[UUID]:
    return {UUID(memory_of(source)) for source in sources if source != CHEST}
