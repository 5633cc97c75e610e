"""What moderators have before them, and what they have decided: pages of contributions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from chest.access.viewers import Viewer
from chest.contributions.states import MODERATED
from chest.contributions.views import ContributionPage, moderated_views
from chest.models import Contribution, ContributionState
from chest.paging import Page, read_id

# From where decisions lead: everything else was decided by somebody, and is undone first.
UNDECIDED = frozenset({ContributionState.pending, ContributionState.held})
_HISTORY = (ContributionState.approved, ContributionState.declined)


def read_queue(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    *,
    state: ContributionState | None,
    after: str | None,
    limit: int,
) -> ContributionPage:
    """What waits (pending, held) oldest first, everything else newest first."""
    oldest_first = state in UNDECIDED
    last = read_id(after)
    query = select(Contribution).where(
        col(Contribution.chest_id) == chest_id, col(Contribution.state).in_(MODERATED)
    )
    if state is not None:
        query = query.where(col(Contribution.state) == state)
    key = col(Contribution.id)
    if last is not None:
        query = query.where(key > last if oldest_first else key < last)
    query = query.order_by(key if oldest_first else key.desc()).limit(limit + 1)
    return _page(session, viewer, list(session.exec(query)), limit)


def read_decided(
    session: Session, viewer: Viewer, chest_id: UUID, *, after: str | None, limit: int
) -> ContributionPage:
    """What was approved or declined, the newest decision first."""
    last_id = read_id(after)
    decided_at: ColumnElement[datetime] = func.coalesce(
        col(Contribution.decided_at), col(Contribution.created_at)
    )
    query = select(Contribution).where(
        col(Contribution.chest_id) == chest_id, col(Contribution.state).in_(_HISTORY)
    )
    last = session.get(Contribution, last_id) if last_id else None
    # What was undone meanwhile is in no place of this list: it is shown from its beginning.
    if last is not None and last.chest_id == chest_id and last.state in _HISTORY:
        since = last.decided_at or last.created_at
        query = query.where(
            or_(decided_at < since, and_(decided_at == since, col(Contribution.id) < last.id))
        )
    query = query.order_by(decided_at.desc(), col(Contribution.id).desc()).limit(limit + 1)
    return _page(session, viewer, list(session.exec(query)), limit)


def _page(
    session: Session, viewer: Viewer, rows: list[Contribution], limit: int
) -> ContributionPage:
    items = moderated_views(session, viewer, rows[:limit])
    return Page(items, str(items[-1].id) if len(rows) > limit else None)
