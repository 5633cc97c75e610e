"""What members change in a chest that looks at everything first is looked at again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import update
from sqlmodel import Session, col

from chest.access.adding import contribution_for_member
from chest.access.standing import join, stand_alone
from chest.access.viewers import Viewer
from chest.access.visibility import ALLOWED, Action
from chest.models import Asset, Audience, Chest, Contribution, Review, Role


def look_again(
    session: Session,
    viewer: Viewer,
    asset: Asset,
    changed: Collection[str] | Mapping[str, object],
    *,
    chest: Chest,
    role: Role | None,
) -> None:
    """When a member changes these columns, to these values where they are told: what the family
    sees is what somebody approved. To be called before they are written.

    A published memory waits again, in the contribution that gathers what this member adds now. One
    that waits already is no longer what a moderator may have on the screen, who is told so. Who may
    see it (`audience`) is nothing to approve, and what curators write needs nobody's approval.

    What only its giver will see belongs to no contribution, whoever they are. Nobody looked at what
    they open: it waits.
    """
    if viewer.account_id is None or role is None:
        return
    audience = changed.get("audience") if isinstance(changed, Mapping) else None
    becomes = Audience(str(audience)) if audience is not None else asset.audience
    if becomes is Audience.only_me:
        if asset.audience is not Audience.only_me and asset.contribution_id is not None:
            _count_up(session, asset)
            stand_alone(asset)
            session.add(asset)
        return
    is_opened = asset.audience is Audience.only_me
    if Action.edit_any in ALLOWED[role] or not (is_opened or set(changed) - {"audience"}):
        return
    if asset.review is not Review.published:
        _count_up(session, asset)
    elif not chest.trusts_members:
        again = contribution_for_member(session, viewer.account_id, chest.id)
        join(asset, again)
        session.add(asset)


def _count_up(session: Session, asset: Asset) -> None:
    """The contribution is no longer what a moderator may have on the screen."""
    session.exec(
        update(Contribution)
        .where(col(Contribution.id) == asset.contribution_id)
        .values(version=Contribution.version + 1)
    )
