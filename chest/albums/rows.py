"""Rows of an album: which memories lie in it, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from chest.access.albums import shown_in_albums
from chest.access.viewers import Viewer
from chest.albums.places import places_between
from chest.models import AlbumItem, Asset, utc_now

MOST_IN_ONE = 20_000
_AT_ONCE = 500


def places_of(session: Session, album_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """The places of those of these memories that lie in the album."""
    found: dict[UUID, str] = {}
    listed = list(ids)
    for at in range(0, len(listed), _AT_ONCE):
        rows = session.exec(
            select(AlbumItem.asset_id, AlbumItem.place).where(
                col(AlbumItem.album_id) == album_id,
                col(AlbumItem.asset_id).in_(listed[at : at + _AT_ONCE]),
            )
        )
        found.update(rows.all())
    return found


def list_shown(session: Session, viewer: Viewer, chest_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these memories of the chest that an album may show to this viewer, in the order
    given, each once."""
    seen: set[UUID] = set()
    for at in range(0, len(ids), _AT_ONCE):
        query = select(Asset.id).where(
            col(Asset.id).in_(ids[at : at + _AT_ONCE]),
            col(Asset.chest_id) == chest_id,
            shown_in_albums(viewer),
        )
        seen.update(session.execute(query, {"now": utc_now()}).scalars())
    return [asset_id for asset_id in dict.fromkeys(ids) if asset_id in seen]


def count_all(session: Session, album_id: UUID) -> int:
    counted = select(func.count()).select_from(AlbumItem).where(AlbumItem.album_id == album_id)
    return session.exec(counted).one()


def put_at_end(
    session: Session, album_id: UUID, ids: Sequence[UUID], *, by: UUID | None
) -> dict[UUID, str]:
    """Let these memories, which are not in the album, come last in it; returns their places."""
    last = session.exec(
        select(func.max(AlbumItem.place)).where(col(AlbumItem.album_id) == album_id)
    ).one()
    places = dict(zip(ids, places_between(last, None, len(ids)), strict=True))
    _add(session, album_id, places, by=by)
    return places


def take_out(session: Session, album_id: UUID, ids: Sequence[UUID]) -> None:
    for at in range(0, len(ids), _AT_ONCE):
        session.exec(
            delete(AlbumItem)
            .where(
                col(AlbumItem.album_id) == album_id,
                col(AlbumItem.asset_id).in_(ids[at : at + _AT_ONCE]),
            )
            .execution_options(synchronize_session=False)
        )


def move(
    session: Session, album_id: UUID, ids: Sequence[UUID], *, before: UUID | None
) -> dict[UUID, str]:
    """Let these memories of the album stand before that one, or last, in the order given; returns
    their places. What others see of it and whoever moves them does not stays where it is."""
    taken = list(ids)
    high = places_of(session, album_id, [before]).get(before) if before else None
    others = [col(AlbumItem.album_id) == album_id, col(AlbumItem.asset_id).not_in(taken)]
    if high is not None:
        others.append(col(AlbumItem.place) < high)
    low = session.exec(select(func.max(AlbumItem.place)).where(*others)).one()
    places = dict(zip(taken, places_between(low, high, len(taken)), strict=True))
    write_places(session, album_id, places)
    return places


def write_places(session: Session, album_id: UUID, places: Mapping[UUID, str]) -> None:
    rows = session.exec(
        select(AlbumItem).where(
            col(AlbumItem.album_id) == album_id, col(AlbumItem.asset_id).in_(list(places))
        )
    ).all()
    for row in rows:
        row.place = places[row.asset_id]
        session.add(row)
    session.flush()


def put_back(
    session: Session, album_id: UUID, places: Mapping[UUID, str], *, by: UUID | None
) -> None:
    """Let them lie again where they lay. Two in one place have the order of their ids."""
    _add(session, album_id, places, by=by)


def _add(session: Session, album_id: UUID, places: Mapping[UUID, str], *, by: UUID | None) -> None:
    session.add_all(
        AlbumItem(album_id=album_id, asset_id=asset_id, place=place, added_by=by)
        for asset_id, place in places.items()
    )
    session.flush()
