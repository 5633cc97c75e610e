"""Albums: named, ordered sets of memories."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from chest.models.assets import Audience
from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class Album(ChestModel, table=True):
    """A set of memories with a name, an order and an audience. `source` tells whose folder of which
    name it was made of, as a digest; None for one that somebody made by hand."""

    __tablename__ = "album"
    __table_args__ = (
        Index("ix_album_chest", "chest_id", "deleted_at", "id"),
        UniqueConstraint("chest_id", "source"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    name: str = Field(max_length=200)
    description: str | None = Field(default=None, sa_type=Text)
    audience: Audience = Field(default=Audience.family, sa_type=Word(Audience))
    cover_asset_id: UUID | None = Field(default=None)
    source: str | None = Field(default=None, max_length=64)
    made_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    version: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_by: UUID | None = Field(default=None)


class AlbumItem(ChestModel, table=True):
    """One memory of an album. `place` is a decimal fraction, written without the point and without
    closing zeros, so that texts sort as numbers do: see `chest.albums.places`."""

    __tablename__ = "album_item"
    __table_args__ = (Index("ix_album_item_place", "album_id", "place", "asset_id"),)

    album_id: UUID = Field(foreign_key="album.id", primary_key=True, ondelete="CASCADE")
    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, index=True, ondelete="CASCADE")
    place: str = Field(sa_type=Text)
    added_by: UUID | None = Field(default=None)
    added_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class AlbumDeed(StrEnum):
    """What is done to many memories of an album at once."""

    put = "put"  # taken in, taken out, or both
    move = "move"


class AlbumChange(ChestModel, table=True):
    """What somebody did to an album, so that it can be undone. `before` holds for each memory the
    place it had, null where it was not in the album; `after` the place it has had since."""

    __tablename__ = "album_change"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    album_id: UUID = Field(foreign_key="album.id", index=True, ondelete="CASCADE")
    account_id: UUID = Field(foreign_key="account.id")
    deed: AlbumDeed = Field(sa_type=Word(AlbumDeed))
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime, index=True)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
