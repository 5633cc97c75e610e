"""What members change in a chest that looks at everything first is looked at again."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update
from sqlmodel import Session, col

from chest.access.adding import contribution_for_member
from chest.access.standing import join
from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action
from chest.models import Asset, Chest, Contribution, Review, Role


def look_again(
    session: Session,
    viewer: Viewer,
    asset: Asset,
    changed: Collection[str],
    *,
    chest: Chest,
    role: Role | None,
) -> None:
    """When a member changes these columns: what the family sees is what somebody approved.

    A published memory waits again, in the contribution that gathers what this member adds now. One
    that waits already is no longer what a moderator may have on the screen, who is told so. Who may
    see it (`audience`) is nothing to approve, and what curators write needs nobody's approval.
    """
    if viewer.account_id is None or role is None or Action.edit_any in ALLOWED[role]:
        return
    if not set(changed) - {"audience"}:
        return
    if asset.review is not Review.published:
        session.exec(
            update(Contribution)
            .where(col(Contribution.id) == asset.contribution_id)
            .values(version=Contribution.version + 1)
        )
    elif not chest.trusts_members:
        again = contribution_for_member(session, viewer.account_id, chest.id)
        join(asset, again)
        session.add(asset)
