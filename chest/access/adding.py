"""Who may add to a chest, and where what they add stands until somebody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.locks import lock_membership
from chest.access.viewers import LinkViewer, Viewer
from chest.access.visibility import ALLOWED, Action, check_unlocked, find_role, require
from chest.errors import Conflict, Invalid, NotFound
from chest.models import (
    Account,
    Audience,
    Chest,
    Contribution,
    ContributionState,
    LinkPermission,
    Review,
    utc_now,
)
from language import _

# What a member adds within this time lies together before whoever looks through it.
GATHERED_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """Where a new memory goes: its chest, its standing, and the contribution it belongs to."""

    chest: Chest
    review: Review
    contribution_id: UUID | None = None


def find_chest_to_add_to(
    session: Session, viewer: Viewer, *, chest_id: UUID | None, contribution_id: UUID | None
) -> Chest:
    """The chest that an addition would go to; changes nothing.

    With `contribution_id` the viewer's link is asked, otherwise their account. Raises Invalid
    without either id, NotSignedIn, NotFound for whoever may not add there, and Conflict for a
    contribution that was already sent.
    """
    if contribution_id is not None:
        return _find_draft(session, viewer, contribution_id)[0]
    if chest_id is None:
        raise Invalid(_("Say which chest or which contribution this is for."))
    return require(session, viewer, chest_id, Action.add)[0]


def place_for(
    session: Session,
    viewer: Viewer,
    *,
    chest_id: UUID | None = None,
    contribution_id: UUID | None = None,
    audience: Audience = Audience.family,
) -> Place:
    """Where an addition for this audience goes; must be called in a writing session.

    Into a contributor's own draft; or, for an account, published at once, or pending where the
    chest does not trust its members and others will see it. Raises what `find_chest_to_add_to`
    raises.
    """
    if contribution_id is not None:
        # Locked until the row is written: what is begun while the contribution is being sent would
        # otherwise stay a draft inside something that was sent.
        chest, contribution = _find_draft(session, viewer, contribution_id, lock=True)
        return Place(chest, Review.draft, contribution.id)
    chest = find_chest_to_add_to(session, viewer, chest_id=chest_id, contribution_id=None)
    role = find_role(session, viewer, chest.id)
    if viewer.account_id is None or role is None:
        raise NotFound
    is_trusted = chest.trusts_members or Action.edit_any in ALLOWED[role]
    if is_trusted or audience is Audience.only_me:
        return Place(chest, Review.published)
    contribution = contribution_for_member(session, viewer.account_id, chest.id)
    return Place(chest, Review.pending, contribution.id)


def contribution_for_member(session: Session, account_id: UUID, chest_id: UUID) -> Contribution:
    """The pending contribution that gathers what this member adds; made if there is none.

    One is used for an hour after it was begun, unless it was decided meanwhile. Must be called in
    a writing session.
    """
    lock_membership(session, chest_id, account_id)
    now = utc_now()
    contribution = session.exec(
        select(Contribution)
        .where(
            col(Contribution.chest_id) == chest_id,
            col(Contribution.account_id) == account_id,
            col(Contribution.state) == ContributionState.pending,
            col(Contribution.created_at) > now - GATHERED_WITHIN,
        )
        .order_by(col(Contribution.created_at).desc())
        .limit(1)
        .with_for_update()
    ).first()
    if contribution is None:
        account = session.get(Account, account_id)
        contribution = Contribution(
            chest_id=chest_id,
            account_id=account_id,
            name=account.name if account else "",
            consent_at=now,
            state=ContributionState.pending,
            submitted_at=now,
        )
    else:
        # Whoever looks through it just now has not seen what comes next: their yes is not for it.
        contribution.version += 1
    session.add(contribution)
    session.flush()
    return contribution


def _find_draft(
    session: Session, viewer: Viewer, contribution_id: UUID, *, lock: bool = False
) -> tuple[Chest, Contribution]:
    """The contributor's own draft, begun in this very browser, and its chest."""
    contribution = session.get(Contribution, contribution_id, with_for_update=lock or None)
    if (
        not isinstance(viewer, LinkViewer)
        or viewer.permission is not LinkPermission.add
        or contribution is None
        or contribution.link_session_id != viewer.session_id
        or contribution.chest_id != viewer.chest_id
    ):
        raise NotFound
    chest = session.get(Chest, viewer.chest_id)
    if chest is None or chest.deleted_at is not None:
        raise NotFound
    check_unlocked(chest)
    if contribution.state is not ContributionState.draft:
        raise Conflict(_("What you gave was already sent. Open the link again to add more."))
    return chest, contribution
