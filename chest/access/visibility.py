"""Who may see and do what: the role table, and the one predicate that every query goes through."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from chest.access.prepared import Prepared
from chest.access.viewers import (
    LINK_AUDIENCES,
    PUBLISHED,
    WORKER,
    Sorted,
    Viewer,
    require_account,
)
from chest.errors import ChestLocked, NotFound
from chest.models import (
    Asset,
    Audience,
    Chest,
    Membership,
    Repeat,
    Role,
    utc_now,
)
from chest.together import LOOK


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

# From the lowest role to the highest, which is their rank.
ALLOWED: dict[Role, frozenset[Action]] = {
    Role.viewer: _VIEWER,
    Role.member: frozenset(_MEMBER),
    Role.curator: frozenset(_CURATOR),
    Role.keeper: _KEEPER,
}

_RANKED = tuple(ALLOWED)


def rank_of(role: Role) -> int:
    """How much a role allows: one of a higher rank allows all that those below it do, and more."""
    return _RANKED.index(role)


# What a story for this audience may draw on. None is told to one person alone: what somebody keeps
# for themselves is in no story.
STORY_AUDIENCES: dict[Audience, tuple[Audience, ...]] = {
    Audience.keepers: (Audience.keepers, Audience.family, Audience.everyone),
    **LINK_AUDIENCES,
}


def published_for(audience: Audience) -> ColumnElement[bool]:
    """The predicate over `Asset` for what everyone in this audience may see."""
    return and_(
        visible_to(WORKER),
        PUBLISHED,
        col(Asset.audience).in_(STORY_AUDIENCES[audience]),
    )


def visible_to(
    viewer: Viewer, *, now: datetime | None = None, deleted: bool = False
) -> ColumnElement[bool]:
    """The predicate over `Asset` that is true for what this viewer may see, and only then; with
    `deleted`, for what they would see if it had not been put away.

    It knows what is still arriving, pending, declined, held, withdrawn, deleted and sealed
    (`visible_from`), the audience, and deleted chests. Every query, count, route, story and
    duplicate check uses it.
    """
    now = utc_now() if now is None else now
    return and_(
        col(Asset.deleted_at).is_not(None) if deleted else col(Asset.deleted_at).is_(None),
        in_chest_that_is_there(Asset),
        or_(col(Asset.visible_from).is_(None), col(Asset.visible_from) <= now),
        viewer.sees(),
    )


def in_chest_that_is_there(of: Sorted | type[Repeat]) -> ColumnElement[bool]:
    """The predicate for what lies in a chest that nobody put away or locked."""
    return exists(
        select(col(Chest.id)).where(
            col(Chest.id) == col(of.chest_id),
            col(Chest.deleted_at).is_(None),
            col(Chest.shut).is_(False),
        )
    )


def check_unlocked(chest: Chest) -> None:
    """Raise ChestLocked for a private chest that is locked, or on its way to or from there. For
    those who know already that whoever asks belongs to it."""
    if chest.shut:
        raise ChestLocked(chest.id)


def find_role(session: Session, viewer: Viewer, chest_id: UUID) -> Role | None:
    """The viewer's role in the chest; None without one, and for links and receipts."""
    if viewer.account_id is None:
        return None
    membership = session.get(Membership, (chest_id, viewer.account_id))
    return membership.role if membership else None


def find_role_to_see(session: Session, viewer: Viewer, chest_id: UUID) -> Role | None:
    """The viewer's role in a chest that nobody put away, for whoever only looks: asked once in a
    look (see `Database.look`), and without making objects of rows."""
    if viewer.account_id is None:
        return None
    known: dict[object, Role | None] = session.info.get(LOOK, {})
    key = (viewer.account_id, chest_id)
    if key not in known:
        found = _ROLE.ask(session, viewer, chest_id=chest_id)
        known[key] = Role(found[0].role) if found else None
        session.info.setdefault(_SHUT, {})[chest_id] = bool(found and found[0].shut)
    return known[key]


def require_to_see(session: Session, viewer: Viewer, chest_id: UUID) -> Role:
    """The role of a member who only looks. Raises NotSignedIn, NotFound and ChestLocked as
    `require` does."""
    require_account(viewer)
    role = find_role_to_see(session, viewer, chest_id)
    if role is None:
        raise NotFound
    if session.info.get(_SHUT, {}).get(chest_id):
        raise ChestLocked(chest_id)
    return role


_SHUT = "shut"


def _role(viewer: Viewer) -> Select[Any]:
    columns: tuple[Any, ...] = (col(Membership.role), col(Chest.shut))
    return (
        select_columns(*columns)
        .join(Chest, col(Chest.id) == col(Membership.chest_id))
        .where(
            col(Membership.chest_id) == bindparam("chest_id"),
            col(Membership.account_id) == viewer.account_id,
            col(Chest.deleted_at).is_(None),
        )
    )


_ROLE = Prepared(_role)


def require(
    session: Session,
    viewer: Viewer,
    chest_id: UUID,
    action: Action,
    *,
    deleted: bool = False,
    shut: bool = False,
) -> tuple[Chest, Role]:
    """The chest and the viewer's role in it, when the role allows the action.

    Raises NotSignedIn without an account, and NotFound for everything else: that the chest does not
    exist, that it is none of the viewer's business, or that the role is too low for the action;
    ChestLocked for a private chest that is locked. `deleted=True` also finds chests in their 30
    days before the purge, `shut=True` those that are locked.
    """
    require_account(viewer)
    role = find_role(session, viewer, chest_id)
    chest = session.get(Chest, chest_id)
    if chest is None or role is None or action not in ALLOWED[role]:
        raise NotFound
    if chest.deleted_at is not None and not deleted:
        raise NotFound
    if not shut:
        check_unlocked(chest)
    return chest, role
