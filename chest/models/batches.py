"""What somebody added in one go, so that they are told once when all of it is understood."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field

from chest.models.base import ChestModel, UtcDateTime, new_id


class UploadBatch(ChestModel, table=True):
    """The files that one account added to one chest, or one gift through a link brought, with no
    pause of ten minutes between them. `settled_at`: all are understood, and whoever added them was
    told.

    `ended_at` is when nothing more could join it; from then on its files are looked through in the
    order of their uploads, as far as `walked_to`, and counted: `failed_ids` are the first of those
    that could not be read. `understood_at` is when the last of them was.
    """

    __tablename__ = "upload_batch"
    __table_args__ = (
        # Those that still have to be looked at, the one that waits longest first.
        Index(
            "ix_upload_batch_unsettled",
            "looked_at",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
        Index("ix_upload_batch_account", "account_id", "chest_id", "settled_at"),
        Index("ix_upload_batch_settled", "settled_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", index=True, ondelete="CASCADE")
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE")
    contribution_id: UUID | None = Field(
        default=None, foreign_key="contribution.id", index=True, ondelete="CASCADE"
    )
    begun_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime = Field(sa_type=UtcDateTime)
    looked_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    walked_to: UUID | None = Field(default=None)
    ready: int = 0
    failed: int = 0
    failed_ids: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    understood_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dismissed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
