"""How a contribution moves from state to state, its memories with it, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, update
from sqlmodel import Session, col

from chest.access.audit import record
from chest.access.viewers import Viewer
from chest.errors import ChestError, Conflict, NotFound, Stale
from chest.models import (
    Account,
    Asset,
    AssetState,
    Contribution,
    ContributionState,
    Review,
    utc_now,
)

# The one place that says how visible a contribution's memories are in each of its states.
REVIEW_OF: dict[ContributionState, Review] = {
    ContributionState.draft: Review.draft,
    ContributionState.pending: Review.pending,
    ContributionState.approved: Review.published,
    ContributionState.declined: Review.declined,
    ContributionState.held: Review.held,
    ContributionState.withdrawn: Review.withdrawn,
}

# What moderators know of. Drafts were never sent, and what was withdrawn is nobody's any more.
MODERATED = (
    ContributionState.pending,
    ContributionState.held,
    ContributionState.approved,
    ContributionState.declined,
)

_DECIDED_AS = {
    ContributionState.approved: "approved",
    ContributionState.declined: "declined",
    ContributionState.held: "put aside",
}


def move(
    session: Session,
    contribution: Contribution,
    to: ContributionState,
    *,
    viewer: Viewer,
    action: str,
    version: int | None = None,
    **values: Any,
) -> None:
    """Take the contribution from the state it was read in to another, with all its memories.

    Adds the audit row `contribution.<action>` and sets the further column `values`. Raises what
    `overtaken` says when somebody else moved it first, or when it no longer has `version`.
    """
    before = contribution.state
    conditions = [
        col(Contribution.id) == contribution.id,
        col(Contribution.state) == before,
    ]
    if version is not None:
        conditions.append(col(Contribution.version) == version)
    moved: CursorResult[Any] = session.exec(
        update(Contribution)
        .where(*conditions)
        .values(state=to, version=Contribution.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    session.refresh(contribution)
    if moved.rowcount == 0:
        raise overtaken(session, contribution)
    session.exec(
        update(Asset)
        .where(col(Asset.contribution_id) == contribution.id, _goes_along(before, to))
        .values(review=REVIEW_OF[to])
        .execution_options(synchronize_session="fetch")
    )
    record_move(session, viewer, action, contribution)


def decide(
    session: Session,
    contribution: Contribution,
    to: ContributionState,
    *,
    viewer: Viewer,
    version: int | None,
    note: str | None = None,
    until: datetime | None = None,
) -> None:
    """`move` to what a moderator decided, and keep who it was and when."""
    move(
        session,
        contribution,
        to,
        viewer=viewer,
        action=to.value,
        version=version,
        decided_by=viewer.account_id,
        decided_at=utc_now(),
        decision_note=note,
        held_until=until,
    )


def return_to_queue(
    session: Session,
    contribution: Contribution,
    viewer: Viewer,
    action: str,
    *,
    version: int | None = None,
) -> None:
    """`move` back to those who wait for a decision, and forget the last one."""
    move(
        session,
        contribution,
        ContributionState.pending,
        viewer=viewer,
        action=action,
        version=version,
        decided_by=None,
        decided_at=None,
        decision_note=None,
        held_until=None,
    )


def has_receipt(contribution: Contribution) -> bool:
    """Whether it came through a link. Members have no receipt: they take out what they added where
    it stands, and only as long as they are members."""
    # The link's own id goes with the link; this one stays.
    return contribution.link_session_id is not None


def record_move(session: Session, viewer: Viewer, action: str, contribution: Contribution) -> None:
    """Add the audit row `contribution.<action>`."""
    record(
        session,
        viewer,
        f"contribution.{action}",
        subject=("contribution", contribution.id),
        chest_id=contribution.chest_id,
    )


def overtaken(session: Session, contribution: Contribution) -> ChestError:
    """The error for whoever was not the first to act: Conflict with who decided what, NotFound
    when the contributor took it back, Stale when it waits for a decision again."""
    decided = _DECIDED_AS.get(contribution.state)
    if decided is not None:
        account = session.get(Account, contribution.decided_by) if contribution.decided_by else None
        who = account.name if account else "Someone else"
        return Conflict(
            f"{who} has {decided} this already. Nothing was changed now; it can be undone.",
            state=contribution.state.value,
            decided_by=who,
            decided_at=contribution.decided_at.isoformat() if contribution.decided_at else None,
            version=contribution.version,
        )
    if contribution.state not in MODERATED:
        return NotFound()
    return Stale({"state": contribution.state.value, "version": contribution.version})


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
