"""How a contribution moves from state to state, its memories with it, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col

from chest.access.audit import record
from chest.access.standing import follow
from chest.access.viewers import Viewer
from chest.errors import ChestError, Conflict, NotFound, Stale
from chest.ingest.pairs import pair_gift
from chest.models import (
    Account,
    Contribution,
    ContributionState,
    utc_now,
)
from language import N_, Sayings, _

# What moderators know of. Drafts were never sent, and what was withdrawn is nobody's any more.
MODERATED = (
    ContributionState.pending,
    ContributionState.held,
    ContributionState.approved,
    ContributionState.declined,
)

_DECIDED = Sayings(
    {
        ContributionState.approved: N_(
            "{who} has approved this already. Nothing was changed now; it can be undone."
        ),
        ContributionState.declined: N_(
            "{who} has declined this already. Nothing was changed now; it can be undone."
        ),
        ContributionState.held: N_(
            "{who} has put aside this already. Nothing was changed now; it can be undone."
        ),
    }
)


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
    follow(session, contribution, before=before)
    if to is ContributionState.approved:
        pair_gift(session, contribution)
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
    decided = _DECIDED.get(contribution.state)
    if decided is not None:
        account = session.get(Account, contribution.decided_by) if contribution.decided_by else None
        who = account.name if account else _("Someone else")
        return Conflict(
            decided.format(who=who),
            state=contribution.state.value,
            decided_by=who,
            decided_at=contribution.decided_at.isoformat() if contribution.decided_at else None,
            version=contribution.version,
        )
    if contribution.state not in MODERATED:
        return NotFound()
    return Stale({"state": contribution.state.value, "version": contribution.version})
