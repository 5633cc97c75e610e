"""What somebody takes out of a chest as a file, and what was brought in from such a file."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now
from chest.models.chests import Role


class ExportFormat(StrEnum):
    """`bagit` is everything, for archives and for bringing it in again; `site` pages to look at
    in any browser; `folder` the files alone, by year; `book` a PDF to print, of what is for the
    whole family; `takeout` what one person gave, and what is said of them."""

    bagit = "bagit"
    site = "site"
    folder = "folder"
    book = "book"
    takeout = "takeout"


class ExportState(StrEnum):
    waiting = "waiting"
    making = "making"
    ready = "ready"
    failed = "failed"
    cancelled = "cancelled"
    expired = "expired"


class Export(ChestModel, table=True):
    """What one account takes out of a chest, as they may see it in this `role`: who has less of one
    by now does not get it. `memories` and `bytes` are what there was when it was asked for, `done`
    and `done_bytes` what is packed; `problems` counts files that could not be. `size` is that of
    the file; `reason` is a sentence on why it failed, or on what a book could not print."""

    __tablename__ = "export"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    account_id: UUID = Field(foreign_key="account.id", index=True, ondelete="CASCADE")
    role: Role = Field(sa_type=Word(Role))
    format: ExportFormat = Field(sa_type=Word(ExportFormat))
    state: ExportState = Field(default=ExportState.waiting, sa_type=Word(ExportState), index=True)
    name: str = Field(max_length=255)
    memories: int = 0
    bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    done: int = 0
    done_bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    problems: int = 0
    size: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    reason: str | None = Field(default=None, max_length=500)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ExportPiece(ChestModel, table=True):
    """A run of whole entries of the file, under a key of its own; all pieces in their order are the
    file. `entries` are {path, size, crc, sha256, offset, …}, `problems` what could not be packed,
    `after` the last memory in it: whoever goes on begins behind that."""

    __tablename__ = "export_piece"

    export_id: UUID = Field(foreign_key="export.id", primary_key=True, ondelete="CASCADE")
    n: int = Field(primary_key=True)
    storage_key: str = Field(max_length=512)
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    entries: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    problems: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    after: UUID | None = Field(default=None)


class BroughtBag(ChestModel, table=True):
    """That a chest was brought in from a bag, known by the SHA-256 of its list of files: once
    `finished_at` is set, bringing the same in again does nothing."""

    __tablename__ = "brought_bag"

    chest_id: UUID = Field(foreign_key="chest.id", primary_key=True, ondelete="CASCADE")
    bag: str = Field(max_length=64)
    begun_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
