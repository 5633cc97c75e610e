"""When a contribution is erased for good: what was never sent, and what was taken back.

What was declined is not among them. Nobody asked for that to go: see docs/decisions/0011.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from chest.access.audit import record
from chest.access.viewers import Viewer
from chest.erasing.periods import DRAFTS_KEPT, WITHDRAWN_KEPT
from chest.models import Asset, AuditEvent, Contribution, ContributionState, utc_now

# What is done to a draft besides beginning a file, and how exactly the history knows when: the page
# saves with every pause in typing, and a row for each would say nothing more.
_SAVED = ("contribution.saved", "contribution.unwithdrawn")
_WITHDRAWN = ("contribution.withdrawn",)
_SAVED_WITHIN = timedelta(hours=1)


def is_unsent() -> ColumnElement[bool]:
    """The predicate over `Contribution` for what was begun and never sent."""
    return or_(
        col(Contribution.state) == ContributionState.draft,
        and_(
            col(Contribution.state) == ContributionState.withdrawn,
            col(Contribution.withdrawn_from) == ContributionState.draft,
        ),
    )


def was_never_sent(contribution: Contribution) -> bool:
    """`is_unsent` of a row that is already read."""
    state = contribution.state
    if state is ContributionState.withdrawn:
        state = contribution.withdrawn_from or state
    return state is ContributionState.draft


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
    rows = session.exec(
        select(Contribution).where(is_unsent(), col(Contribution.created_at) < before, ~is_recent)
    ).all()
    moments = _last_times(session, rows, _SAVED)
    return [row.id for row in rows if moments.get(row.id, row.created_at) < before]


def list_taken_back_due(session: Session) -> Sequence[UUID]:
    """What was taken back and is due to go."""
    before = utc_now() - WITHDRAWN_KEPT
    # Nothing is taken back before it is begun: most of what is young needs no second look.
    rows = session.exec(
        select(Contribution).where(is_taken_back(), col(Contribution.created_at) < before)
    ).all()
    moments = _last_times(session, rows, _WITHDRAWN)
    return [row.id for row in rows if row.id in moments and moments[row.id] < before]


def erased_at(session: Session, contribution: Contribution) -> datetime | None:
    """When the contribution will be erased as things stand; None for what stays."""
    if was_never_sent(contribution):
        newest = session.exec(
            select(func.max(col(Asset.created_at))).where(
                col(Asset.contribution_id) == contribution.id
            )
        ).one()
        saved = _last_times(session, [contribution], _SAVED).get(contribution.id)
        moments = (contribution.created_at, newest, saved)
        return max(moment for moment in moments if moment) + DRAFTS_KEPT
    if contribution.state is ContributionState.withdrawn:
        moment = _last_times(session, [contribution], _WITHDRAWN).get(contribution.id)
        return moment + WITHDRAWN_KEPT if moment else None
    return None


def is_due(session: Session, contribution: Contribution) -> bool:
    """Whether it is to be erased now. For a row that is locked: what was due when it was listed may
    have been written at, or put back and taken back again, since."""
    ends = erased_at(session, contribution)
    return ends is not None and ends <= utc_now()


def postpone(session: Session, viewer: Viewer, draft: Contribution) -> None:
    """The giver is at their draft now: it is kept as long again."""
    ends = erased_at(session, draft)
    if ends is not None and ends - DRAFTS_KEPT < utc_now() - _SAVED_WITHIN:
        record(
            session,
            viewer,
            _SAVED[0],
            subject=("contribution", draft.id),
            chest_id=draft.chest_id,
        )


def _last_times(
    session: Session, rows: Sequence[Contribution], actions: Collection[str]
) -> dict[UUID, datetime]:
    """When one of these was done to each for the last time, from the history that is never changed.

    What the history does not know of is not in the answer: without a day on which it was taken
    back, nothing is ever erased.
    """
    if not rows:
        return {}
    found = session.exec(
        select(AuditEvent.subject_id, func.max(col(AuditEvent.at)))
        .where(
            col(AuditEvent.chest_id).in_({row.chest_id for row in rows}),
            col(AuditEvent.subject_type) == "contribution",
            col(AuditEvent.action).in_(actions),
            col(AuditEvent.subject_id).in_([str(row.id) for row in rows]),
        )
        .group_by(col(AuditEvent.subject_id))
    ).all()
    return {UUID(subject_id): moment for subject_id, moment in found}
