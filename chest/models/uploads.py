"""Bytes on their way in, and bytes on their way out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column, Index, UniqueConstraint, text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, Word, new_id, partial_index, utc_now


class UploadState(StrEnum):
    open = "open"
    completing = "completing"
    complete = "complete"
    aborted = "aborted"


UNPAIRED_UPLOADS = "near IS NULL AND state = 'complete'"
"""As text, because a database uses `ix_upload_unpaired` only where it can read the values."""


UNGATHERED_UPLOADS = "gathered IS NULL AND folder IS NOT NULL AND state = 'complete'"
"""As text, because `ix_upload_ungathered` is of these."""


class Upload(ChestModel, table=True):
    """Bytes on their way in. The store knows which parts it has; this row knows whose they are."""

    __tablename__ = "upload"
    __table_args__ = (
        # Whoever brings a folder asks for every file whether it is here: see `uploads.folders`.
        partial_index("ix_upload_declared", "declared_sha256"),
        partial_index("ix_upload_near", "near"),
        partial_index("ix_upload_content_id", "content_id"),
        # What came before files were paired; none is left once all were looked at.
        Index(
            "ix_upload_unpaired",
            "state",
            "id",
            sqlite_where=text("near IS NULL"),
            postgresql_where=text("near IS NULL"),
        ),
        Index("ix_upload_batch", "batch_id", "id"),
        Index(
            "ix_upload_ungathered",
            "id",
            sqlite_where=text(UNGATHERED_UPLOADS),
            postgresql_where=text(UNGATHERED_UPLOADS),
        ),
        # What has arrived and is in no batch yet.
        Index(
            "ix_upload_loose",
            "state",
            "completed_at",
            "id",
            sqlite_where=text("batch_id IS NULL"),
            postgresql_where=text("batch_id IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    asset_id: UUID = Field(foreign_key="asset.id", index=True, ondelete="CASCADE")
    state: UploadState = Field(default=UploadState.open, sa_type=Word(UploadState), index=True)
    handle: str = Field(max_length=2000)
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    part_size: int
    declared_sha256: str | None = Field(default=None, max_length=64)
    declared_taken: str | None = Field(default=None, max_length=100)
    file_modified: datetime | None = Field(default=None, sa_type=UtcDateTime)
    folder: str | None = Field(default=None, max_length=255)  # the name of the one it lay in
    # What files beside it told of it: see `chest.ingest.sidecars`.
    beside: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    # What belongs together by its name has the same: see `chest.ingest.stems`.
    near: str | None = Field(default=None, max_length=32)
    content_id: str | None = Field(default=None, max_length=64)  # Apple's mark of two files
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    link_session_id: UUID | None = Field(default=None)
    # With what else it was added: see `UploadBatch`. NOBODY: with nothing that anybody is told of.
    batch_id: UUID | None = Field(default=None)
    # Whether it was looked at for the album of its folder: see `chest.albums.gathering`.
    gathered: bool | None = Field(default=None)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BlobTrash(ChestModel, table=True):
    """Keys whose rows are gone and whose bytes are still to be deleted by the sweep."""

    __tablename__ = "blob_trash"
    __table_args__ = (UniqueConstraint("storage_key"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    storage_key: str = Field(max_length=512)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
