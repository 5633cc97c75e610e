"""What a bag says of albums: those that are there for whoever asked, and what they see in them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.albums import album_seen_by
from chest.exports.memories import Asked
from chest.exports.rows import Row, Tables, as_json, curates
from chest.models import Album, AlbumItem, utc_now


def rows_of_albums(session: Session, asked: Asked, seen: set[UUID]) -> Tables:
    """The albums that are there for whoever asked, and which of the memories are in them."""
    albums = session.execute(
        select(Album)
        .where(col(Album.chest_id) == asked.chest_id, album_seen_by(asked.viewer))
        .order_by(col(Album.id)),
        {"now": utc_now()},
    ).scalars()
    rows: Tables = {"album": [], "album_item": []}
    for album in albums:
        row = as_json(album)
        if album.cover_asset_id not in seen:
            row["cover_asset_id"] = None
        rows["album"].append(row)
        items = session.exec(
            select(AlbumItem)
            .where(col(AlbumItem.album_id) == album.id)
            .order_by(col(AlbumItem.place), col(AlbumItem.asset_id))
        )
        told = [as_json(one) for one in items if one.asset_id in seen]
        if not curates(asked.role):
            told = [one | {"added_by": None} for one in told]
        rows["album_item"] += told
    return rows


def tell_albums(rows: Tables, paths: Mapping[str, str]) -> list[Row]:
    """Albums as people and other programs read them: a name, and files in their order."""
    inside: dict[str, list[Row]] = {}
    for item in rows["album_item"]:
        inside.setdefault(item["album_id"], []).append(item)
    return [
        {
            "id": album["id"],
            "name": album["name"],
            "description": album["description"],
            "audience": album["audience"],
            "memories": [
                {"id": one["asset_id"], "path": paths[one["asset_id"]].removeprefix("data/")}
                for one in inside.get(album["id"], ())
            ],
        }
        for album in rows["album"]
    ]
