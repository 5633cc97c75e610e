"""Albums as somebody sees them: how much of each, and which picture stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from chest.access.albums import may_change, shown_in_albums
from chest.access.prepared import Prepared
from chest.access.viewers import Viewer
from chest.access.visibility import find_role_to_see
from chest.models import Album, AlbumItem, Asset, Audience


@dataclass(frozen=True)
class AlbumView:
    """`count` is how many of its memories the viewer sees, and `cover_id` one of those: the one
    that was chosen, or else the first; None where they see none."""

    id: UUID
    chest_id: UUID
    name: str
    description: str | None
    audience: Audience
    cover_id: UUID | None
    count: int
    made_by: UUID | None
    created_at: datetime
    version: int
    deleted_at: datetime | None
    editable: bool


def view_albums(session: Session, viewer: Viewer, albums: Sequence[Album]) -> list[AlbumView]:
    if not albums:
        return []
    ids = [album.id for album in albums]
    counts = {row.album_id: row.number for row in _COUNTS.ask(session, viewer, albums=ids)}
    chosen = [album.cover_asset_id for album in albums if album.cover_asset_id]
    seen = {
        (row.album_id, row.asset_id)
        for row in (_CHOSEN.ask(session, viewer, albums=ids, chosen=chosen) if chosen else [])
    }
    first = {row.album_id: row.asset_id for row in _FIRST.ask(session, viewer, albums=ids)}
    role = find_role_to_see(session, viewer, albums[0].chest_id)
    return [
        AlbumView(
            id=album.id,
            chest_id=album.chest_id,
            name=album.name,
            description=album.description,
            audience=album.audience,
            cover_id=(
                album.cover_asset_id
                if (album.id, album.cover_asset_id) in seen
                else first.get(album.id)
            ),
            count=counts.get(album.id, 0),
            made_by=album.made_by if viewer.account_id is not None else None,
            created_at=album.created_at,
            version=album.version,
            deleted_at=album.deleted_at,
            editable=may_change(viewer, album, role),
        )
        for album in albums
    ]


def pulse_of(session: Session, viewer: Viewer, album_id: UUID) -> str:
    """Made of how many lie in it and when the last one came: neither taking out nor putting in
    leaves both as they were."""
    found = [tuple(map(str, row)) for row in _PULSE.ask(session, viewer, albums=[album_id])]
    return sha256(repr(found).encode()).hexdigest()[:16]


def _of(viewer: Viewer) -> list[Any]:
    named: Any = bindparam("albums", expanding=True)
    return [
        col(AlbumItem.album_id).in_(named),
        col(Asset.id) == col(AlbumItem.asset_id),
        shown_in_albums(viewer),
    ]


def _counts(viewer: Viewer) -> Select[Any]:
    columns: list[Any] = [col(AlbumItem.album_id), func.count().label("number")]
    return select_columns(*columns).where(*_of(viewer)).group_by(col(AlbumItem.album_id))


def _pulse(viewer: Viewer) -> Select[Any]:
    columns: list[Any] = [func.count(), func.max(col(AlbumItem.added_at))]
    return select_columns(*columns).where(*_of(viewer))


def _chosen(viewer: Viewer) -> Select[Any]:
    columns: list[Any] = [col(AlbumItem.album_id), col(AlbumItem.asset_id)]
    return select_columns(*columns).where(
        *_of(viewer), col(AlbumItem.asset_id).in_(bindparam("chosen", expanding=True))
    )


def _first(viewer: Viewer) -> Select[Any]:
    """The first of each album that the viewer sees: one leap in the index for each album."""
    item = aliased(AlbumItem)
    first = (
        select_columns(col(item.asset_id))
        .join(Asset, col(Asset.id) == col(item.asset_id))
        .where(col(item.album_id) == col(Album.id), shown_in_albums(viewer))
        .order_by(col(item.place), col(item.asset_id))
        .limit(1)
        .correlate(Album)
        .scalar_subquery()
    )
    columns: list[Any] = [col(Album.id).label("album_id"), first.label("asset_id")]
    return select_columns(*columns).where(col(Album.id).in_(bindparam("albums", expanding=True)))


_PULSE = Prepared(_pulse)
_COUNTS, _CHOSEN, _FIRST = Prepared(_counts), Prepared(_chosen), Prepared(_first)
