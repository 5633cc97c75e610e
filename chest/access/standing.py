"""Where a memory stands: the only place that writes `asset.review`, always together with the
contribution from which it follows (docs/decisions/0003). A test looks for a second one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, update
from sqlmodel import Session, col

from chest.models import Asset, AssetState, Contribution, ContributionState, Review

# How visible a contribution's memories are in each of its states.
REVIEW_OF: dict[ContributionState, Review] = {
    ContributionState.draft: Review.draft,
    ContributionState.pending: Review.pending,
    ContributionState.approved: Review.published,
    ContributionState.declined: Review.declined,
    ContributionState.held: Review.held,
    ContributionState.withdrawn: Review.withdrawn,
}


def begin_standing(review: Review, contribution_id: UUID | None) -> dict[str, Any]:
    """The columns of a new memory: published by itself, or a part of a contribution that somebody
    still decides about."""
    assert (review is Review.published) == (contribution_id is None)
    return {"review": review, "contribution_id": contribution_id}


def join(asset: Asset, contribution: Contribution) -> None:
    """Let a memory belong to this contribution from now on, and stand as it does."""
    asset.contribution_id, asset.review = contribution.id, REVIEW_OF[contribution.state]


def stand_alone(asset: Asset) -> None:
    """Let a memory belong to no contribution: nobody decides about what only its giver sees."""
    asset.contribution_id, asset.review, asset.left_out = None, Review.published, False


def follow(session: Session, contribution: Contribution, *, before: ContributionState) -> None:
    """Take a contribution's memories along, in the transaction that moved it from `before`."""
    session.exec(
        update(Asset)
        .where(
            col(Asset.contribution_id) == contribution.id, _goes_along(before, contribution.state)
        )
        .values(review=_review_in(contribution.state))
        .execution_options(synchronize_session="fetch")
    )


def leave_out(
    session: Session, contribution: Contribution, ids: Collection[UUID], *, out: bool
) -> int:
    """Leave these of a contribution's memories out of it, or take them in again: approving it
    declines what is left out. Answers how many were not so already."""
    changed = session.exec(
        update(Asset)
        .where(
            col(Asset.contribution_id) == contribution.id,
            col(Asset.id).in_(ids),
            col(Asset.left_out).is_not(out),
        )
        .values(left_out=out)
        .execution_options(synchronize_session=False)
    )
    # What somebody sees follows from the mark, in whatever state the whole is.
    session.exec(
        update(Asset)
        .where(
            col(Asset.contribution_id) == contribution.id,
            col(Asset.id).in_(ids),
            _goes_along(contribution.state, contribution.state),
        )
        .values(review=_review_in(contribution.state))
        .execution_options(synchronize_session="fetch")
    )
    return changed.rowcount


def _review_in(state: ContributionState) -> Any:
    if state is not ContributionState.approved:
        return REVIEW_OF[state]
    return case((col(Asset.left_out), Review.declined.value), else_=REVIEW_OF[state].value)


def _goes_along(before: ContributionState, to: ContributionState) -> ColumnElement[bool]:
    """Which of a contribution's memories a move takes along.

    Files that the contributor removed before sending stay drafts for ever, so that no restore
    shows what was never sent. Nobody has seen what is still arriving: it is never published here.
    """
    if before is ContributionState.draft:
        return and_(col(Asset.review) == Review.draft, col(Asset.deleted_at).is_(None))
    if to is ContributionState.approved:
        return and_(col(Asset.review) != Review.draft, col(Asset.state) != AssetState.uploading)
    return col(Asset.review) != Review.draft
