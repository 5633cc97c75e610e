"""Who is asking: an account, a link, a receipt, the worker, or nobody.

Rights never add up: a person who is signed in and has opened a link asks either as the account or
as the link, never as both. Each kind knows its name for the audit and what it may see; what a role
allows beyond seeing is in `chest.access.visibility`.

What a viewer sees has two parts. `shares` holds for a memory and for the row of `ChestTally` that
counts it alike, so that counts are made of the rule that lists are made of; `gave` is about single
memories, of which there are few.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypeAlias, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    and_,
    bindparam,
    exists,
    false,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Mapped
from sqlmodel import col

from chest.errors import NotSignedIn
from chest.models import (
    Asset,
    AssetState,
    Audience,
    Chest,
    ChestTally,
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


_Column: TypeAlias = ColumnElement[Any] | Mapped[Any]

Sorted: TypeAlias = type[Asset] | type[ChestTally]
"""The tables whose rows have an audience, a review and who added them; or an alias of `Asset`."""


def arrived(of: Sorted) -> ColumnElement[bool]:
    """The predicate for what is here whole. What is still arriving stands like what waits: it may
    never come, and who adds it may yet say that it is for keepers alone."""
    if of is ChestTally:
        return col(ChestTally.arrived).is_(True)
    return col(cast(type[Asset], of).state) != AssetState.uploading


def one_of(column: _Column, values: Iterable[StrEnum]) -> ColumnElement[bool]:
    """Whether it is one of these few. Written as an IN, SQLAlchemy would put the list into the
    statement anew each time that it runs."""
    return or_(*(column == one for one in values))


def published(of: Sorted) -> ColumnElement[bool]:
    return and_(col(of.review) == Review.published, arrived(of))


ARRIVED = arrived(Asset)
PUBLISHED = published(Asset)


class _Seeing:
    """What is the same for every kind of viewer."""

    def shares(self, of: Sorted) -> ColumnElement[bool]:
        """What this viewer sees of what is not put away, memory or tally, by its sort."""
        return false()

    def gave(self, of: type[Asset] = Asset) -> ColumnElement[bool]:
        """The memories that this viewer sees whatever their sort."""
        return false()

    def sees(self, of: type[Asset] = Asset) -> ColumnElement[bool]:
        """The predicate over `Asset` for what this viewer sees of what is not put away."""
        return or_(self.shares(of), self.gave(of))

    @property
    def sort(self) -> str:
        """What decides about the shape of this viewer's predicates; their values are theirs."""
        return type(self).__name__

    @property
    def anyone(self) -> Viewer:
        """A viewer of this sort for whom a question can be put together before it is known who
        asks: `values` are what it leaves open."""
        return cast(Viewer, self)

    @property
    def values(self) -> dict[str, UUID]:
        return {}


def _open(name: str) -> UUID:
    """A value that is not known yet, in the place of one that is."""
    return cast(UUID, bindparam(name, type_=Uuid()))


@dataclass(frozen=True)
class AccountViewer(_Seeing):
    """Somebody who is signed in. What they see in a chest follows from their role in it."""

    account_id: UUID

    @property
    def key(self) -> str:
        """A stable name: the actor in the audit, and the viewer bound into media addresses."""
        return f"account:{self.account_id}"

    @property
    def anyone(self) -> Viewer:
        return _ANY_ACCOUNT

    @property
    def values(self) -> dict[str, UUID]:
        return {"viewer_account": self.account_id}

    def shares(self, of: Sorted) -> ColumnElement[bool]:
        own = col(of.added_by) == self.account_id
        curates = one_of(col(Membership.role), (Role.curator, Role.keeper))
        reviewed = and_(
            one_of(col(of.review), (Review.pending, Review.held, Review.declined)), curates
        )
        arriving = and_(col(of.review) == Review.published, not_(arrived(of)), curates)
        # What waits is seen by whoever decides about it, whatever its audience: a member could
        # otherwise have something approved that nobody looked at, and open it to the family after.
        # What somebody keeps for themselves waits for nobody, and waits when they open it.
        audience = or_(
            own,
            and_(
                col(of.audience) != Audience.only_me,
                or_(
                    col(of.audience) != Audience.keepers,
                    col(Membership.role) == Role.keeper,
                    reviewed,
                ),
            ),
        )
        return exists(
            select(col(Membership.account_id)).where(
                col(Membership.chest_id) == col(of.chest_id),
                col(Membership.account_id) == self.account_id,
                or_(published(of), own, reviewed, arriving),
                audience,
            )
        )


@dataclass(frozen=True)
class LinkViewer(_Seeing):
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

    @property
    def sort(self) -> str:
        return f"{type(self).__name__} for {self.audience}"

    @property
    def anyone(self) -> Viewer:
        return _ANY_LINK[self.audience]

    @property
    def values(self) -> dict[str, UUID]:
        return {"viewer_link_session": self.session_id, "viewer_chest": self.chest_id}

    def shares(self, of: Sorted) -> ColumnElement[bool]:
        """What is published for the link's audience."""
        return and_(
            col(of.chest_id) == self.chest_id,
            published(of),
            one_of(col(of.audience), LINK_AUDIENCES[self.audience]),
        )

    def gave(self, of: type[Asset] = Asset) -> ColumnElement[bool]:
        """What was given in this very session."""
        return col(of.contribution_id).in_(
            select(col(Contribution.id)).where(
                col(Contribution.link_session_id) == self.session_id,
                col(Contribution.chest_id) == self.chest_id,
            )
        )


@dataclass(frozen=True)
class DoorViewer(_Seeing):
    """A browser that opened a link and has not gone in yet: it sees whose chest this is, with the
    picture at its top where the link's audience may see that, and nothing else."""

    session_id: UUID
    chest_id: UUID
    audience: Audience
    account_id: ClassVar[None] = None

    @property
    def key(self) -> str:
        return f"door:{self.session_id}"

    @property
    def sort(self) -> str:
        return f"{type(self).__name__} for {self.audience}"

    @property
    def anyone(self) -> Viewer:
        return _ANY_DOOR[self.audience]

    @property
    def values(self) -> dict[str, UUID]:
        return {"viewer_chest": self.chest_id}

    def gave(self, of: type[Asset] = Asset) -> ColumnElement[bool]:
        return and_(
            col(of.chest_id) == self.chest_id,
            published(of),
            one_of(col(of.audience), LINK_AUDIENCES[self.audience]),
            exists(
                select(col(Chest.id)).where(
                    col(Chest.id) == self.chest_id, col(Chest.hero_asset_id) == col(of.id)
                )
            ),
        )


@dataclass(frozen=True)
class ReceiptViewer(_Seeing):
    """Whoever holds the receipt of a contribution: they see what they gave, and nothing else."""

    contribution_id: UUID
    account_id: ClassVar[None] = None

    @property
    def key(self) -> str:
        return f"receipt:{self.contribution_id}"

    @property
    def anyone(self) -> Viewer:
        return _ANY_RECEIPT

    @property
    def values(self) -> dict[str, UUID]:
        return {"viewer_contribution": self.contribution_id}

    def gave(self, of: type[Asset] = Asset) -> ColumnElement[bool]:
        return col(of.contribution_id) == self.contribution_id


@dataclass(frozen=True)
class WorkerViewer(_Seeing):
    """The chest itself, at work in the background."""

    account_id: ClassVar[None] = None
    key: ClassVar[str] = "worker"

    def shares(self, of: Sorted) -> ColumnElement[bool]:
        return true()


@dataclass(frozen=True)
class NobodyViewer(_Seeing):
    """Somebody of whom nothing is known."""

    account_id: ClassVar[None] = None
    key: ClassVar[str] = "nobody"


Viewer: TypeAlias = (
    AccountViewer | LinkViewer | DoorViewer | ReceiptViewer | WorkerViewer | NobodyViewer
)
"""Whoever asks. Every kind has `key`, `sees()` and `account_id`: the account that acts, which rows
keep, and None for all who have no account."""

_ANY_ACCOUNT = AccountViewer(_open("viewer_account"))
_ANY_RECEIPT = ReceiptViewer(_open("viewer_contribution"))
_ANY_LINK = {
    audience: LinkViewer(
        session_id=_open("viewer_link_session"),
        link_id=_open("viewer_link"),
        chest_id=_open("viewer_chest"),
        permission=LinkPermission.look,  # decides about nothing that is seen
        audience=audience,
    )
    for audience in LINK_AUDIENCES
}
_ANY_DOOR = {
    audience: DoorViewer(
        session_id=_open("viewer_link_session"), chest_id=_open("viewer_chest"), audience=audience
    )
    for audience in LINK_AUDIENCES
}

ANONYMOUS = NobodyViewer()
WORKER = WorkerViewer()


def require_account(viewer: Viewer) -> UUID:
    """The account that asks. Raises NotSignedIn for everybody without one."""
    if viewer.account_id is None:
        raise NotSignedIn
    return viewer.account_id
