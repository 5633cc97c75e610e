"""Who may see and change an album. What of it somebody sees is what they see by `visible_to`."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from chest.access.prepared import NOW
from chest.access.viewers import (
    ARRIVED,
    AccountViewer,
    LinkViewer,
    Viewer,
    one_of,
    require_account,
)
from chest.access.visibility import ALLOWED, Action, find_role, visible_to
from chest.errors import NotFound
from chest.models import Album, AlbumItem, Asset, Audience, Chest, Membership, Review, Role, utc_now
from language import N_

_NOT_YOURS = N_("You can look at this album, but changing it is for whoever made it or a curator.")


def album_seen_by(viewer: Viewer, *, deleted: bool = False) -> ColumnElement[bool]:
    """The predicate over `Album` for the albums that are there for this viewer. One in which they
    see nothing is there only for whoever may fill it: its name tells of what they may not see."""
    mine: ColumnElement[bool]
    if isinstance(viewer, AccountViewer):
        own = col(Album.made_by) == viewer.account_id
        curates = one_of(col(Membership.role), (Role.curator, Role.keeper))
        is_shared = or_(
            one_of(col(Album.audience), (Audience.family, Audience.everyone)),
            and_(col(Album.audience) == Audience.keepers, col(Membership.role) == Role.keeper),
        )
        mine = exists(
            select_columns(col(Membership.account_id)).where(
                col(Membership.chest_id) == col(Album.chest_id),
                col(Membership.account_id) == viewer.account_id,
                or_(own, and_(is_shared, or_(curates, _holds_what_is_seen(viewer)))),
            )
        )
    elif isinstance(viewer, LinkViewer):
        mine = and_(
            col(Album.chest_id) == viewer.chest_id,
            col(Album.audience) == Audience.everyone,
            _holds_what_is_seen(viewer),
        )
    else:
        return false()
    in_chest = exists(
        select_columns(col(Chest.id)).where(
            col(Chest.id) == col(Album.chest_id), col(Chest.deleted_at).is_(None)
        )
    )
    is_there = col(Album.deleted_at).is_not(None) if deleted else col(Album.deleted_at).is_(None)
    return and_(is_there, in_chest, mine)


def shown_in_albums(viewer: Viewer) -> ColumnElement[bool]:
    """The predicate over `Asset`, with NOW left open, for what an album shows of its memories."""
    return and_(
        visible_to(viewer, now=NOW),
        ARRIVED,
        one_of(col(Asset.review), (Review.published, Review.pending, Review.held, Review.draft)),
        col(Asset.companion_of).is_(None),
    )


def is_in_album(viewer: Viewer) -> ColumnElement[bool]:
    """Over `Asset`: that it is in the album left open as `album`, which the viewer sees, of the
    chest `chest_id`."""
    rows = (
        select_columns(col(AlbumItem.asset_id))
        .join(Album, col(Album.id) == col(AlbumItem.album_id))
        .where(
            col(AlbumItem.album_id) == bindparam("album"),
            col(Album.chest_id) == bindparam("chest_id"),
            album_seen_by(viewer),
        )
    )
    return col(Asset.id).in_(rows)


def get_album(
    session: Session, viewer: Viewer, album_id: UUID, *, lock: bool = False, deleted: bool = False
) -> Album:
    """The album, if it is there for this viewer. Raises NotFound."""
    query = select(Album).where(col(Album.id) == album_id, album_seen_by(viewer, deleted=deleted))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    # The moment by which seals are judged stands open in the predicate.
    album: Album | None = session.execute(query, {"now": utc_now()}).scalars().first()
    if album is None:
        raise NotFound
    return album


def get_own_album(
    session: Session, viewer: Viewer, album_id: UUID, *, deleted: bool = False
) -> tuple[Album, Role]:
    """The album, locked, for whoever may change it, and their role. Raises NotFound."""
    require_account(viewer)
    album = get_album(session, viewer, album_id, lock=True, deleted=deleted)
    role = find_role(session, viewer, album.chest_id)
    if role is None or not may_change(viewer, album, role):
        raise NotFound(_NOT_YOURS)
    return album, role


def may_change(viewer: Viewer, album: Album, role: Role | None) -> bool:
    """Whether the viewer, who sees the album, may change it: curators any, members their own."""
    if role is None:
        return False
    is_own = Action.edit_own in ALLOWED[role] and album.made_by == viewer.account_id
    return is_own or Action.edit_any in ALLOWED[role]


def _holds_what_is_seen(viewer: Viewer) -> ColumnElement[bool]:
    return exists(
        select_columns(col(AlbumItem.asset_id))
        .join(Asset, col(Asset.id) == col(AlbumItem.asset_id))
        .where(col(AlbumItem.album_id) == col(Album.id), shown_in_albums(viewer))
        # Two questions deep, an album is taken for one of the inner question unless it is said.
        .correlate(Album)
    )
