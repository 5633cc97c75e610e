"""Where a memory stands: the only place that writes `asset.review`, always together with the
contribution from which it follows (docs/decisions/0003). A test looks for a second one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, update
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


def follow(session: Session, contribution: Contribution, *, before: ContributionState) -> None:
    """Take a contribution's memories along, in the transaction that moved it from `before`."""
    session.exec(
        update(Asset)
        .where(
            col(Asset.contribution_id) == contribution.id, _goes_along(before, contribution.state)
        )
        .values(review=REVIEW_OF[contribution.state])
        .execution_options(synchronize_session="fetch")
    )


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
