"""What in the texts of a chest a person should decide on before a story tells it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, LargeBinary, Text
from sqlmodel import Field

from chest.models.assets import Audience
from chest.models.base import ChestModel, UtcDateTime, Word, new_id, utc_now


class TextField(StrEnum):
    """Which text of a memory: `extracted` is what stands in a document, `picture` what is read in
    a picture, `message` the words that came with a gift, `said` one sentence of a recording."""

    caption = "caption"
    place = "place"
    body = "body"
    message = "message"
    extracted = "extracted"
    picture = "picture"
    said = "said"


class HeldState(StrEnum):
    """What was decided of a text: it waits (`open`), is told, told only to some, kept out, or its
    giver was asked. All but the second and third are told to nobody."""

    open = "open"
    told = "told"
    only = "only"
    out = "out"
    asked = "asked"


class TextsRead(ChestModel, table=True):
    """That the texts of a memory were read, by which version of the gate, and in which wording:
    `wordings` has the first 16 bytes of the SHA-256 of each, so that after a change only what is
    new is read again."""

    __tablename__ = "texts_read"

    asset_id: UUID = Field(foreign_key="asset.id", primary_key=True, ondelete="CASCADE")
    version: str = Field(default="", max_length=16)
    fingerprint: str = Field(default="", max_length=64)
    wordings: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))


class HeldText(ChestModel, table=True):
    """A text about which somebody has to decide. `findings` are {reason, start, end, words}, the
    place counted in the wording that was read. `since` is when it began to be held back."""

    __tablename__ = "held_text"
    __table_args__ = (
        Index("ix_held_text_state", "chest_id", "state", "id"),
        Index("ix_held_text_asset", "asset_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    chest_id: UUID = Field(foreign_key="chest.id", ondelete="CASCADE")
    asset_id: UUID = Field(foreign_key="asset.id", ondelete="CASCADE")
    field: TextField = Field(sa_type=Word(TextField))
    said_id: UUID | None = Field(default=None)
    wording: str = Field(max_length=32)
    findings: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    state: HeldState = Field(default=HeldState.open, sa_type=Word(HeldState))
    audience: Audience | None = Field(default=None, sa_type=Word(Audience))
    since: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    decided_by: UUID | None = Field(default=None)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str | None = Field(default=None, sa_type=Text)  # the giver's, after they were asked
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    found_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
