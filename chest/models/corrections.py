"""What was written otherwise before somebody put it right, so that it can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, new_id, utc_now


class TranscriptRevision(ChestModel, table=True):
    """How a transcript was before one change: `before` holds the segments as they were, the ids of
    those that came with the change, and the language where that was changed."""

    __tablename__ = "transcript_revision"
    __table_args__ = (Index("ix_transcript_revision_asset", "asset_id", "version"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    asset_id: UUID = Field(foreign_key="asset.id", ondelete="CASCADE")
    version: int
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    changed_by: UUID | None = Field(default=None)
    changed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    undone: bool = False


class NameChange(ChestModel, table=True):
    """A name put right everywhere at once. It can be undone for 30 days, and is then forgotten."""

    __tablename__ = "name_change"
    __table_args__ = (Index("ix_name_change_made_at", "made_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    old: str = Field(max_length=200)
    new: str = Field(max_length=200)
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NameChangePlace(ChestModel, table=True):
    """One place in which it was put right. `field` is a field of the memory, `segment` or
    `picture_text`; `place` is the segment, else the memory itself."""

    __tablename__ = "name_change_place"
    __table_args__ = (Index("ix_name_change_place_asset", "asset_id"),)

    change_id: UUID = Field(foreign_key="name_change.id", primary_key=True, ondelete="CASCADE")
    place: UUID = Field(primary_key=True)
    field: str = Field(primary_key=True, max_length=32)
    asset_id: UUID = Field(foreign_key="asset.id", ondelete="CASCADE")
    before: str = Field(sa_type=Text)
    after: str = Field(sa_type=Text)
