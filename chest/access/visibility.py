"""Who may see and do what: the role table, and the one predicate that every query goes through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlmodel import Session, col

from chest.errors import NotFound, NotSignedIn
from chest.models import (
    Asset,
    Audience,
    Chest,
    Contribution,
    LinkPermission,
    Membership,
    Review,
    Role,
    utc_now,
)


class Action(StrEnum):
    """What can be done in a chest; `ALLOWED` says by whom."""

    see = "see"
    add = "add"
    edit_own = "edit_own"
    edit_any = "edit_any"
    moderate = "moderate"
    share = "share"
    tell_story = "tell_story"
    edit_chest = "edit_chest"
    manage_members = "manage_members"
    delete_chest = "delete_chest"
    read_audit = "read_audit"


_VIEWER = frozenset({Action.see})
_MEMBER = _VIEWER | {Action.add, Action.edit_own}
_CURATOR = _MEMBER | {Action.edit_any, Action.moderate, Action.share, Action.tell_story}
_KEEPER = frozenset(Action)

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.viewer: _VIEWER,
    Role.member: frozenset(_MEMBER),
    Role.curator: frozenset(_CURATOR),
    Role.keeper: _KEEPER,
}

# What a link with this audience may show.
_LINK_AUDIENCES: dict[Audience, tuple[Audience, ...]] = {
    Audience.family: (Audience.family, Audience.everyone),
    Audience.everyone: (Audience.everyone,),
}


@dataclass(frozen=True)
class LinkGrant:
    """What an open LinkSession allows, read afresh from the database for every request."""

    session_id: UUID
    link_id: UUID
    chest_id: UUID
    permission: LinkPermission
    audience: Audience
    allow_download: bool = True


@dataclass(frozen=True)
class Viewer:
    """Who is asking. Exactly one of the members is set; nobody at all is `ANONYMOUS`.

    Rights never add up: a person who is signed in and has opened a link asks either as the
    account or as the link, never as both.
    """

    account_id: UUID | None = None
    link: LinkGrant | None = None
    receipt_id: UUID | None = None  # the contribution that a receipt opens
    is_worker: bool = field(default=False)

    @property
    def key(self) -> str:
        """A stable name: the actor in the audit, and the viewer bound into media addresses."""
        if self.account_id is not None:
            return f"account:{self.account_id}"
        if self.link is not None:
            return f"link:{self.link.session_id}"
        if self.receipt_id is not None:
            return f"receipt:{self.receipt_id}"
        return "worker" if self.is_worker else "nobody"


ANONYMOUS = Viewer()
WORKER = Viewer(is_worker=True)


# What a story for this audience may draw on.
STORY_AUDIENCES: dict[Audience, tuple[Audience, ...]] = {
    Audience.keepers: tuple(Audience),
    **_LINK_AUDIENCES,
}


def published_for(audience: Audience) -> ColumnElement[bool]:
    """The predicate over `Asset` for what everyone in this audience may see."""
    return and_(
        visible_to(WORKER),
        col(Asset.review) == Review.published,
        col(Asset.audience).in_(STORY_AUDIENCES[audience]),
    )


def visible_to(
    viewer: Viewer, *, now: datetime | None = None, deleted: bool = False
) -> ColumnElement[bool]:
    """The predicate over `Asset` that is true for what this viewer may see, and only then; with
    `deleted`, for what they would see if it had not been put away.

    It knows pending, declined, held, withdrawn, deleted and sealed (`visible_from`) memories, the
    audience, and deleted chests. Every query, count, route, story and duplicate check uses it.
    """
    alive = and_(
        col(Asset.deleted_at).is_not(None) if deleted else col(Asset.deleted_at).is_(None),
        exists(
            select(col(Chest.id)).where(
                col(Chest.id) == col(Asset.chest_id), col(Chest.deleted_at).is_(None)
            )
        ),
        or_(col(Asset.visible_from).is_(None), col(Asset.visible_from) <= (now or utc_now())),
    )
    if viewer.is_worker:
        return alive
    published = col(Asset.review) == Review.published
    if viewer.account_id is not None:
        own = col(Asset.added_by) == viewer.account_id
        reviewed = and_(
            col(Asset.review).in_((Review.pending, Review.held, Review.declined)),
            col(Membership.role).in_((Role.curator, Role.keeper)),
        )
        # What waits is seen by whoever decides about it, whatever its audience: a member could
        # otherwise have something approved that nobody looked at, and open it to the family after.
        audience = or_(
            col(Asset.audience) != Audience.keepers,
            col(Membership.role) == Role.keeper,
            own,
            reviewed,
        )
        return and_(
            alive,
            exists(
                select(col(Membership.account_id)).where(
                    col(Membership.chest_id) == col(Asset.chest_id),
                    col(Membership.account_id) == viewer.account_id,
                    or_(published, own, reviewed),
                    audience,
                )
            ),
        )
    if viewer.link is not None:
        return and_(
            alive,
            col(Asset.chest_id) == viewer.link.chest_id,
            or_(
                and_(published, col(Asset.audience).in_(_LINK_AUDIENCES[viewer.link.audience])),
                _contributed_in(viewer.link.session_id),
            ),
        )
    if viewer.receipt_id is not None:
        return and_(alive, col(Asset.contribution_id) == viewer.receipt_id)
    return false()


def _contributed_in(link_session_id: UUID) -> ColumnElement[bool]:
    return exists(
        select(col(Contribution.id)).where(
            col(Contribution.id) == col(Asset.contribution_id),
            col(Contribution.link_session_id) == link_session_id,
        )
    )


def find_role(session: Session, viewer: Viewer, chest_id: UUID) -> Role | None:
    """The viewer's role in the chest; None without one, and for links and receipts."""
    if viewer.account_id is None:
        return None
    membership = session.get(Membership, (chest_id, viewer.account_id))
    return membership.role if membership else None


def require(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    action: Action,
    *,
    deleted: bool = False,
) -> tuple[Chest, Role]:
    """The chest and the viewer's role in it, when the role allows the action.

    Raises NotSignedIn without an account, and NotFound for everything else: that the chest does not
    exist, that it is none of the viewer's business, or that the role is too low for the action.
    `deleted=True` also finds chests in their 30 days before the purge.
    """
    if viewer.account_id is None:
        raise NotSignedIn
    role = find_role(session, viewer, chest_id)
    chest = session.get(Chest, chest_id)
    if chest is None or role is None or action not in ALLOWED[role]:
        raise NotFound
    if chest.deleted_at is not None and not deleted:
        raise NotFound
    return chest, role
