"""When a contribution is erased for good: what was never sent, and what was taken back.

What was declined is not among them. Nobody asked for that to go: see docs/decisions/0011.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from chest.models import Asset, AuditEvent, Contribution, ContributionState, utc_now

DRAFTS_KEPT = timedelta(days=7)  # after the last file of it was begun
WITHDRAWN_KEPT = timedelta(days=30)  # after it was taken back for the last time


def is_unsent() -> ColumnElement[bool]:
    """The predicate over `Contribution` for what was begun and never sent."""
    return or_(
        col(Contribution.state) == ContributionState.draft,
        and_(
            col(Contribution.state) == ContributionState.withdrawn,
            col(Contribution.withdrawn_from) == ContributionState.draft,
        ),
    )


def is_taken_back() -> ColumnElement[bool]:
    """The predicate over `Contribution` for what was sent, and then taken back."""
    return and_(col(Contribution.state) == ContributionState.withdrawn, ~is_unsent())


def list_unsent_due(session: Session) -> Sequence[UUID]:
    """What was never sent and is due to go."""
    before = utc_now() - DRAFTS_KEPT
    is_recent = exists(
        select(col(Asset.id)).where(
            col(Asset.contribution_id) == col(Contribution.id), col(Asset.created_at) >= before
        )
    )
    return session.exec(
        select(Contribution.id).where(
            is_unsent(), col(Contribution.created_at) < before, ~is_recent
        )
    ).all()


def list_taken_back_due(session: Session) -> Sequence[UUID]:
    """What was taken back and is due to go."""
    before = utc_now() - WITHDRAWN_KEPT
    # Nothing is taken back before it is begun: most of what is young needs no second look.
    rows = session.exec(
        select(Contribution).where(is_taken_back(), col(Contribution.created_at) < before)
    ).all()
    moments = _taken_back_at(session, rows)
    return [row.id for row in rows if row.id in moments and moments[row.id] < before]


def erased_at(session: Session, contribution: Contribution) -> datetime | None:
    """When the contribution will be erased as things stand; None for what stays."""
    if contribution.state is ContributionState.draft or (
        contribution.state is ContributionState.withdrawn
        and contribution.withdrawn_from is ContributionState.draft
    ):
        newest = session.exec(
            select(func.max(col(Asset.created_at))).where(
                col(Asset.contribution_id) == contribution.id
            )
        ).one()
        return max(contribution.created_at, newest or contribution.created_at) + DRAFTS_KEPT
    if contribution.state is ContributionState.withdrawn:
        moment = _taken_back_at(session, [contribution]).get(contribution.id)
        return moment + WITHDRAWN_KEPT if moment else None
    return None


def _taken_back_at(session: Session, rows: Sequence[Contribution]) -> dict[UUID, datetime]:
    """When each was taken back for the last time, from the history that is never changed.

    What the history does not know of is not in the answer, and so is never erased.
    """
    if not rows:
        return {}
    found = session.exec(
        select(AuditEvent.subject_id, func.max(col(AuditEvent.at)))
        .where(
            col(AuditEvent.chest_id).in_({row.chest_id for row in rows}),
            col(AuditEvent.subject_type) == "contribution",
            col(AuditEvent.action) == "contribution.withdrawn",
            col(AuditEvent.subject_id).in_([str(row.id) for row in rows]),
        )
        .group_by(col(AuditEvent.subject_id))
    ).all()
    return {UUID(subject_id): moment for subject_id, moment in found}
