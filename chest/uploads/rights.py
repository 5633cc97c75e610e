"""Who may add to a chest, and where what they add stands until somebody has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.visibility import ALLOWED, Action, Viewer, find_role, require
from chest.errors import Conflict, Invalid, NotFound, TooLarge
from chest.models import (
    Account,
    Asset,
    Chest,
    Contribution,
    ContributionState,
    LinkPermission,
    LinkSession,
    Membership,
    Review,
    ShareLink,
    Upload,
    utc_now,
)
from chest.sharing.links import LinkState, Opening, gone
from chest.texts import say_bytes

# What a member adds within this time lies together before whoever looks through it.
GATHERED_WITHIN = timedelta(hours=1)

# Bytes may still arrive for a contribution until somebody has decided about it: what arrived later
# would be seen by the family without anyone having looked.
_UNDECIDED = (ContributionState.draft, ContributionState.pending, ContributionState.held)


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
        raise Invalid("Say which chest or which contribution this is for.")
    return require(session, viewer, chest_id, Action.add)[0]


def place_for(
    session: Session,
    viewer: Viewer,
    *,
    chest_id: UUID | None = None,
    contribution_id: UUID | None = None,
) -> Place:
    """Where an addition goes; must be called in a writing session.

    Into a contributor's own draft; or, for an account, published at once, or pending where the
    chest does not trust its members. Raises what `find_chest_to_add_to` raises.
    """
    if contribution_id is not None:
        # Held until the row is written: what is begun while the contribution is being sent would
        # otherwise stay a draft inside something that was sent.
        chest, contribution = _find_draft(session, viewer, contribution_id, lock=True)
        return Place(chest, Review.draft, contribution.id)
    chest = find_chest_to_add_to(session, viewer, chest_id=chest_id, contribution_id=None)
    role = find_role(session, viewer, chest.id)
    if viewer.account_id is None or role is None:
        raise NotFound
    if chest.trusts_members or Action.edit_any in ALLOWED[role]:
        return Place(chest, Review.published)
    contribution = contribution_for_member(session, viewer.account_id, chest.id)
    return Place(chest, Review.pending, contribution.id)


def contribution_for_member(session: Session, account_id: UUID, chest_id: UUID) -> Contribution:
    """The pending contribution that gathers what this member adds; made if there is none.

    One is used for an hour after it was begun, unless it was decided meanwhile. Must be called in
    a writing session.
    """
    # Locking the membership keeps several files that begin at once from each making one.
    session.exec(
        select(Membership)
        .where(col(Membership.chest_id) == chest_id, col(Membership.account_id) == account_id)
        .with_for_update()
    ).first()
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


def reserve(session: Session, link_id: UUID, size: int) -> None:
    """Count the bytes against the link's limit. TooLarge when they would pass it."""
    link = session.exec(
        select(ShareLink).where(col(ShareLink.id) == link_id).with_for_update()
    ).first()
    if link is None:
        raise NotFound
    if link.max_bytes is not None and link.used_bytes + size > link.max_bytes:
        left = max(0, link.max_bytes - link.used_bytes)
        raise TooLarge(
            f"Through this link, {say_bytes(left)} more can be sent, and this file has "
            f"{say_bytes(size)}. Ask the person who sent you the link for more room.",
            left_bytes=left,
        )
    link.used_bytes += size
    session.add(link)


def release(session: Session, asset: Asset, size: int) -> None:
    """Give back to the link what a given-up upload had reserved."""
    contribution = session.get(Contribution, asset.contribution_id or UUID(int=0))
    if contribution is None or contribution.link_id is None:
        return
    link = session.exec(
        select(ShareLink).where(col(ShareLink.id) == contribution.link_id).with_for_update()
    ).first()
    if link is not None:
        link.used_bytes = max(0, link.used_bytes - size)
        session.add(link)


def check_may_continue(session: Session, upload: Upload, asset: Asset) -> None:
    """Whether whoever began the upload may still send to it, judged by the rows of this moment.

    Raises NotFound when their membership, link or chest is gone, Gone when the link has ended, and
    what `check_still_wanted` raises.
    """
    if upload.account_id is not None:
        chest = session.get(Chest, asset.chest_id)
        membership = session.get(Membership, (asset.chest_id, upload.account_id))
        if (
            chest is None
            or chest.deleted_at is not None
            or membership is None
            or Action.add not in ALLOWED[membership.role]
        ):
            raise NotFound
    else:
        opening = _find_opening(session, upload.link_session_id)
        if opening is None or opening.link.permission is not LinkPermission.add:
            raise NotFound
        if opening.state is not LinkState.live:
            raise gone(opening.state)
    check_still_wanted(session, upload, asset)


def check_still_wanted(session: Session, upload: Upload, asset: Asset) -> None:
    """Raise Conflict when the memory was taken out, or what a link gave was decided meanwhile.

    Before a change the rows must be held with `lock_upload`, so that nobody decides in between.
    """
    if asset.deleted_at is not None:
        raise Conflict("This file was taken out of the chest. Add it again if it belongs there.")
    if upload.account_id is not None:
        return
    contribution = session.get(Contribution, asset.contribution_id or UUID(int=0))
    if contribution is None or contribution.state not in _UNDECIDED:
        raise Conflict(
            "What you sent was looked at before this file had arrived, so it cannot be added to "
            "it. Open the link again and send the file once more."
        )


def settle_review(session: Session, upload: Upload, asset: Asset) -> None:
    """Where the memory stands now that its bytes are here.

    A member's pending files may have been approved while this one was still on its way: then
    nobody has seen it, and it waits in a contribution of its own. One that still waits is no longer
    what a moderator has on the screen.
    """
    if upload.account_id is None or asset.contribution_id is None:
        return
    contribution = session.get(Contribution, asset.contribution_id)
    if contribution is None:
        return
    if contribution.state in _UNDECIDED:
        contribution.version += 1
        session.add(contribution)
    if contribution.state is not ContributionState.approved:
        return
    fresh = contribution_for_member(session, upload.account_id, asset.chest_id)
    asset.contribution_id, asset.review = fresh.id, Review.pending


def _find_draft(
    session: Session, viewer: Viewer, contribution_id: UUID, *, lock: bool = False
) -> tuple[Chest, Contribution]:
    """The contributor's own draft, begun in this very browser, and its chest."""
    grant = viewer.link
    contribution = session.get(Contribution, contribution_id, with_for_update=lock or None)
    if (
        grant is None
        or grant.permission is not LinkPermission.add
        or contribution is None
        or contribution.link_session_id != grant.session_id
        or contribution.chest_id != grant.chest_id
    ):
        raise NotFound
    chest = session.get(Chest, grant.chest_id)
    if chest is None or chest.deleted_at is not None:
        raise NotFound
    if contribution.state is not ContributionState.draft:
        raise Conflict("What you gave was already sent. Open the link again to add more.")
    return chest, contribution


def _find_opening(session: Session, link_session_id: UUID | None) -> Opening | None:
    row = session.exec(
        select(LinkSession, ShareLink, Chest)
        .join(ShareLink, col(ShareLink.id) == col(LinkSession.link_id))
        .join(Chest, col(Chest.id) == col(ShareLink.chest_id))
        .where(col(LinkSession.id) == link_session_id)
    ).first()
    return Opening(*row) if row else None
