"""What moderators have before them, and what they have decided: pages of contributions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from chest.access.viewers import Viewer, require_account
from chest.access.visibility import Action, require
from chest.contributions.states import MODERATED
from chest.contributions.views import ContributionPage, moderated_views
from chest.errors import NotFound
from chest.models import Chest, Contribution, ContributionState, Role
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
    rows = list_queue(session, chest_id, state=state, after=after, limit=limit)
    return _page(session, viewer, rows, limit)


def list_queue(
    session: Session,
    chest_id: UUID,
    *,
    state: ContributionState | None,
    after: str | None,
    limit: int,
) -> list[Contribution]:
    """The rows of `read_queue`, and one more where there is a page after it."""
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
    return list(session.exec(query))


def read_decided(
    session: Session, viewer: Viewer, chest_id: UUID, *, after: str | None, limit: int
) -> ContributionPage:
    """What was approved or declined, the newest decision first."""
    rows = list_decided(session, chest_id, after=after, limit=limit)
    return _page(session, viewer, rows, limit)


def list_decided(
    session: Session, chest_id: UUID, *, after: str | None, limit: int
) -> list[Contribution]:
    """The rows of `read_decided`, and one more where there is a page after it."""
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
    return list(session.exec(query))


def find_moderated(
    session: Session, viewer: Viewer, contribution_id: UUID, *, lock: bool = False
) -> tuple[Contribution, Chest, Role]:
    """The contribution, its chest and the role of whoever may decide about it; NotFound for all
    others, and for what moderators do not know of."""
    require_account(viewer)
    contribution = session.get(Contribution, contribution_id, with_for_update=lock or None)
    if contribution is None:
        raise NotFound
    chest, role = require(session, viewer, contribution.chest_id, Action.moderate)
    if contribution.state not in MODERATED:
        raise NotFound
    return contribution, chest, role


def _page(
    session: Session, viewer: Viewer, rows: list[Contribution], limit: int
) -> ContributionPage:
    items = moderated_views(session, viewer, rows[:limit])
    return Page(items, str(items[-1].id) if len(rows) > limit else None)
