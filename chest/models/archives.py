"""Archives that lie in a chest, and what became of each file in them once they were unpacked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, utc_now


class ArchiveState(StrEnum):
    """`refused`: it cannot be unpacked here; `failed`: it stopped, and may be asked again."""

    refused = "refused"
    offered = "offered"
    waiting = "waiting"
    unpacking = "unpacking"
    done = "done"
    failed = "failed"


class Archive(ChestModel, table=True):
    """A memory that is an archive: how much is in it, and who asked for it to be unpacked. `reason`
    is a sentence for a person."""

    __tablename__ = "archive"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    state: ArchiveState = Field(sa_type=Word(ArchiveState), index=True)
    files: int = 0
    bytes: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    reason: str | None = Field(default=None, sa_type=Text)
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    link_session_id: UUID | None = Field(default=None)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ArchiveOutcome(StrEnum):
    """`had` is what the chest has already, `beside` what only told of another file."""

    added = "added"
    had = "had"
    beside = "beside"
    left_out = "left_out"


class ArchiveFile(ChestModel, table=True):
    """One file of an archive, by its place in it, once something became of it: a second run leaves
    it alone. Neither its name nor its path is kept. `asset_id` is the memory that was made of it,
    which may be gone by now."""

    __tablename__ = "archive_file"
    __table_args__ = (Index("ix_archive_file_sha256", "archive_id", "sha256"),)

    archive_id: UUID = Field(foreign_key="archive.asset_id", primary_key=True, ondelete="CASCADE")
    n: int = Field(primary_key=True)
    outcome: ArchiveOutcome = Field(sa_type=Word(ArchiveOutcome))
    sha256: str | None = Field(default=None, max_length=64)
    asset_id: UUID | None = Field(default=None)
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
