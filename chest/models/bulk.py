"""What was done to many memories at once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class BulkDeed(StrEnum):
    """What is done to many memories at once."""

    change = "change"
    delete = "delete"
    restore = "restore"


class BulkChange(ChestModel, table=True):
    """What somebody did to many memories at once, so that it can be undone."""

    __tablename__ = "bulk_change"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    account_id: UUID = Field(foreign_key="account.id")
    deed: BulkDeed = Field(sa_type=Word(BulkDeed))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime, index=True)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BulkMemory(ChestModel, table=True):
    """One memory of many: how its changed columns were before, and the version that it has had
    since. It goes with the memory: the words are the same."""

    __tablename__ = "bulk_memory"

    bulk_id: UUID = Field(foreign_key="bulk_change.id", primary_key=True, ondelete="CASCADE")
    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, index=True, ondelete="CASCADE")
    version: int
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
