"""Whether an upload that has begun may go on, and what it takes of its link's room."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.adding import contribution_for_member
from chest.access.standing import join
from chest.access.visibility import ALLOWED, Action, check_unlocked
from chest.errors import Conflict, NotFound, TooLarge
from chest.models import (
    Asset,
    Chest,
    Contribution,
    ContributionState,
    LinkPermission,
    Membership,
    ShareLink,
    Upload,
)
from chest.sharing.links import LinkState, gone
from chest.sharing.sessions import find_opening_by_id
from chest.texts import say_bytes
from language import _

# Bytes may still arrive for a contribution until somebody has decided about it: what arrived later
# would be seen by the family without anyone having looked.
_UNDECIDED = (ContributionState.draft, ContributionState.pending, ContributionState.held)


class Sender(Protocol):
    """Who began to send: the row of an upload, or of an archive that is unpacked for somebody."""

    account_id: UUID | None
    link_session_id: UUID | None


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
            _(
                "Through this link, {left} more can be sent, and this file has {size}. Ask the "
                "person who sent you the link for more room.",
                left=say_bytes(left),
                size=say_bytes(size),
            ),
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


def check_may_continue(session: Session, upload: Sender, asset: Asset) -> None:
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
        check_unlocked(chest)
    else:
        opening = find_opening_by_id(session, upload.link_session_id)
        if opening is None or opening.link.permission is not LinkPermission.add:
            raise NotFound
        if opening.state is not LinkState.live:
            raise gone(opening.state)
    check_still_wanted(session, upload, asset)


def check_still_wanted(session: Session, upload: Sender, asset: Asset) -> None:
    """Raise Conflict when the memory was taken out, or what a link gave was decided meanwhile.

    Before a change the rows must be locked with `lock_upload`, so that nobody decides in between.
    """
    if asset.deleted_at is not None:
        raise Conflict(_("This file was taken out of the chest. Add it again if it belongs there."))
    if upload.account_id is not None:
        return
    contribution = session.get(Contribution, asset.contribution_id or UUID(int=0))
    if contribution is None or contribution.state not in _UNDECIDED:
        raise Conflict(
            _(
                "What you sent was looked at before this file had arrived, so it cannot be added "
                "to it. Open the link again and send the file once more."
            )
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
    join(asset, fresh)
