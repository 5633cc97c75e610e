"""The words by which memories are found."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field

from chest.models.base import ChestModel


class SearchText(ChestModel, table=True):
    """What is said of a memory, in one row; and of a recording each sentence, in a row of its own
    with the `second` at which it begins.

    The database itself keeps these rows, in the transaction that changes what they repeat: see
    `chest.migrations.versions.0019_search`. On SQLite the virtual table `search_fts` indexes them;
    on PostgreSQL they are folded (small letters, no diacritics), and `words` is what is indexed.
    """

    __tablename__ = "search_text"
    __table_args__ = (
        Index(
            "ix_search_text_memory",
            "asset_id",
            unique=True,
            sqlite_where=text("segment_id IS NULL"),
            postgresql_where=text("segment_id IS NULL"),
        ),
        Index("ix_search_text_asset", "asset_id", "segment_id"),
        Index(
            "ix_search_text_segment",
            "segment_id",
            unique=True,
            sqlite_where=text("segment_id IS NOT NULL"),
            postgresql_where=text("segment_id IS NOT NULL"),
        ),
        Index("ix_search_text_chest", "chest_id"),
        Index(
            "ix_search_text_spoken",
            "chest_id",
            sqlite_where=text("segment_id IS NOT NULL"),
            postgresql_where=text("segment_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    )
    asset_id: UUID = Field(foreign_key="asset.id", ondelete="CASCADE")
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    segment_id: UUID | None = Field(default=None)
    second: float | None = None
    caption: str | None = Field(default=None, sa_type=Text)
    who: str | None = Field(default=None, sa_type=Text)
    place: str | None = Field(default=None, sa_type=Text)
    body: str | None = Field(default=None, sa_type=Text)  # its words, and those in the picture
    seen: str | None = Field(default=None, sa_type=Text)  # tags
    giver: str | None = Field(default=None, sa_type=Text)
    name: str | None = Field(default=None, sa_type=Text)  # of the file
    words: str | None = Field(
        default=None, sa_column=Column(Text().with_variant(TSVECTOR(), "postgresql"), nullable=True)
    )
