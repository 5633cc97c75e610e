"""Private chests: a key of their own, what unlocks it, and what lies where while one is locked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class LockerState(StrEnum):
    """Where a private chest stands; see `chest.lockers.manager`."""

    open = "open"
    locking = "locking"
    locked = "locked"
    unlocking = "unlocking"


class Locker(ChestModel, table=True):
    """That a chest has a key of its own (`recipient` is its public half). `label` is what the chest
    is called while it is locked. `opened` is the key, wrapped by the installation's secret, while
    it is not locked and only then. `sealed_at`: all files of before are encrypted to the key."""

    __tablename__ = "locker"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    state: LockerState = Field(default=LockerState.open, sa_type=Word(LockerState), index=True)
    label: str = Field(max_length=100)
    recipient: str = Field(max_length=100)
    opened: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hours: int = 12  # without anybody of the family, after which it locks itself; 0 for never
    sealed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    reason: str | None = Field(default=None, sa_type=Text)  # why it stands still


class LockerKey(ChestModel, table=True):
    """The chest's key as one passphrase opens it: a keeper's own, or for no account the code on
    paper. An age file, which `age -d` opens as well."""

    __tablename__ = "locker_key"
    __table_args__ = (UniqueConstraint("chest_id", "account_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE")
    wrapped: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class LockerPack(ChestModel, table=True):
    """Rows of a locked chest, as lines of JSON in a blob that is encrypted to its key. `tables`
    are {name, rows, start, stop, sha256}, the place counted in plain bytes. What a later pack
    (`n`) has of a row is newer."""

    __tablename__ = "locker_pack"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    n: int = Field(primary_key=True)
    storage_key: str = Field(max_length=512)
    tables: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class LockerFile(ChestModel, table=True):
    """A file of a locked chest: the rows that name it are packed, and without this one nobody would
    know that it is still wanted."""

    __tablename__ = "locker_file"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    storage_key: str = Field(primary_key=True, max_length=512)
