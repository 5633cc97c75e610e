"""The albums of whoever asked: in a bag with their order and audience, in a folder as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlmodel import Session, col, select

from chest.access.albums import album_seen_by
from chest.exports.reading import Asked
from chest.exports.rows import Row, Tables, as_json, curates
from chest.models import Album, AlbumItem, utc_now


def rows_of_albums(session: Session, asked: Asked, seen: set[UUID]) -> Tables:
    """The albums that are there for whoever asked, each with those of its memories that are carried
    (`seen`), in their order. One whose memories are none of these is left out, unless they made
    it."""
    query = select(Album).where(col(Album.chest_id) == asked.chest_id, album_seen_by(asked.viewer))
    found: Tables = {"album": [], "album_item": []}
    for album in session.execute(query.order_by(col(Album.id)), {"now": utc_now()}).scalars():
        items = session.exec(
            select(AlbumItem)
            .where(col(AlbumItem.album_id) == album.id)
            .order_by(col(AlbumItem.place), col(AlbumItem.asset_id))
        ).all()
        rows = [as_json(one) for one in items if one.asset_id in seen]
        if not rows and album.made_by != asked.viewer.account_id:
            continue
        told = as_json(album)
        if album.cover_asset_id not in seen:
            told["cover_asset_id"] = None
        if not curates(asked.role):
            rows = [row | {"added_by": None} for row in rows]
        found["album"].append(told)
        found["album_item"] += rows
    return found


def tell_albums(rows: Tables, paths: Mapping[str, str]) -> list[Row]:
    """The same for people and other programs; `paths` knows where the file of each memory is."""
    held: dict[str, list[Row]] = {}
    for item in rows["album_item"]:
        memory = item["asset_id"]
        held.setdefault(item["album_id"], []).append({"id": memory, "file": paths.get(memory)})
    return [
        {
            "id": album["id"],
            "name": album["name"],
            "words": album["description"],
            "audience": album["audience"],
            "cover": album["cover_asset_id"],
            "memories": held.get(album["id"], []),
        }
        for album in rows["album"]
    ]


def write_albums(albums: Iterable[Row]) -> str:
    """As a list that is read without any program: names, and under each its files in order."""
    told = []
    for album in albums:
        lines = [album["name"], "-" * min(70, len(album["name"]))]
        if album["words"]:
            lines.append(album["words"])
        lines += [one["file"] for one in album["memories"] if one["file"]]
        told.append("\n".join(lines) + "\n")
    return "\n".join(told)
