"""Who is asking: an account, a link, a receipt, the worker, or nobody.

Rights never add up: a person who is signed in and has opened a link asks either as the account or
as the link, never as both. Each kind knows its name for the audit and what it may see; what a role
allows beyond seeing is in `chest.access.visibility`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, true
from sqlmodel import col

from chest.errors import NotSignedIn
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Contribution,
    LinkPermission,
    Membership,
    Review,
    Role,
)

# What a link with this audience may show.
LINK_AUDIENCES: dict[Audience, tuple[Audience, ...]] = {
    Audience.family: (Audience.family, Audience.everyone),
    Audience.everyone: (Audience.everyone,),
}


@dataclass(frozen=True)
class AccountViewer:
    """Somebody who is signed in. What they see in a chest follows from their role in it."""

    account_id: UUID

    @property
    def key(self) -> str:
        """A stable name: the actor in the audit, and the viewer bound into media addresses."""
        return f"account:{self.account_id}"

    def sees(self) -> ColumnElement[bool]:
        """The predicate over `Asset` for what this viewer sees of what is not put away."""
        own = col(Asset.added_by) == self.account_id
        curates = col(Membership.role).in_((Role.curator, Role.keeper))
        reviewed = and_(
            col(Asset.review).in_((Review.pending, Review.held, Review.declined)), curates
        )
        arriving = and_(col(Asset.review) == Review.published, not_(ARRIVED), curates)
        # What waits is seen by whoever decides about it, whatever its audience: a member could
        # otherwise have something approved that nobody looked at, and open it to the family after.
        audience = or_(
            col(Asset.audience) != Audience.keepers,
            col(Membership.role) == Role.keeper,
            own,
            reviewed,
        )
        return exists(
            select(col(Membership.account_id)).where(
                col(Membership.chest_id) == col(Asset.chest_id),
                col(Membership.account_id) == self.account_id,
                or_(PUBLISHED, own, reviewed, arriving),
                audience,
            )
        )


@dataclass(frozen=True)
class LinkViewer:
    """A browser or client with an open link, as the rows allow it at this very request."""

    session_id: UUID
    link_id: UUID
    chest_id: UUID
    permission: LinkPermission
    audience: Audience
    allow_download: bool = True
    account_id: ClassVar[None] = None

    @property
    def key(self) -> str:
        return f"link:{self.session_id}"

    def sees(self) -> ColumnElement[bool]:
        """What is published for the link's audience, and what was given in this very session."""
        given = exists(
            select(col(Contribution.id)).where(
                col(Contribution.id) == col(Asset.contribution_id),
                col(Contribution.link_session_id) == self.session_id,
            )
        )
        shown = and_(PUBLISHED, col(Asset.audience).in_(LINK_AUDIENCES[self.audience]))
        return and_(col(Asset.chest_id) == self.chest_id, or_(shown, given))


@dataclass(frozen=True)
class ReceiptViewer:
    """Whoever holds the receipt of a contribution: they see what they gave, and nothing else."""

    contribution_id: UUID
    account_id: ClassVar[None] = None

    @property
    def key(self) -> str:
        return f"receipt:{self.contribution_id}"

    def sees(self) -> ColumnElement[bool]:
        return col(Asset.contribution_id) == self.contribution_id


@dataclass(frozen=True)
class WorkerViewer:
    """The chest itself, at work in the background."""

    account_id: ClassVar[None] = None
    key: ClassVar[str] = "worker"

    def sees(self) -> ColumnElement[bool]:
        return true()


@dataclass(frozen=True)
class NobodyViewer:
    """Somebody of whom nothing is known."""

    account_id: ClassVar[None] = None
    key: ClassVar[str] = "nobody"

    def sees(self) -> ColumnElement[bool]:
        return false()


Viewer: TypeAlias = AccountViewer | LinkViewer | ReceiptViewer | WorkerViewer | NobodyViewer
"""Whoever asks. Every kind has `key`, `sees()` and `account_id`: the account that acts, which rows
keep, and None for all who have no account."""

ANONYMOUS = NobodyViewer()
WORKER = WorkerViewer()

# What is still arriving stands like what waits: it may never come, and who adds it may yet say that
# it is for keepers alone.
ARRIVED: ColumnElement[bool] = col(Asset.state) != AssetState.uploading
PUBLISHED: ColumnElement[bool] = and_(col(Asset.review) == Review.published, ARRIVED)


def require_account(viewer: Viewer) -> UUID:
    """The account that asks. Raises NotSignedIn for everybody without one."""
    if viewer.account_id is None:
        raise NotSignedIn
    return viewer.account_id
